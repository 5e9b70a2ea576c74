"""Whom to tell what: what a contact was told, and what is due. Pure."""
