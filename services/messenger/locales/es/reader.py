"""How Spanish states facts, as the reader understands it; accents are optional throughout."""

import re
from typing import Final

from services.messenger.locales.es.reader_words import CITIES, COMMON_WORDS, LEFT_OVER, REASONS
from services.messenger.verify.accents import loose
from services.messenger.verify.readback.grammar import CLOCK, DESIGNATOR, LABEL, ZONE, Grammar, Roles, place

_MONTHS: Final = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"]
_WEEKDAYS: Final = ["lun", "mar", "mie", "jue", "vie", "sab", "dom"]
_DATE: Final = (
    r"(?:(?P<{0}weekday>lun|mar|mié|jue|vie|sáb|dom)\.?,? )?(?P<{0}day>\d{{1,2}}) "
    r"(?P<{0}month>ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic)(?!\w)"
)
TIME: Final = rf"{CLOCK}(?:\s?(?P<half>[AaPp])\.? ?[Mm]\.?)?{ZONE}(?: del {_DATE.format('t')})?"
_PLACE: Final = place(" a ", " desde ", " en lugar ")
_BEFORE: Final = "aviso anterior: "


def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(loose(pattern))


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(loose(rf"(?<!\w)(?:{pattern})(?!\w)"), re.IGNORECASE)


def _labels(word: str) -> tuple[tuple[Roles, re.Pattern[str]], ...]:
    one = rf"(?:{word}|{word.capitalize()}){LABEL}"
    return (
        (("old", "new"), _of(rf"de la {one} a la {one}")),
        (("withdrawn",), _of(rf"\(?ya no es la {one}\)?")),
        (("old",), _of(rf"(?:anterior|antigua) {one}")),
        (("new",), _of(one)),
    )


GRAMMAR: Final = Grammar(
    months={name: number for number, name in enumerate(_MONTHS, 1)},
    weekdays={name: number for number, name in enumerate(_WEEKDAYS)},
    flight=_of(rf"{DESIGNATOR}(?: del {_DATE.format('f')})?"),
    times=(
        (("new", "scheduled"), _of(rf"{TIME}, según lo programado")),
        (("next_info",), _of(rf"próxima información(?: prevista)?: {TIME}")),
        (("scheduled",), _of(rf"(?:en lugar de|programada:) {TIME}")),
        (("previous",), _of(_BEFORE + TIME)),
        (("new",), _of(TIME)),
    ),
    unknown_time=_any_case("aún sin confirmar"),
    no_next_info=_any_case("sin hora fijada para más información"),
    labels={"gate": _labels("puerta"), "terminal": _labels("terminal")},
    open_labels={
        fact: _any_case(rf"{word}[^.\n]{{0,30}}?por confirmar")
        for fact, word in (("gate", "puerta"), ("terminal", "terminal"))
    },
    diversions=(
        (("withdrawn",), _of(rf"el desvío a {_PLACE} ya no se aplica")),
        (
            ("new", "instead_of", "old"),
            _of(rf"(?<!\w)a {_PLACE} en lugar de {_PLACE}(?:; {_BEFORE}{_PLACE})?"),
        ),
        (("new", "old"), _of(rf"(?<!\w)a {_PLACE}; {_BEFORE}{_PLACE}")),
    ),
    diversion_ended=_any_case("el desvío ya no se aplica"),
    routes=(
        (("origin", "destination"), _of(rf"desde {_PLACE} a {_PLACE}")),
        (("origin", "destination"), _of(r"()()(?<!\w)([A-Z]{3})-()()([A-Z]{3})(?!\w)")),
        (("origin",), _of(rf"desde {_PLACE}")),
        (("new",), _of(rf"(?<!\w)(?:a|hacia) {_PLACE}")),
    ),
    duration=re.compile(
        r"(?<![\w.,:])(?:(?P<h>\d{1,3}) ?h(?:oras?)?(?: (?P<hm>\d{1,2}) ?min(?:utos?)?)?"
        r"|(?P<m>\d{1,4}) ?min(?:utos?)?)(?!\w)",
        re.IGNORECASE,
    ),
    reason=re.compile(r"Motivo: ([^.\n]+)\."),
    reasons=REASONS,
    cancellation_withdrawn=re.compile(loose(r"\(?la cancelación ya no se aplica\)?"), re.IGNORECASE),
    dispositions=(
        ("CANCELLED", _any_case(r"cancel\w*|anulad\w*")),
        ("DIVERTED", _any_case(r"desviad\w*|desvío\w*")),
        ("RETURNED", _any_case(r"de vuelta en la puerta|regres\w+ a la puerta")),
        (
            "OPERATING",
            _any_case(
                r"(?:de nuevo )?en operación|operan\w*|opera|de nuevo con su destino previsto"
                r"|de nuevo en marcha|reanud\w*|restablec\w*"
            ),
        ),
    ),
    lateness=(
        ("early", _any_case(r"antes de lo (?:previsto|programado)|(?:más )?temprano|adelant\w+")),
        (
            "late",
            _any_case(
                r"más tarde(?: de lo (?:previsto|programado))?|retras\w*|demor\w*|atras\w*|pospuest\w*"
            ),
        ),
        ("on_time", _any_case(r"según lo (?:previsto|programado)|a tiempo|a la hora prevista|puntual\w*")),
    ),
    left_over=LEFT_OVER,
    cities=CITIES,
    common_words=COMMON_WORDS,
)
