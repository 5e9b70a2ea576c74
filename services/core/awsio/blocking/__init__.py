"""AWS for the Lambdas, over the boto3 that their runtime brings. Nothing is imported here."""
