"""Good French texts."""

from services.messenger.facts.facts import Facts
from tests.eval import settings as s

SMS: tuple[tuple[Facts, str], ...] = (
    (s.DELAY, "{{flight}} {{route}} est retardé. Nouvelle heure de départ : {{time_change}}."),
    (
        s.DELAY,
        "Désolés, votre vol {{flight}} {{route}} part en retard. Il part maintenant à {{time_change}}.",
    ),
    (
        s.DELAY,
        "{{greeting}} le vol {{flight}} {{route}} est retardé. Nouveau départ : {{time_change}}. Merci !",
    ),
    (s.ROLLING, "Nous regrettons ce nouveau retard de {{flight}} {{route}}. Départ : {{time_change}}."),
    (s.MIDNIGHT, "Votre vol {{flight}} {{route}} part plus tard que prévu : {{time_change}}."),
    (
        s.CLEARED,
        "Bonne nouvelle : {{flight}} {{route}} part à l'heure. Départ : {{time_change}}. Bon voyage !",
    ),
    (
        s.UNKNOWN,
        "{{flight}} {{route}} est retardé. Heure de départ : {{time_change}}. Suivez les {{next_info}}.",
    ),
    (s.GATE, "Changement de porte pour {{flight}} {{route}} : {{gate_change}}. Consultez les écrans."),
    (s.GATE_GONE, "{{flight}} {{route}} : porte {{gate_change}}. Nous vous informerons."),
    (s.TERMINAL, "Votre vol {{flight}} {{route}} passe {{terminal_change}}. Prévoyez le temps nécessaire."),
    (s.CANCELLED, "Nous sommes désolés : {{flight}} {{route}} est {{disposition}}. {{reason}} {{rights}}"),
    (s.REINSTATED, "Bonne nouvelle : {{flight}} {{route}} est {{disposition}}. Départ : {{time_change}}."),
    (s.DIVERTED, "{{flight}} {{route}} est {{disposition}} {{diversion}}. Notre équipe est là pour vous."),
    (s.DIVERSION_OVER, "{{flight}} {{route}} est {{disposition}} : {{diversion}}."),
    (s.RETURNED, "Votre vol {{flight}} {{route}} est {{disposition}}. Restez à proximité de la porte."),
)

EMAIL: tuple[tuple[Facts, str, str], ...] = (
    (
        s.DELAY,
        "Votre vol {{flight}} est retardé",
        "{{greeting}}\n\n"
        "Nous sommes désolés de vous informer que votre vol {{flight}} {{route}} est retardé. "
        "La nouvelle heure de départ est {{time_change}}.\n\nNous savons que ce n'est pas prévu. "
        "Veuillez suivre les écrans.\n\nMerci de votre patience.",
    ),
    (
        s.CANCELLED,
        "Le vol {{flight}} {{route}} est {{disposition}}",
        "{{greeting}}\n\n"
        "Nous sommes sincèrement désolés : votre vol {{flight}} {{route}} est {{disposition}}.\n\n"
        "{{reason}}\n\n{{rights}}\n\nNous comprenons votre gêne et restons à votre disposition.",
    ),
)
