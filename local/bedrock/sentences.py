"""The canned English sentences: a headline for each kind of message, a sentence for each slot."""

# What the headline says of the flight; the slot {{disposition}} says it where the shape has one.
HEADLINES = {
    "delay": "We are sorry: your flight {{flight}} {{route}} is delayed.",
    "delay_cleared": "Good news: your flight {{flight}} {{route}} is on schedule.",
    "earlier": "Please note: your flight {{flight}} {{route}} leaves earlier than scheduled.",
}
STATUS_HEADLINE = "Your flight {{flight}} {{route}} is {{disposition}}."
OTHER_HEADLINE = "Here is an update on your flight {{flight}} {{route}}."

SUBJECTS = {
    "delay": "Your flight {{flight}} is delayed",
    "delay_cleared": "Your flight {{flight}} is on schedule",
    "earlier": "Your flight {{flight}} leaves earlier than scheduled",
}
STATUS_SUBJECT = "Your flight {{flight}} is {{disposition}}"
OTHER_SUBJECT = "Update on your flight {{flight}}"

# By slot and direction; the empty direction stands for all others.
SENTENCES = {
    ("disposition", ""): "The flight is {{disposition}}.",
    ("diversion", ""): "It now goes {{diversion}}.",
    ("diversion", "withdrawn"): "Please note: {{diversion}}.",
    ("diversion", "ended"): "Please note: {{diversion}}.",
    ("time_change", ""): "Departure time: {{time_change}}.",
    ("gate_change", ""): "Departure gate: {{gate_change}}.",
    ("gate_change", "assigned"): "Please go to {{gate_change}}.",
    ("gate_change", "changed"): "The departure gate has changed {{gate_change}}.",
    ("terminal_change", ""): "Departure terminal: {{terminal_change}}.",
    ("terminal_change", "assigned"): "The flight leaves from {{terminal_change}}.",
    ("terminal_change", "changed"): "The departure terminal has changed {{terminal_change}}.",
    ("next_info", ""): "Please expect the {{next_info}}.",
    ("next_info", "open"): "There is {{next_info}}.",
    ("greeting", ""): "{{greeting}}",
    ("reason", ""): "{{reason}}",
    ("rights", ""): "{{rights}}",
    ("manage_link", ""): "Your booking: {{manage_link}}",
}
SLOT_OF_ASPECT = {"time": "time_change", "gate": "gate_change", "terminal": "terminal_change"}
CLOSING = "Thank you for travelling with us."


def sentence(slot: str, direction: str) -> str:
    """The sentence for a slot; the bare slot for one that nobody wrote a sentence for."""
    return SENTENCES.get((slot, direction)) or SENTENCES.get((slot, "")) or f"{{{{{slot}}}}}."
