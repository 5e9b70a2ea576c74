"""The stream handler without AWS."""
