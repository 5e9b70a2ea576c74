"""Synthetic bookings, passengers and contacts for a replay, marked as synthetic in every item."""
