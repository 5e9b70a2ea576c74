"""Patterns that also match without accents: an SMS loses those that GSM 7-bit lacks."""

import unicodedata
from functools import cache
from typing import Final

_TWO_LETTERS: Final = {"\u0153": "oe", "\u0152": "OE"}


@cache
def loose(pattern: str) -> str:
    """The pattern with the accent of each letter optional. Not for letters inside of `[...]`."""
    return "".join(_either(char) for char in pattern)


def _either(char: str) -> str:
    if char in _TWO_LETTERS:
        return f"(?:{char}|{_TWO_LETTERS[char]})"
    plain = unaccented(char)
    return f"[{char}{plain}]" if plain != char and plain.isascii() and plain.isalpha() else char


def unaccented(text: str) -> str:
    """Without the marks of its Latin letters."""
    spelt = "".join(_TWO_LETTERS.get(char, char) for char in text)
    return "".join(part for part in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(part))
