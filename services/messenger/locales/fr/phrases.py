"""French phrases. `fr` writes 14:35, `fr-CA` writes 14 h 35 (CLDR).

Nothing stands before a city that would be elided ("de", "que"): the data has cities of any first letter.
"""

from dataclasses import replace
from typing import Final

from services.messenger.phrases.table import Clock, Phrases, PhraseTable, Style, frozen


def _label(word: str, whence: str, where: str, which: str) -> Phrases:
    return frozen(
        {
            "assigned": f"{word} {{new}}",
            "changed": f"{whence} {word} {{old}} {where} {word} {{new}}",
            "withdrawn": f"à confirmer (ce n'est plus {which} {word} {{old}})",
            "open": "à confirmer",
        }
    )


FR: Final = PhraseTable(
    locale="fr",
    clock=Clock.HOURS_24,
    weekdays=("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    date="{weekday} {day} {month}",
    time_on_date="{time} le {date}",
    flight="{designator} du {date}",
    place={Style.LONG: "{city} ({iata})", Style.SHORT: "{iata}", Style.HEAD: "{iata}"},
    route={
        Style.LONG: "reliant {origin} à {destination}",
        Style.SHORT: "{origin}-{destination}",
        Style.HEAD: "{origin}-{destination}",
    },
    route_open={
        Style.LONG: "quittant {origin}",
        Style.SHORT: "quittant {origin}",
        Style.HEAD: "quittant {origin}",
    },
    disposition=frozen(
        {
            "cancelled": "annulé",
            "diverted": "dérouté",
            "returned": "de retour à la porte",
            "operating": "maintenu",
            "after_cancelled": "rétabli (l'annulation ne s'applique plus)",
            "after_diverted": "de nouveau en route pour sa destination prévue",
            "after_returned": "de nouveau assuré",
        }
    ),
    disposition_head=frozen(
        {
            "cancelled": "annulé",
            "diverted": "dérouté",
            "returned": "de retour à la porte",
            "operating": "maintenu",
            "after_cancelled": "rétabli",
            "after_diverted": "de nouveau assuré",
            "after_returned": "de nouveau assuré",
        }
    ),
    time_change=frozen(
        {
            "later": "{new} au lieu de {scheduled}",
            "earlier": "{new} au lieu de {scheduled}",
            "moved_later_previous": "{new} (dernier avis : {previous} ; prévue à {scheduled})",
            "moved_earlier_previous": "{new} (dernier avis : {previous} ; prévue à {scheduled})",
            "as_scheduled": "{new}, comme prévu",
            "as_scheduled_previous": "{new}, comme prévu (dernier avis : {previous})",
            "set": "{new}",
            "set_previous": "{new} (dernier avis : {previous})",
            "unknown": "pas encore connue (prévue à {scheduled})",
            "unknown_previous": "pas encore connue (dernier avis : {previous} ; prévue à {scheduled})",
            "unknown_unscheduled": "pas encore connue",
            "unknown_unscheduled_previous": "pas encore connue (dernier avis : {previous})",
        }
    ),
    gate_change=_label("porte", "de la", "à la", "la"),
    terminal_change=_label("terminal", "du", "au", "le"),
    diversion=frozen(
        {
            "set": "vers {new} et non {destination}",
            "set_open": "vers {new}",
            "changed": "vers {new} et non {destination} ; dernier avis : {old}",
            "changed_open": "vers {new} ; dernier avis : {old}",
            "withdrawn": "le déroutement vers {old} ne s'applique plus",
            "ended": "le déroutement ne s'applique plus",
        }
    ),
    next_info=frozen(
        {"set": "prochaines informations à {at}", "open": "pas d'heure fixée pour d'autres informations"}
    ),
    delay_length=frozen(
        {"minutes": "{minutes} min", "hours": "{hours} h", "hours_minutes": "{hours} h {minutes} min"}
    ),
    reason="Motif : {reason}.",
    reasons=frozen(
        {
            "AIRS": "restrictions de l'espace aérien",
            "ARPT": "restrictions dans un aéroport",
            "COMM": "raisons commerciales",
            "CREW": "disponibilité de l'équipage",
            "DAMA": "dommage à l'avion",
            "EQUI": "changement d'avion",
            "FUEL": "avitaillement",
            "HDLG": "assistance en escale",
            "HOLI": "jour férié",
            "INDU": "mouvement social",
            "OPER": "raisons d'exploitation",
            "PERF": "limites de performance de l'avion",
            "POLI": "situation politique",
            "POSI": "mise en place de l'avion",
            "REPO": "repositionnement de l'avion",
            "ROTA": "arrivée tardive de l'avion",
            "RTNS": "changement d'itinéraire",
            "RUNW": "restrictions de piste",
            "TECH": "raison technique",
            "WEAT": "conditions météorologiques",
        }
    ),
    greeting="Bonjour {name},",
    greeting_unnamed="Bonjour,",
    first_of_month="1er",
)

TABLES: Final = (FR, replace(FR, locale="fr-CA", clock=Clock.HOURS_24_SPELT))
