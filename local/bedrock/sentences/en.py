"""The stand-in's English."""

from local.bedrock.sentences.table import Headlines, Sentences

ENGLISH = Sentences(
    subjects=Headlines(
        {
            "delay": "Your flight {{flight}} is delayed",
            "delay_cleared": "Your flight {{flight}} is on schedule",
            "earlier": "Your flight {{flight}} leaves earlier than scheduled",
        },
        "Your flight {{flight}} is {{disposition}}",
        "Update on your flight {{flight}}",
    ),
    headlines=Headlines(
        {
            "delay": "We are sorry: your flight {{flight}} {{route}} is delayed.",
            "delay_cleared": "Good news: your flight {{flight}} {{route}} is on schedule.",
            "earlier": "Please note: your flight {{flight}} {{route}} leaves earlier than scheduled.",
        },
        "Your flight {{flight}} {{route}} is {{disposition}}.",
        "Here is an update on your flight {{flight}} {{route}}.",
    ),
    short_headlines=Headlines(
        {
            "delay": "{{flight}} {{route}} is delayed.",
            "delay_cleared": "{{flight}} {{route}} is on schedule.",
            "earlier": "{{flight}} {{route}} leaves earlier than scheduled.",
        },
        "{{flight}} {{route}} is {{disposition}}.",
        "{{flight}} {{route}}.",
    ),
    sentences={
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
        ("manage_link", ""): "Your booking: {{manage_link}}",
    },
    short_sentences={
        ("time_change", ""): "Departure {{time_change}}.",
        ("gate_change", ""): "Gate {{gate_change}}.",
        ("gate_change", "assigned"): "Go to {{gate_change}}.",
        ("gate_change", "changed"): "Gate change {{gate_change}}.",
        ("terminal_change", ""): "Terminal {{terminal_change}}.",
        ("terminal_change", "assigned"): "Go to {{terminal_change}}.",
        ("terminal_change", "changed"): "Terminal change {{terminal_change}}.",
        ("next_info", ""): "Expect {{next_info}}.",
    },
    closing="Thank you for travelling with us.",
)
