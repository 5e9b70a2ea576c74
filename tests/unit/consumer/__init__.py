"""The consumer, without network."""
