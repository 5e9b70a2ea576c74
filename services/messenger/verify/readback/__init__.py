"""The second gate: reads the finished text back to facts, knowing nothing of how it was written."""
