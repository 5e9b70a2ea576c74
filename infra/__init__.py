"""The infrastructure: one CDK app, its stacks, and what the embedded AWS runs of it."""
