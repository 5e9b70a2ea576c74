"""Spanish templates: a headline for each kind, a clause for each fact and direction, in two lengths."""

from typing import Final

from services.messenger.templates.table import TemplateTable

_STATUS_SUBJECT = "El vuelo {{flight}} está {{disposition}}"
_STATUS = "El vuelo {{flight}} {{route}} está {{disposition}}."
_SHORT_STATUS = "{{flight}} {{route}} está {{disposition}}."

ES: Final = TemplateTable(
    subjects={
        "cancelled": _STATUS_SUBJECT,
        "diverted": _STATUS_SUBJECT,
        "returned": _STATUS_SUBJECT,
        "reinstated": _STATUS_SUBJECT,
        "earlier": "El vuelo {{flight}} sale antes de lo previsto",
        "delay": "El vuelo {{flight}} está retrasado",
        "delay_cleared": "El vuelo {{flight}} sale según lo previsto",
        "gate": "Puerta del vuelo {{flight}}",
        "terminal": "Terminal del vuelo {{flight}}",
        "next_info": "Novedades del vuelo {{flight}}",
    },
    headlines={
        "cancelled": _STATUS,
        "diverted": _STATUS,
        "returned": _STATUS,
        "reinstated": _STATUS,
        "earlier": "El vuelo {{flight}} {{route}} sale antes de lo previsto.",
        "delay": "El vuelo {{flight}} {{route}} está retrasado.",
        "delay_cleared": "El vuelo {{flight}} {{route}} sale según lo previsto.",
        "gate": "Puerta de embarque del vuelo {{flight}} {{route}}.",
        "terminal": "Terminal del vuelo {{flight}} {{route}}.",
        "next_info": "Novedades del vuelo {{flight}} {{route}}.",
    },
    short_headlines={
        "cancelled": _SHORT_STATUS,
        "diverted": _SHORT_STATUS,
        "returned": _SHORT_STATUS,
        "reinstated": _SHORT_STATUS,
        "earlier": "{{flight}} {{route}} sale antes de lo previsto.",
        "delay": "{{flight}} {{route}} está retrasado.",
        "delay_cleared": "{{flight}} {{route}} sale según lo previsto.",
        "gate": "{{flight}} {{route}}.",
        "terminal": "{{flight}} {{route}}.",
        "next_info": "{{flight}} {{route}}.",
    },
    clauses={
        ("disposition", ""): "El vuelo está {{disposition}}.",
        ("diversion", ""): "Ahora se dirige {{diversion}}.",
        ("diversion", "withdrawn"): "Tenga en cuenta: {{diversion}}.",
        ("diversion", "ended"): "Tenga en cuenta: {{diversion}}.",
        ("time", ""): "Hora de salida: {{time_change}}.",
        ("gate", ""): "Puerta de embarque: {{gate_change}}.",
        ("gate", "assigned"): "Diríjase a la {{gate_change}}.",
        ("gate", "changed"): "La puerta de embarque ha cambiado {{gate_change}}.",
        ("terminal", ""): "Terminal de salida: {{terminal_change}}.",
        ("terminal", "assigned"): "El vuelo sale de la {{terminal_change}}.",
        ("terminal", "changed"): "La terminal de salida ha cambiado {{terminal_change}}.",
        ("next_info", ""): "Espere la {{next_info}}.",
        ("next_info", "open"): "Por ahora, {{next_info}}.",
    },
    short_clauses={
        ("disposition", ""): "Vuelo {{disposition}}.",
        ("diversion", ""): "Se dirige {{diversion}}.",
        ("diversion", "withdrawn"): "Nota: {{diversion}}.",
        ("diversion", "ended"): "Nota: {{diversion}}.",
        ("time", ""): "Salida {{time_change}}.",
        ("gate", ""): "Puerta: {{gate_change}}.",
        ("gate", "assigned"): "Vaya a la {{gate_change}}.",
        ("gate", "changed"): "Cambio {{gate_change}}.",
        ("terminal", ""): "Terminal: {{terminal_change}}.",
        ("terminal", "assigned"): "Vaya a la {{terminal_change}}.",
        ("terminal", "changed"): "Cambio {{terminal_change}}.",
        ("next_info", ""): "Espere la {{next_info}}.",
        ("next_info", "open"): "Por ahora, {{next_info}}.",
    },
    manage="Su reserva: {{manage_link}}",
    length="Es un retraso de {{delay_length}}.",
)
