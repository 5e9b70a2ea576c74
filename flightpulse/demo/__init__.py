"""The demo: starts everything, replays a day, shows what happens and says what it came to."""
