"""Small stories for people: one disruption each, played through the whole system."""
