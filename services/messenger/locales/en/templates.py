"""English templates: a headline for each kind, a clause for each fact and direction, in two lengths."""

from typing import Final

from services.messenger.templates.table import TemplateTable

_STATUS = "Flight {{flight}} {{route}} is {{disposition}}."

EN: Final = TemplateTable(
    subjects={
        "cancelled": "Flight {{flight}} is {{disposition}}",
        "diverted": "Flight {{flight}} is {{disposition}}",
        "returned": "Flight {{flight}} is {{disposition}}",
        "reinstated": "Flight {{flight}} is {{disposition}}",
        "earlier": "Flight {{flight}} leaves earlier than scheduled",
        "delay": "Flight {{flight}} is delayed",
        "delay_cleared": "Flight {{flight}} is on schedule",
        "gate": "Gate for flight {{flight}}",
        "terminal": "Terminal for flight {{flight}}",
        "next_info": "Update on flight {{flight}}",
    },
    headlines={
        "cancelled": _STATUS,
        "diverted": _STATUS,
        "returned": _STATUS,
        "reinstated": _STATUS,
        "earlier": "Flight {{flight}} {{route}} leaves earlier than scheduled.",
        "delay": "Flight {{flight}} {{route}} is delayed.",
        "delay_cleared": "Flight {{flight}} {{route}} is on schedule.",
        "gate": "Gate update for flight {{flight}} {{route}}.",
        "terminal": "Terminal update for flight {{flight}} {{route}}.",
        "next_info": "Update on flight {{flight}} {{route}}.",
    },
    short_headlines={
        "cancelled": "{{flight}} {{route}} is {{disposition}}.",
        "diverted": "{{flight}} {{route}} is {{disposition}}.",
        "returned": "{{flight}} {{route}} is {{disposition}}.",
        "reinstated": "{{flight}} {{route}} is {{disposition}}.",
        "earlier": "{{flight}} {{route}} leaves earlier than scheduled.",
        "delay": "{{flight}} {{route}} is delayed.",
        "delay_cleared": "{{flight}} {{route}} is on schedule.",
        "gate": "{{flight}} {{route}}.",
        "terminal": "{{flight}} {{route}}.",
        "next_info": "{{flight}} {{route}}.",
    },
    clauses={
        ("disposition", ""): "The flight is {{disposition}}.",
        ("diversion", ""): "It now goes {{diversion}}.",
        ("diversion", "withdrawn"): "Please note: {{diversion}}.",
        ("diversion", "ended"): "Please note: {{diversion}}.",
        ("time", ""): "Departure time: {{time_change}}.",
        ("gate", ""): "Departure gate: {{gate_change}}.",
        ("gate", "assigned"): "Please go to {{gate_change}}.",
        ("gate", "changed"): "The departure gate has changed {{gate_change}}.",
        ("terminal", ""): "Departure terminal: {{terminal_change}}.",
        ("terminal", "assigned"): "The flight leaves from {{terminal_change}}.",
        ("terminal", "changed"): "The departure terminal has changed {{terminal_change}}.",
        ("next_info", ""): "Please expect the {{next_info}}.",
        ("next_info", "open"): "There is {{next_info}}.",
    },
    short_clauses={
        ("disposition", ""): "Flight is {{disposition}}.",
        ("diversion", ""): "Goes {{diversion}}.",
        ("diversion", "withdrawn"): "Note: {{diversion}}.",
        ("diversion", "ended"): "Note: {{diversion}}.",
        ("time", ""): "Departure {{time_change}}.",
        ("gate", ""): "Gate {{gate_change}}.",
        ("gate", "assigned"): "Go to {{gate_change}}.",
        ("gate", "changed"): "Gate change {{gate_change}}.",
        ("terminal", ""): "Terminal {{terminal_change}}.",
        ("terminal", "assigned"): "Go to {{terminal_change}}.",
        ("terminal", "changed"): "Terminal change {{terminal_change}}.",
        ("next_info", ""): "Expect {{next_info}}.",
        ("next_info", "open"): "There is {{next_info}}.",
    },
    manage="Your booking: {{manage_link}}",
    length="That is {{delay_length}} later than scheduled.",
)
