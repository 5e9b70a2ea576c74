"""The kernel by itself: no network, no clock but the one given."""
