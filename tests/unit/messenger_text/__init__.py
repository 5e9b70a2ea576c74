"""Facts to verified text."""
