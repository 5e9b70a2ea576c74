"""French templates: a headline for each kind, a clause for each fact and direction, in two lengths."""

from typing import Final

from services.messenger.templates.table import TemplateTable

_STATUS_SUBJECT = "Le vol {{flight}} est {{disposition}}"
_STATUS = "Le vol {{flight}} {{route}} est {{disposition}}."
_SHORT_STATUS = "{{flight}} {{route}} est {{disposition}}."

FR: Final = TemplateTable(
    subjects={
        "cancelled": _STATUS_SUBJECT,
        "diverted": _STATUS_SUBJECT,
        "returned": _STATUS_SUBJECT,
        "reinstated": _STATUS_SUBJECT,
        "earlier": "Le vol {{flight}} part plus tôt que prévu",
        "delay": "Le vol {{flight}} est retardé",
        "delay_cleared": "Le vol {{flight}} part à l'heure",
        "gate": "Porte du vol {{flight}}",
        "terminal": "Terminal du vol {{flight}}",
        "next_info": "Nouvelles du vol {{flight}}",
    },
    headlines={
        "cancelled": _STATUS,
        "diverted": _STATUS,
        "returned": _STATUS,
        "reinstated": _STATUS,
        "earlier": "Le vol {{flight}} {{route}} part plus tôt que prévu.",
        "delay": "Le vol {{flight}} {{route}} est retardé.",
        "delay_cleared": "Le vol {{flight}} {{route}} part à l'heure.",
        "gate": "Porte d'embarquement du vol {{flight}} {{route}}.",
        "terminal": "Terminal du vol {{flight}} {{route}}.",
        "next_info": "Nouvelles du vol {{flight}} {{route}}.",
    },
    short_headlines={
        "cancelled": _SHORT_STATUS,
        "diverted": _SHORT_STATUS,
        "returned": _SHORT_STATUS,
        "reinstated": _SHORT_STATUS,
        "earlier": "{{flight}} {{route}} part plus tôt que prévu.",
        "delay": "{{flight}} {{route}} est retardé.",
        "delay_cleared": "{{flight}} {{route}} part à l'heure.",
        "gate": "{{flight}} {{route}}.",
        "terminal": "{{flight}} {{route}}.",
        "next_info": "{{flight}} {{route}}.",
    },
    clauses={
        ("disposition", ""): "Le vol est {{disposition}}.",
        ("diversion", ""): "Il se dirige maintenant {{diversion}}.",
        ("diversion", "withdrawn"): "Veuillez noter : {{diversion}}.",
        ("diversion", "ended"): "Veuillez noter : {{diversion}}.",
        ("time", ""): "Heure de départ : {{time_change}}.",
        ("gate", ""): "Porte d'embarquement : {{gate_change}}.",
        ("gate", "assigned"): "Rendez-vous à la {{gate_change}}.",
        ("gate", "changed"): "La porte d'embarquement change : {{gate_change}}.",
        ("terminal", ""): "Terminal de départ : {{terminal_change}}.",
        ("terminal", "assigned"): "Le vol part du {{terminal_change}}.",
        ("terminal", "changed"): "Le terminal de départ change : {{terminal_change}}.",
        ("next_info", ""): "Attendez les {{next_info}}.",
        ("next_info", "open"): "Veuillez noter : {{next_info}}.",
    },
    short_clauses={
        ("disposition", ""): "Vol {{disposition}}.",
        ("diversion", ""): "Se dirige {{diversion}}.",
        ("diversion", "withdrawn"): "Note : {{diversion}}.",
        ("diversion", "ended"): "Note : {{diversion}}.",
        ("time", ""): "Heure de départ : {{time_change}}.",
        ("gate", ""): "Porte : {{gate_change}}.",
        ("gate", "assigned"): "Allez à la {{gate_change}}.",
        ("gate", "changed"): "Changement : {{gate_change}}.",
        ("terminal", ""): "Terminal : {{terminal_change}}.",
        ("terminal", "assigned"): "Allez au {{terminal_change}}.",
        ("terminal", "changed"): "Changement : {{terminal_change}}.",
        ("next_info", ""): "Attendez les {{next_info}}.",
        ("next_info", "open"): "Note : {{next_info}}.",
    },
    manage="Votre réservation : {{manage_link}}",
    length="Le retard est de {{delay_length}}.",
)
