"""The templates: behaviour of what CDK synthesises, not counts of it."""
