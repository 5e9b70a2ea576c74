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
# For an SMS or a push notification.
SHORT_HEADLINES = {
    "delay": "{{flight}} {{route}} is delayed.",
    "delay_cleared": "{{flight}} {{route}} is on schedule.",
    "earlier": "{{flight}} {{route}} leaves earlier than scheduled.",
}
SHORT_STATUS_HEADLINE = "{{flight}} {{route}} is {{disposition}}."
SHORT_OTHER_HEADLINE = "{{flight}} {{route}}."
SHORT_SENTENCES = {
    ("time_change", ""): "Departure {{time_change}}.",
    ("gate_change", ""): "Gate {{gate_change}}.",
    ("gate_change", "assigned"): "Go to {{gate_change}}.",
    ("gate_change", "changed"): "Gate change {{gate_change}}.",
    ("terminal_change", ""): "Terminal {{terminal_change}}.",
    ("terminal_change", "assigned"): "Go to {{terminal_change}}.",
    ("terminal_change", "changed"): "Terminal change {{terminal_change}}.",
    ("next_info", ""): "Expect {{next_info}}.",
}
SLOT_OF_ASPECT = {"time": "time_change", "gate": "gate_change", "terminal": "terminal_change"}
CLOSING = "Thank you for travelling with us."


def sentence(slot: str, direction: str, *, short: bool) -> str:
    """The sentence for a slot; the bare slot for one that nobody wrote a sentence for."""
    tables = (SHORT_SENTENCES, SENTENCES) if short else (SENTENCES,)
    keys = ((slot, direction), (slot, ""))
    written = [table[key] for key in keys for table in tables if key in table]
    return written[0] if written else f"{{{{{slot}}}}}."


def headline(kind: str, field: str, *, has_status: bool) -> str:
    """The headline or subject for a kind of message."""
    match field:
        case "email_subject":
            known, status, other = SUBJECTS, STATUS_SUBJECT, OTHER_SUBJECT
        case "email_body":
            known, status, other = HEADLINES, STATUS_HEADLINE, OTHER_HEADLINE
        case _:
            known, status, other = SHORT_HEADLINES, SHORT_STATUS_HEADLINE, SHORT_OTHER_HEADLINE
    return known.get(kind) or (status if has_status else other)
