"""Texts that must not be sent, and how sure the gates are to stop them."""
