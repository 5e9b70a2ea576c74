"""What is watched: one module per part of the system, each a list of watches."""
