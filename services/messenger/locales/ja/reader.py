"""How Japanese states facts, as the reader understands it: unspaced, dates before times."""

import re
from typing import Final

from services.messenger.locales.ja.reader_words import CITIES, COMMON_WORDS, LEFT_OVER, REASONS
from services.messenger.verify.readback.grammar import CLOCK, DESIGNATOR, LABEL, ZONE, Grammar, Roles, place

_DATE: Final = (
    r"(?<![0-9])(?P<{0}month>\d{{1,2}})月(?P<{0}day>\d{{1,2}})日(?:\((?P<{0}weekday>[月火水木金土日])\))?"
)
TIME: Final = rf"(?:{_DATE.format('t')} ?)?{CLOCK}{ZONE}"
_PLACE: Final = place("発")


def _labels(word: str) -> tuple[tuple[Roles, re.Pattern[str]], ...]:
    one = word + LABEL
    return (
        (("old", "new"), re.compile(rf"{one}から{one}")),
        (("withdrawn",), re.compile(rf"\(?{one}は取り消し\)?")),
        (("old",), re.compile(rf"(?:旧|以前の|前の){one}")),
        (("new",), re.compile(one)),
    )


GRAMMAR: Final = Grammar(
    months={str(number): number for number in range(1, 13)},
    weekdays={name: number for number, name in enumerate("月火水木金土日")},
    flight=re.compile(rf"(?:{_DATE.format('f')}の?)?{DESIGNATOR}便?"),
    times=(
        (("new", "scheduled"), re.compile(rf"{TIME}(?=\(定刻どおり)")),
        (("next_info",), re.compile(rf"次のご案内は?{TIME}")),
        (("scheduled",), re.compile(rf"定刻{TIME}")),
        (("previous",), re.compile(rf"前回のご案内{TIME}")),
        (("new",), re.compile(TIME)),
    ),
    unknown_time=re.compile("未定"),
    no_next_info=re.compile("次のご案内の時刻は未定"),
    labels={"gate": _labels("搭乗口"), "terminal": _labels("ターミナル")},
    open_labels={
        fact: re.compile(rf"{word}[^。\n]{{0,20}}?決まり次第ご案内")
        for fact, word in (("gate", "搭乗口"), ("terminal", "ターミナル"))
    },
    diversions=(
        (("withdrawn",), re.compile(rf"{_PLACE}への目的地変更は取り消し")),
        (
            ("new", "instead_of", "old"),
            re.compile(
                rf"変更後の目的地は{_PLACE}(?:、当初の目的地は{_PLACE})?(?:、前回ご案内の目的地は{_PLACE})?"
            ),
        ),
    ),
    diversion_ended=re.compile("目的地変更は取り消し"),
    routes=(
        (("origin", "destination"), re.compile(rf"{_PLACE}発{_PLACE}行き?")),
        (
            ("origin", "destination"),
            re.compile(r"()()(?<![A-Za-z0-9])([A-Z]{3})-()()([A-Z]{3})(?![A-Za-z0-9])"),
        ),
        (("origin",), re.compile(rf"{_PLACE}発")),
        (("new",), re.compile(rf"{_PLACE}(?:へ|に)")),
    ),
    duration=re.compile(r"(?<![0-9.,:])(?:(?P<h>\d{1,3})時間(?:(?P<hm>\d{1,2})分)?|(?P<m>\d{1,4})分)"),
    reason=re.compile(r"理由[:\uff1a] ?([^。\n]+)。"),
    reasons=REASONS,
    cancellation_withdrawn=re.compile(r"\(?欠航は取り消し\)?"),
    dispositions=(
        ("CANCELLED", re.compile("欠航|キャンセル")),
        ("DIVERTED", re.compile("目的地変更|行き先変更|ダイバート")),
        ("RETURNED", re.compile("(?:搭乗口への)?引き返し")),
        ("OPERATING", re.compile("(?:当初の目的地への)?運航(?:継続)?")),
    ),
    lateness=(
        ("early", re.compile("(?:定刻より)?早(?:く|ま[るりっ]?|め)")),
        ("late", re.compile("遅(?:延|れ|く)")),
        ("on_time", re.compile("(?:定刻|予定)(?:どおり|通り)")),
    ),
    left_over=LEFT_OVER,
    cities=CITIES,
    common_words=COMMON_WORDS,
)
