"""A seeded soak: consumers killed a thousand times while everything around them fails, under the oracles."""
