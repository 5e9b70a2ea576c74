"""Slot texts for every kind and channel, needing no model."""
