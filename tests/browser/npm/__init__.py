"""What checks the board and comes from npm, locked; nothing of it is served."""
