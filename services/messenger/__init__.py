"""The messenger: tells each contact what it does not know yet, in a text proven to be true."""
