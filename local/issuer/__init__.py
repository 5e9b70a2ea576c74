"""The development issuer: a stand-in for the identity provider of a deployment."""
