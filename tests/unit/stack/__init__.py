"""The start of the Compose stack."""
