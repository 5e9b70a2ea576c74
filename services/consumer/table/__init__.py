"""What the consumer does to the table, one file per operation; each shares its requests among lanes."""
