"""The live board: what changed, read once for a whole process, and sent to whoever watches."""
