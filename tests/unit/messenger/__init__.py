"""The messenger: protocol, adapters and texts."""
