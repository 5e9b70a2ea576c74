"""The dead-letter topic as an operator sees it: what lies there, why, and the way back."""
