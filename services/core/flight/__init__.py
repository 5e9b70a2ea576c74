"""What is true of a flight: key, registers, merge, derived state, changes. Pure."""
