"""Spans: where they continue from, what is recorded, and how they are sent."""
