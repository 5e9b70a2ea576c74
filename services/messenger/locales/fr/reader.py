"""How French states facts, as the reader understands it; accents are optional throughout."""

import re
from typing import Final

from services.messenger.locales.fr.reader_words import CITIES, COMMON_WORDS, LEFT_OVER, REASONS
from services.messenger.verify.accents import loose
from services.messenger.verify.readback.grammar import DESIGNATOR, LABEL, ZONE, Grammar, Roles, place

_MONTHS: Final = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
]
_WEEKDAYS: Final = ["lun", "mar", "mer", "jeu", "ven", "sam", "dim"]
_DATE: Final = (
    r"(?:(?P<{0}weekday>lun|mar|mer|jeu|ven|sam|dim)\.? )?(?P<{0}day>1er|\d{{1,2}}) "
    r"(?P<{0}month>janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?!\w)"
)
# Not the hours of a length of time, "1 h 45 min".
_CLOCK: Final = r"(?<![\w:.])(?P<hour>\d{1,2})(?::| ?h ?)(?P<minute>\d{2})(?!\d| ?min)"
TIME: Final = rf"{_CLOCK}{ZONE}(?: le {_DATE.format('t')})?"
_PLACE: Final = place(" à ", " vers ", " et non ", " reliant ")
_BEFORE: Final = "dernier avis : "


def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(loose(pattern))


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(loose(rf"(?<!\w)(?:{pattern})(?!\w)"), re.IGNORECASE)


def _labels(word: str, whence: str, where: str, which: str) -> tuple[tuple[Roles, re.Pattern[str]], ...]:
    one = rf"(?:{word}|{word.capitalize()}){LABEL}"
    return (
        (("old", "new"), _of(rf"{whence} {one} {where} {one}")),
        (("withdrawn",), _of(rf"\(?ce n'est plus {which} {one}\)?")),
        (("old",), _of(rf"(?:ancien|ancienne|précédent|précédente) {one}")),
        (("new",), _of(one)),
    )


GRAMMAR: Final = Grammar(
    months={name: number for number, name in enumerate(_MONTHS, 1)},
    weekdays={name: number for number, name in enumerate(_WEEKDAYS)},
    flight=_of(rf"{DESIGNATOR}(?: du {_DATE.format('f')})?"),
    times=(
        (("new", "scheduled"), _of(rf"{TIME}, comme prévu")),
        (("next_info",), _of(rf"prochaines informations à {TIME}")),
        (("scheduled",), _of(rf"(?:au lieu de|prévue? à) {TIME}")),
        (("previous",), _of(_BEFORE + TIME)),
        (("new",), _of(TIME)),
    ),
    unknown_time=_any_case("pas encore connue"),
    no_next_info=_any_case("pas d'heure fixée pour d'autres informations"),
    labels={
        "gate": _labels("porte", "de la", "à la", "la"),
        "terminal": _labels("terminal", "du", "au", "le"),
    },
    open_labels={
        fact: _any_case(rf"{word}[^.\n]{{0,30}}?à confirmer")
        for fact, word in (("gate", "porte"), ("terminal", "terminal"))
    },
    diversions=(
        (("withdrawn",), _of(rf"le déroutement vers {_PLACE} ne s'applique plus")),
        (("new", "instead_of", "old"), _of(rf"vers {_PLACE} et non {_PLACE}(?: ; {_BEFORE}{_PLACE})?")),
        (("new", "old"), _of(rf"vers {_PLACE} ; {_BEFORE}{_PLACE}")),
    ),
    diversion_ended=_any_case("le déroutement ne s'applique plus"),
    routes=(
        (("origin", "destination"), _of(rf"reliant {_PLACE} à {_PLACE}")),
        (("origin", "destination"), _of(r"()()(?<!\w)([A-Z]{3})-()()([A-Z]{3})(?!\w)")),
        (("origin",), _of(rf"quittant {_PLACE}")),
        (("new",), _of(rf"(?<!\w)vers {_PLACE}")),
    ),
    duration=re.compile(
        r"(?<![\w.,:])(?:(?P<h>\d{1,3}) ?h(?:eures?)?(?: (?P<hm>\d{1,2}) ?min(?:utes?)?)?"
        r"|(?P<m>\d{1,4}) ?min(?:utes?)?)(?!\w)",
        re.IGNORECASE,
    ),
    reason=re.compile(r"Motif : ([^.\n]+)\."),
    reasons=REASONS,
    cancellation_withdrawn=re.compile(r"\(?l'annulation ne s'applique plus\)?", re.IGNORECASE),
    dispositions=(
        ("CANCELLED", _any_case(r"annul\w*")),
        ("DIVERTED", _any_case(r"dérout\w*|détourn\w*")),
        ("RETURNED", _any_case("de retour à la porte")),
        (
            "OPERATING",
            _any_case(
                "maintenu|rétabli|(?:de nouveau )?en route pour sa destination prévue|(?:de nouveau )?assuré"
            ),
        ),
    ),
    lateness=(
        ("early", _any_case("plus tôt(?: que prévu)?|en avance|tôt")),
        ("late", _any_case(r"plus tard(?: que prévu)?|retard\w*|en retard|reporté\w*|repoussé\w*")),
        ("on_time", _any_case(r"à l.heure|comme prévu|ponctuel\w*")),
    ),
    left_over=LEFT_OVER,
    cities=CITIES,
    common_words=COMMON_WORDS,
)
