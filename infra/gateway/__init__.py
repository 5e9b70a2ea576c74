"""What the API gateway lets in: the table of routes, and what is asked of a caller."""
