"""The first gate: what slot text may hold, judged before any fact is filled in.

Each rule is a small function from (shape, field, text) to the pieces it objects to. RULES names
them, so that a test can switch off each one and see a wrong text pass.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from services.messenger.cohorts.shape import Shape
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.compose.interface import Rejection
from services.messenger.facts import airports
from services.messenger.facts.kinds import Kind
from services.messenger.facts.latin import LETTER, NOT_AFTER, NOT_BEFORE
from services.messenger.phrases.slots import PATTERN
from services.messenger.verify.languages import words_of
from services.messenger.verify.slot_words import JUDGED_ELSEWHERE

Rule = Callable[[Shape, str, str], list[str]]

LITERAL_LIMITS: Final = {"email_subject": 60, "email_body": 1200, "sms_body": 120, "push_body": 110}
"""Characters outside slots: more leaves no room for the facts."""

_SLOT_GAP: Final = "\x00"
_LINE_FIELDS: Final = ("email_subject", "sms_body", "push_body")


def slot_errors(
    shape: Shape, text: SlotText, rules: Mapping[str, Rule] | None = None
) -> tuple[Rejection, ...]:
    """Every objection to the text; fields that are missing or too many are the first."""
    if tuple(sorted(text.fields)) != tuple(sorted(shape.fields)):
        return (Rejection("fields", ",".join(sorted(text.fields))),)
    return tuple(
        Rejection(name, piece)
        for field, content in text.fields.items()
        for name, rule in (RULES if rules is None else rules).items()
        for piece in rule(shape, field, content)
    )


def _literal(text: str) -> str:
    """The text with a mark for each slot: what the model itself says."""
    return PATTERN.sub(_SLOT_GAP, text)


def _pieces(pattern: re.Pattern[str], text: str) -> list[str]:
    return [match.group() for match in pattern.finditer(text)]


def _forbids(pattern: re.Pattern[str]) -> Rule:
    return lambda _shape, _field, text: _pieces(pattern, _literal(text))


def _forbids_words(name: str) -> Rule:
    """By the pattern of this name in the shape's language."""
    return lambda shape, _field, text: _pieces(words_of(shape.locale).forbidden[name], _literal(text))


def _no_digit(_shape: Shape, _field: str, text: str) -> list[str]:
    """In any script, and raised, circled or Roman ones too."""
    return [char for char in _literal(text) if unicodedata.category(char).startswith("N")]


def _no_airport(_shape: Shape, _field: str, text: str) -> list[str]:
    codes = re.findall(rf"{NOT_AFTER}[A-Z]{{3}}{NOT_BEFORE}", _literal(text))
    return [code for code in codes if code in airports.codes()]


def _no_city(shape: Shape, _field: str, text: str) -> list[str]:
    """As the airports' data has it, or by its name in the language."""
    language = words_of(shape.locale)
    named = [name for name in capitalised(_literal(text)) if name in airports.cities()]
    own = _pieces(language.cities, _literal(text))
    return [name for name in named if name.lower() not in language.common_words] + own


def capitalised(text: str) -> Iterable[str]:
    """Every run of up to three words that starts with a capital."""
    word = rf"(?![a-z])[{LETTER}][{LETTER}0-9_'\u2019.-]*"
    for run in re.findall(rf"{word}(?: {word})*", text):
        parts = run.rstrip(".").split(" ")
        for start in range(len(parts)):
            for stop in range(start + 1, min(start + 3, len(parts)) + 1):
                yield " ".join(parts[start:stop]).rstrip(".")


def _required_slots(shape: Shape, field: str, text: str) -> list[str]:
    given = PATTERN.findall(text)
    return [slot for slot in shape.required(field) if slot not in given]


def _no_repeated_slot(_shape: Shape, _field: str, text: str) -> list[str]:
    given = PATTERN.findall(text)
    return sorted({slot for slot in given if given.count(slot) > 1})


def _no_unknown_slot(shape: Shape, field: str, text: str) -> list[str]:
    offered = (*shape.required(field), *shape.optional(field))
    return [slot for slot in PATTERN.findall(text) if slot not in offered]


def _no_broken_slot(_shape: Shape, _field: str, text: str) -> list[str]:
    return re.findall(r"[{}<>\[\]]", _literal(text))


def _no_lateness(shape: Shape, _field: str, text: str) -> list[str]:
    """Each word of lateness only where the shape says the same."""
    allowed = {Kind.DELAY: "late", Kind.EARLIER: "early", Kind.DELAY_CLEARED: "on_time"}
    forbidden = words_of(shape.locale).forbidden
    return [
        piece
        for name in ("late", "on_time", "early")
        if name != allowed.get(Kind(shape.kind))
        for piece in _pieces(forbidden[name], _literal(text))
    ]


def _no_turning_word(shape: Shape, _field: str, text: str) -> list[str]:
    """In a sentence that holds a slot; elsewhere such a word turns nothing we state."""
    forbidden = words_of(shape.locale).forbidden
    literal = forbidden["harmless"].sub(" ", _literal(text))
    return [
        piece
        for sentence in sentences(literal)
        if _SLOT_GAP in sentence
        for piece in _pieces(forbidden["turning"], sentence)
    ]


def _no_unknown_word(shape: Shape, _field: str, text: str) -> list[str]:
    """Neither in the vocabulary nor forbidden by a rule that can say why."""
    language = words_of(shape.locale)
    rest = _literal(text)
    for name in JUDGED_ELSEWHERE:
        rest = language.forbidden[name].sub(" ", rest)
    rest = language.cities.sub(" ", rest)
    return [word for word in language.unknown(rest, language.vocabulary) if not _judged_as_name(word)]


def _judged_as_name(word: str) -> bool:
    """Airports, cities and carriers are found by rules of their own."""
    return word in airports.codes() or word in airports.cities() or bool(re.fullmatch(r"[A-Z]{2}", word))


def _no_question(_shape: Shape, _field: str, text: str) -> list[str]:
    """A fact that is asked is not told."""
    return [
        found.strip()
        for found in re.findall(
            rf"[^.!?。\uff01\uff1f\n]*{_SLOT_GAP}[^.!。\uff01\n]*[?\uff1f]", _literal(text)
        )
    ]


def sentences(text: str) -> list[str]:
    """A line that ends in a colon goes on in the next."""
    return re.split(r"[.!?。\uff01\uff1f]|(?<![:\uff1a\n])\n", re.sub(r"([:\uff1a])\s+", r"\1 ", text))


def _within_limit(_shape: Shape, field: str, text: str) -> list[str]:
    length = len(_literal(text))
    return [f"{length} characters"] if length > LITERAL_LIMITS[field] else []


def _plain_characters(_shape: Shape, field: str, text: str) -> list[str]:
    """No control, bidirectional, invisible or combining characters; a new line only in the e-mail body.

    A loose accent would break a word in two, each of which may be harmless.
    """
    allowed = "" if field in _LINE_FIELDS else "\n"
    return [
        repr(char)
        for char in text
        if (not char.isprintable() and char not in allowed) or unicodedata.combining(char)
    ]


RULES: Final[Mapping[str, Rule]] = {
    "no_digit": _no_digit,
    "no_number_word": _forbids_words("no_number_word"),
    "no_clock_word": _forbids_words("no_clock_word"),
    "no_airport": _no_airport,
    "no_city": _no_city,
    "no_designator": _forbids(
        re.compile(rf"{NOT_AFTER}(?:[A-Z]{{2}}|[A-Z]\d|\d[A-Z])[ -]?\d{{0,4}}{NOT_BEFORE}")
    ),
    "no_currency": _forbids_words("no_currency"),
    "no_link": _forbids_words("no_link"),
    "no_phone": _forbids_words("no_phone"),
    "required_slots": _required_slots,
    "no_repeated_slot": _no_repeated_slot,
    "no_unknown_slot": _no_unknown_slot,
    "no_broken_slot": _no_broken_slot,
    "no_compensation": _forbids_words("no_compensation"),
    "no_cause": _forbids_words("no_cause"),
    "no_guarantee": _forbids_words("no_guarantee"),
    "no_blame": _forbids_words("no_blame"),
    "no_safety": _forbids_words("no_safety"),
    "no_status": _forbids_words("no_status"),
    "no_lateness": _no_lateness,
    "no_unknown_word": _no_unknown_word,
    "no_magnitude": _forbids_words("no_magnitude"),
    "no_turning_word": _no_turning_word,
    "no_retraction": _forbids_words("no_retraction"),
    "no_question": _no_question,
    "within_limit": _within_limit,
    "plain_characters": _plain_characters,
}
