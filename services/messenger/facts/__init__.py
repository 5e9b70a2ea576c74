"""The facts of one message: what is to be stated, with old and new values."""
