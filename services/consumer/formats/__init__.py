"""What may arrive on the topics, decoded strictly into core events."""
