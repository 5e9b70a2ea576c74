"""The board's page: its files, and what it is told of where it runs."""
