"""Good Spanish texts; some without accents, as an SMS may be written."""

from services.messenger.facts.facts import Facts
from tests.eval import settings as s

SMS: tuple[tuple[Facts, str], ...] = (
    (s.DELAY, "{{flight}} {{route}} está retrasado. Nueva salida: {{time_change}}."),
    (
        s.DELAY,
        "Lo sentimos, su vuelo {{flight}} {{route}} sale con retraso. Nueva hora de salida: {{time_change}}.",
    ),
    (
        s.DELAY,
        "{{greeting}} el vuelo {{flight}} {{route}} esta retrasado. Nueva salida: {{time_change}}. Gracias.",
    ),
    (s.ROLLING, "Lamentamos este nuevo retraso de {{flight}} {{route}}. Nueva salida: {{time_change}}."),
    (s.MIDNIGHT, "Su vuelo {{flight}} {{route}} sale más tarde de lo previsto: {{time_change}}."),
    (s.CLEARED, "Buenas noticias: {{flight}} {{route}} sale a tiempo. Salida: {{time_change}}. ¡Buen viaje!"),
    (s.UNKNOWN, "{{flight}} {{route}} está retrasado. Salida: {{time_change}}. Espere la {{next_info}}."),
    (s.GATE, "Cambio de puerta de {{flight}} {{route}}: {{gate_change}}. Consulte las pantallas."),
    (s.GATE_GONE, "{{flight}} {{route}}: puerta {{gate_change}}. Le informaremos."),
    (s.TERMINAL, "Su vuelo {{flight}} {{route}} cambia {{terminal_change}}. Tenga en cuenta el traslado."),
    (s.CANCELLED, "Lo sentimos: {{flight}} {{route}} ha quedado {{disposition}}. {{reason}} {{rights}}"),
    (s.REINSTATED, "Buenas noticias: {{flight}} {{route}} está {{disposition}}. Salida: {{time_change}}."),
    (s.DIVERTED, "{{flight}} {{route}} está {{disposition}} {{diversion}}. Nuestro equipo le ayudará."),
    (s.DIVERSION_OVER, "{{flight}} {{route}} está {{disposition}}: {{diversion}}."),
    (s.RETURNED, "Su vuelo {{flight}} {{route}} está {{disposition}}. Quede cerca de la puerta."),
)

EMAIL: tuple[tuple[Facts, str, str], ...] = (
    (
        s.DELAY,
        "Su vuelo {{flight}} está retrasado",
        "{{greeting}}\n\nLamentamos informarle de que su vuelo {{flight}} {{route}} está retrasado. "
        "La nueva hora de salida es {{time_change}}.\n\nSabemos que no es lo que esperaba. "
        "Consulte las pantallas del aeropuerto.\n\nGracias por su paciencia.",
    ),
    (
        s.CANCELLED,
        "El vuelo {{flight}} {{route}} está {{disposition}}",
        "{{greeting}}\n\nLo sentimos mucho: su vuelo {{flight}} {{route}} está {{disposition}}.\n\n"
        "{{reason}}\n\n{{rights}}\n\nComprendemos las molestias y estamos para ayudarle.",
    ),
)
