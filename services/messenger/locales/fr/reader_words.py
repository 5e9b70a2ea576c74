"""French as the reader knows it; apart from phrases and slot_words, so that a slip there shows."""

import re
from collections.abc import Mapping
from typing import Final

from services.messenger.verify.accents import loose

REASONS: Final = {
    "restrictions de l'espace aérien": "AIRS",
    "restrictions dans un aéroport": "ARPT",
    "raisons commerciales": "COMM",
    "disponibilité de l'équipage": "CREW",
    "dommage à l'avion": "DAMA",
    "changement d'avion": "EQUI",
    "avitaillement": "FUEL",
    "assistance en escale": "HDLG",
    "jour férié": "HOLI",
    "mouvement social": "INDU",
    "raisons d'exploitation": "OPER",
    "limites de performance de l'avion": "PERF",
    "situation politique": "POLI",
    "mise en place de l'avion": "POSI",
    "repositionnement de l'avion": "REPO",
    "arrivée tardive de l'avion": "ROTA",
    "changement d'itinéraire": "RTNS",
    "restrictions de piste": "RUNW",
    "raison technique": "TECH",
    "conditions météorologiques": "WEAT",
}


def _any_of(*alternatives: str) -> re.Pattern[str]:
    return re.compile(loose(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)"), re.IGNORECASE)


CITIES: Final = _any_of(
    "londres|(?:la )?nouvelle-orléans|philadelphie|pékin|moscou|genève|la havane|bruxelles|francfort",
    "le caire|séoul",
)
COMMON_WORDS: Final = frozenset({"au", "la porte", "page", "sur"})

LEFT_OVER: Final[Mapping[str, re.Pattern[str]]] = {
    "no_number_word": _any_of(
        "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt",
        "trente",
        "quarante|cinquante|soixante|cent|mille|demie?|quart|douzaine|double",
    ),
    "no_clock_word": _any_of(
        "midi|minuit|matin|après-midi|soir|soirée|nuit|aujourd.hui|demain|hier|heures|minutes?",
        "jours?|semaines?",
        "bientôt|instant|moment|sous peu|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
        "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    ),
    "no_money": re.compile(r"[$€£¥%]|(?<!\w)(?:usd|eur|gbp|dollars?|euros?|livres?|centimes?)(?!\w)", re.I),
    "no_link": re.compile(
        r"https?:|www\.|//|\w@\w|(?<=\w)\.(?:com|org|net|gov|info|io|co|eu|aero|fr|ca)(?!\w)", re.I
    ),
    "no_phone": _any_of(r"téléphon\w*|appel(?:ez|er|le|s)?|composez"),
    "no_forbidden_claim": _any_of(
        r"compens\w*|indemni\w*|rembours\w*|dédommag\w*|bon d.achat|garanti\w*|promet\w*|promis|faute",
        r"responsab\w*",
        r"parce|en raison|à cause|causé\w*|météo\w*|mauvais temps|techni\w+|mécaniqu\w+|équipage",
        r"grève|sécurité",
        r"dang\w+|urgence|gratuit\w*",
    ),
    "no_arrival": _any_of(r"arriv\w+|atterri\w*|décoll\w*|est parti"),
    "no_magnitude": _any_of(
        r"bref|brève\w*|court\w*|légèrement|léger|légère|petit\w*|long|longue\w*|grave\w*",
        r"considérabl\w+|peu",
    ),
    "no_retraction": _any_of(
        r"ignor\w+|incorrect\w*|erroné\w*|faux|fausse|inexact\w*|invalide|nul|oubli\w*|correction",
        r"rectifi\w*",
    ),
    "nothing_turned": _any_of(
        r"ne|n|non|pas|jamais|ni|aucune?|sans|si|sauf|moins|mais|peut-être|pourrait|devrait|au lieu",
        r"plutôt|ancien\w*",
        r"vieux|vieille|précédent\w*|initial\w*|avant|après|jusqu\w*|était|fut|avait|serait|presque",
        r"à peine|loin|autre",
        r"prochain\w*|dernier|dernière|plus",
    ),
}
