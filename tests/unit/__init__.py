"""Fast tests without network, one folder per area."""
