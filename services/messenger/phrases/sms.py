"""How long an SMS is: GSM 7-bit where its alphabet has every character, else UCS-2 (3GPP TS 23.038)."""

import unicodedata
from typing import Final

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION: Final = frozenset("\f^{}\\[~]|€")
"""Each takes two septets: an escape and the character."""

_WITHOUT_MARK: Final = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "\u0131": "i",
        "ħ": "h",
        "œ": "oe",
        "Œ": "OE",
        "ð": "d",
        "þ": "th",
    }
    | {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": "...",
    }
    | {"\u00a0": " "}
)

GSM_SINGLE, GSM_PART = 160, 153
UCS2_SINGLE, UCS2_PART = 70, 67


def sms_parts(text: str) -> int:
    """The number of parts the text is sent in."""
    if all(char in _BASIC or char in _EXTENSION for char in text):
        return _parts([2 if char in _EXTENSION else 1 for char in text], GSM_SINGLE, GSM_PART)
    # UCS-2 counts 16-bit units; a surrogate pair is not cut in two.
    return _parts([len(char.encode("utf-16-be")) // 2 for char in text], UCS2_SINGLE, UCS2_PART)


def _parts(units: list[int], single: int, part: int) -> int:
    if sum(units) <= single:
        return 1
    parts, room = 1, part
    for size in units:
        if size > room:
            parts, room = parts + 1, part
        room -= size
    return parts


def to_gsm(text: str) -> str:
    """Without the marks that GSM 7-bit lacks; what its alphabet has, and other scripts, stay as they are."""
    return "".join(char if char in _BASIC else _plain(char) for char in text)


def _plain(char: str) -> str:
    replaced = char.translate(_WITHOUT_MARK)
    base = unicodedata.normalize("NFKD", replaced)
    stripped = "".join(part for part in base if not unicodedata.combining(part))
    return stripped if stripped and all(part in _BASIC for part in stripped) else replaced
