"""Tests of the synthetic bookings."""
