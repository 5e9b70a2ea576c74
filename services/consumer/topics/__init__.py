"""A program of its own in the consumer's image: makes the topics, and says where the group begins."""
