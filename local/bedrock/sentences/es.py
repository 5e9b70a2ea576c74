"""The stand-in's Spanish."""

from local.bedrock.sentences.table import Headlines, Sentences

SPANISH = Sentences(
    subjects=Headlines(
        {
            "delay": "Su vuelo {{flight}} sale con retraso",
            "delay_cleared": "Su vuelo {{flight}} sale según lo previsto",
            "earlier": "Su vuelo {{flight}} sale antes de lo previsto",
        },
        "Su vuelo {{flight}} está {{disposition}}",
        "Novedades de su vuelo {{flight}}",
    ),
    headlines=Headlines(
        {
            "delay": "Lo sentimos: su vuelo {{flight}} {{route}} sale con retraso.",
            "delay_cleared": "Buenas noticias: su vuelo {{flight}} {{route}} sale según lo previsto.",
            "earlier": "Tenga en cuenta que su vuelo {{flight}} {{route}} sale antes de lo previsto.",
        },
        "Le informamos de que su vuelo {{flight}} {{route}} está {{disposition}}.",
        "Le enviamos novedades de su vuelo {{flight}} {{route}}.",
    ),
    short_headlines=Headlines(
        {
            "delay": "{{flight}} {{route}} sale con retraso.",
            "delay_cleared": "{{flight}} {{route}} sale según lo previsto.",
            "earlier": "{{flight}} {{route}} sale antes de lo previsto.",
        },
        "{{flight}} {{route}} está {{disposition}}.",
        "{{flight}} {{route}}.",
    ),
    sentences={
        ("disposition", ""): "Su vuelo está {{disposition}}.",
        ("diversion", ""): "Ahora va {{diversion}}.",
        ("diversion", "withdrawn"): "Tenga en cuenta: {{diversion}}.",
        ("diversion", "ended"): "Tenga en cuenta: {{diversion}}.",
        ("time_change", ""): "Hora de salida: {{time_change}}.",
        ("gate_change", ""): "Puerta de embarque: {{gate_change}}.",
        ("gate_change", "assigned"): "Diríjase a la {{gate_change}}.",
        ("gate_change", "changed"): "La puerta de embarque cambia {{gate_change}}.",
        ("terminal_change", ""): "Terminal de salida: {{terminal_change}}.",
        ("terminal_change", "assigned"): "Su vuelo sale de la {{terminal_change}}.",
        ("terminal_change", "changed"): "La terminal de salida cambia {{terminal_change}}.",
        ("next_info", ""): "Espere la {{next_info}}.",
        ("next_info", "open"): "Por ahora, {{next_info}}.",
        ("manage_link", ""): "Su reserva: {{manage_link}}",
    },
    short_sentences={
        ("time_change", ""): "Salida {{time_change}}.",
        ("gate_change", ""): "Puerta: {{gate_change}}.",
        ("gate_change", "assigned"): "Vaya a la {{gate_change}}.",
        ("gate_change", "changed"): "Cambio {{gate_change}}.",
        ("terminal_change", ""): "Terminal: {{terminal_change}}.",
        ("terminal_change", "assigned"): "Vaya a la {{terminal_change}}.",
        ("terminal_change", "changed"): "Cambio {{terminal_change}}.",
    },
    closing="Gracias por viajar con nosotros.",
)
