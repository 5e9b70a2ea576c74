"""The messenger against the embedded AWS; its fakes keep the same contracts."""
