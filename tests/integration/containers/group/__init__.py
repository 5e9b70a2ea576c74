"""A group of plain consumer processes on a real broker, before a stand-in for AWS that can fail to order."""
