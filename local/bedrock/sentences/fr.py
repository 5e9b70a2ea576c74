"""The stand-in's French."""

from local.bedrock.sentences.table import Headlines, Sentences

FRENCH = Sentences(
    subjects=Headlines(
        {
            "delay": "Votre vol {{flight}} part avec du retard",
            "delay_cleared": "Votre vol {{flight}} part à l'heure",
            "earlier": "Votre vol {{flight}} part plus tôt que prévu",
        },
        "Votre vol {{flight}} est {{disposition}}",
        "Nouvelles de votre vol {{flight}}",
    ),
    headlines=Headlines(
        {
            "delay": "Nous sommes désolés : votre vol {{flight}} {{route}} part avec du retard.",
            "delay_cleared": "Bonne nouvelle : votre vol {{flight}} {{route}} part à l'heure.",
            "earlier": "Veuillez noter que votre vol {{flight}} {{route}} part plus tôt que prévu.",
        },
        "Nous vous informons que votre vol {{flight}} {{route}} est {{disposition}}.",
        "Voici des nouvelles de votre vol {{flight}} {{route}}.",
    ),
    short_headlines=Headlines(
        {
            "delay": "{{flight}} {{route}} part avec du retard.",
            "delay_cleared": "{{flight}} {{route}} part à l'heure.",
            "earlier": "{{flight}} {{route}} part plus tôt que prévu.",
        },
        "{{flight}} {{route}} est {{disposition}}.",
        "{{flight}} {{route}}.",
    ),
    sentences={
        ("disposition", ""): "Votre vol est {{disposition}}.",
        ("diversion", ""): "Il va maintenant {{diversion}}.",
        ("diversion", "withdrawn"): "Veuillez noter : {{diversion}}.",
        ("diversion", "ended"): "Veuillez noter : {{diversion}}.",
        ("time_change", ""): "Heure de départ : {{time_change}}.",
        ("gate_change", ""): "Porte d'embarquement : {{gate_change}}.",
        ("gate_change", "assigned"): "Rendez-vous à la {{gate_change}}.",
        ("gate_change", "changed"): "La porte d'embarquement change : {{gate_change}}.",
        ("terminal_change", ""): "Terminal de départ : {{terminal_change}}.",
        ("terminal_change", "assigned"): "Votre vol part du {{terminal_change}}.",
        ("terminal_change", "changed"): "Le terminal de départ change : {{terminal_change}}.",
        ("next_info", ""): "Attendez les {{next_info}}.",
        ("next_info", "open"): "Veuillez noter : {{next_info}}.",
        ("manage_link", ""): "Votre réservation : {{manage_link}}",
    },
    short_sentences={
        ("diversion", "withdrawn"): "Note : {{diversion}}.",
        ("gate_change", ""): "Porte : {{gate_change}}.",
        ("gate_change", "assigned"): "Allez à la {{gate_change}}.",
        ("gate_change", "changed"): "Changement : {{gate_change}}.",
        ("terminal_change", ""): "Terminal : {{terminal_change}}.",
        ("terminal_change", "assigned"): "Allez au {{terminal_change}}.",
        ("terminal_change", "changed"): "Changement : {{terminal_change}}.",
        ("next_info", "open"): "Note : {{next_info}}.",
    },
    closing="Merci de voyager avec nous.",
)
