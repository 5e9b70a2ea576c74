"""Bookings, passengers and the contacts that messages go to."""
