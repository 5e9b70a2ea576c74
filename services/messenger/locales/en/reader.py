"""How English states facts, as the reader understands it."""

import re
from typing import Final

from services.messenger.locales.en.reader_words import LEFT_OVER, REASONS
from services.messenger.verify.readback.grammar import CLOCK, DESIGNATOR, LABEL, ZONE, Grammar, Roles, place

_I: Final = re.IGNORECASE
_MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS: Final = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_DATE: Final = (
    r"(?:(?P<{0}weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?P<{0}day>\d{{1,2}}) "
    r"(?P<{0}month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
)
TIME: Final = rf"{CLOCK}(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?{ZONE}(?: on {_DATE.format('t')})?"
_PLACE: Final = place(" to ", " from ")


def _labels(word: str) -> tuple[tuple[Roles, re.Pattern[str]], ...]:
    one = rf"(?:{word}|{word.capitalize()}){LABEL}"
    return (
        (("old", "new"), re.compile(rf"from {one} to {one}")),
        (("withdrawn",), re.compile(rf"\(?{one} no longer applies\)?")),
        (("old",), re.compile(rf"(?:previous(?:ly)?|old|former) {one}")),
        (("new",), re.compile(one)),
    )


GRAMMAR: Final = Grammar(
    months={name: number for number, name in enumerate(_MONTHS, 1)},
    weekdays={name: number for number, name in enumerate(_WEEKDAYS)},
    flight=re.compile(rf"{DESIGNATOR}(?: on {_DATE.format('f')}(?!\w))?"),
    times=(
        (("new", "scheduled"), re.compile(TIME + r" as scheduled")),
        (("next_info",), re.compile(r"(?i:next information (?:is due )?at )" + TIME)),
        (("scheduled",), re.compile(r"(?i:instead of|scheduled(?: for| at)?) " + TIME)),
        (("previous",), re.compile(r"(?i:previously) " + TIME)),
        (("new",), re.compile(TIME)),
    ),
    unknown_time=re.compile(r"not yet known", _I),
    no_next_info=re.compile(r"no set time for further information", _I),
    labels={"gate": _labels("gate"), "terminal": _labels("terminal")},
    open_labels={
        word: re.compile(rf"{word}[^.\n]{{0,20}}?to be announced", _I) for word in ("gate", "terminal")
    },
    diversions=(
        (("withdrawn",), re.compile(rf"the diversion to {_PLACE} no longer applies")),
        (
            ("new", "instead_of", "old"),
            re.compile(rf"to {_PLACE} instead of {_PLACE}(?:, previously {_PLACE})?"),
        ),
        (("new", "old"), re.compile(rf"to {_PLACE}, previously {_PLACE}")),
    ),
    diversion_ended=re.compile(r"the diversion no longer applies", _I),
    routes=(
        (("origin", "destination"), re.compile(rf"from {_PLACE} to {_PLACE}")),
        (("origin", "destination"), re.compile(r"()()(?<!\w)([A-Z]{3})-()()([A-Z]{3})(?!\w)")),
        (("origin",), re.compile(rf"from {_PLACE}")),
        (("new",), re.compile(rf"to {_PLACE}")),
    ),
    duration=re.compile(
        r"(?<![\w.,:])(?:(?P<h>\d{1,3}) ?h(?:ours?|rs?)?(?: (?P<hm>\d{1,2}) ?min(?:ute)?s?)?"
        r"|(?P<m>\d{1,4}) ?min(?:ute)?s?)(?!\w)",
        _I,
    ),
    reason=re.compile(r"Reason: ([^.\n]+)\."),
    reasons=REASONS,
    cancellation_withdrawn=re.compile(r"\(?the cancellation no longer applies\)?", _I),
    dispositions=(
        ("CANCELLED", re.compile(r"(?<!\w)cancel\w*", _I)),
        ("DIVERTED", re.compile(r"(?<!\w)(?:divert\w*|diversions?)", _I)),
        ("RETURNED", re.compile(r"(?<!\w)(?:back at the gate|return\w* to (?:the )?gate)(?!\w)", _I)),
        (
            "OPERATING",
            re.compile(
                r"(?<!\w)(?:operat\w+|going ahead|going to its planned destination|reinstat\w*)(?!\w)", _I
            ),
        ),
    ),
    lateness=(
        ("early", re.compile(r"(?<!\w)(?:earlier than scheduled|early|earlier|sooner)(?!\w)", _I)),
        ("late", re.compile(r"(?<!\w)(?:later than scheduled|delay\w*|later?|postpon\w*)(?!\w)", _I)),
        ("on_time", re.compile(r"(?<!\w)(?:on schedule|on time|punctual\w*)(?!\w)", _I)),
    ),
    left_over=LEFT_OVER,
    cities=re.compile(r"(?<!\w)(?:New York City|Big Apple)(?!\w)", _I),
    common_words=frozenset({"hope"}),
)
