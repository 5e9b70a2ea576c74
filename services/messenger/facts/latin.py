"""Latin letters, for finding codes and names of cities in a text of any script."""

from typing import Final

LETTER: Final = r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
"""For the inside of a character class."""

NOT_AFTER: Final = rf"(?<![{LETTER}0-9_])"
NOT_BEFORE: Final = rf"(?![{LETTER}0-9_])"
"""Bounds of a Latin word. `\\b` and `\\w` are none: in Japanese, letters stand on either side of it."""

WORD: Final = rf"[{LETTER}]+(?:['\u2019.-]*[{LETTER}]+)*"
