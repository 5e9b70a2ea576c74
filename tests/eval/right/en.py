"""Good English texts."""

from services.messenger.facts.facts import Facts
from tests.eval import settings as s

SMS: tuple[tuple[Facts, str], ...] = (
    (s.DELAY, "{{flight}} {{route}} is delayed. New departure: {{time_change}}."),
    (s.DELAY, "Sorry, your flight {{flight}} {{route}} is running late. It now leaves at {{time_change}}."),
    (
        s.DELAY,
        "{{greeting}} we have a new departure time for {{flight}} {{route}}: {{time_change}}. Thank you!",
    ),
    (
        s.ROLLING,
        "We are sorry for the further delay of {{flight}} {{route}}. New departure: {{time_change}}.",
    ),
    (s.MIDNIGHT, "Your flight {{flight}} {{route}} leaves later than planned: {{time_change}}."),
    (s.CLEARED, "Good news: {{flight}} {{route}} is on time. Departure: {{time_change}}. Have a good trip!"),
    (
        s.UNKNOWN,
        "{{flight}} {{route}} is delayed. Departure {{time_change}}. Expect {{next_info}}. We are on it.",
    ),
    (s.NO_MORE_NEWS, "{{flight}} {{route}} is delayed. Departure: {{time_change}}. There is {{next_info}}."),
    (s.GATE, "Gate change for {{flight}} {{route}}: {{gate_change}}. Please check the departure boards."),
    (s.GATE, "Please note: the gate of {{flight}} {{route}} has changed {{gate_change}}."),
    (
        s.GATE_GONE,
        "{{flight}} {{route}}: the gate is {{gate_change}}. We will tell you as soon as we know more.",
    ),
    (s.TERMINAL, "Your flight {{flight}} {{route}} has moved {{terminal_change}}. Please allow extra time."),
    (s.TERMINAL_GONE, "{{flight}} {{route}}: the terminal is {{terminal_change}}."),
    (s.CANCELLED, "We are sorry: {{flight}} {{route}} has been {{disposition}}. {{reason}} {{rights}}"),
    (
        s.CANCELLED,
        "{{greeting}} your flight {{flight}} {{route}} is {{disposition}}. We know this upsets your plans.",
    ),
    (s.REINSTATED, "Good news: {{flight}} {{route}} is {{disposition}}. Departure: {{time_change}}."),
    (
        s.DIVERTED,
        "{{flight}} {{route}} has been {{disposition}} {{diversion}}. Our team on site will look after you.",
    ),
    (s.REDIVERTED, "Update for {{flight}} {{route}}: it is {{disposition}} {{diversion}}."),
    (s.DIVERSION_OVER, "{{flight}} {{route}} is {{disposition}}: {{diversion}}."),
    (s.RETURNED, "Your flight {{flight}} {{route}} is {{disposition}}. Please stay close to the gate."),
)

EMAIL: tuple[tuple[Facts, str, str], ...] = (
    (
        s.DELAY,
        "Your flight {{flight}} is delayed",
        "{{greeting}}\n\nWe are sorry to tell you that your flight {{flight}} {{route}} is delayed. "
        "The new departure time is {{time_change}}.\n\nWe know that this is not what you planned. "
        "Please keep an eye on the screens at the airport.\n\nThank you for your patience.",
    ),
    (
        s.CANCELLED,
        "Flight {{flight}} {{route}} is {{disposition}}",
        "{{greeting}}\n\nWe are very sorry: your flight {{flight}} {{route}} has been {{disposition}}.\n\n"
        "{{reason}}\n\n{{rights}}\n\nWe understand how much this upsets your plans, and we are here for you.",
    ),
    (
        s.GATE,
        "New gate for {{flight}}",
        "{{greeting}}\n\nThe departure gate of flight {{flight}} {{route}} has changed {{gate_change}}. "
        "Please give yourself enough time for the walk.\n\nEnjoy your flight!",
    ),
)
