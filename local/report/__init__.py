"""What a replay came to: read from the table at the end, and compared with what was sent."""
