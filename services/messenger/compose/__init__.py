"""From facts to a verified message: the interface the rest of the messenger calls."""
