"""What travels on the bus: detail types and envelopes."""
