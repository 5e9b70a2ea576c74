"""The board's modules by themselves, in Node: what needs no page."""
