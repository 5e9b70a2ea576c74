"""The gateway's authorizer for an issuer that is not Cognito: a token and a route in, an IAM policy out."""
