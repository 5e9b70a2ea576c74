"""The rebooking marker, without AWS."""
