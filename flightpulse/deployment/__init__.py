"""What is asked and done of a deployment in an AWS account, under the caller's own credentials."""
