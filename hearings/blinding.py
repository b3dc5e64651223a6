"""Take out of a free text what a blind reader is not to see.

What is found is replaced by what kind of thing it was. Sex cannot be taken out of a sentence: "he"
and "she" stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from hearings.packaged import facts

LEVEL, NAME, NUMBER, UNIT, ETHNICITY, CASE = (
    "[level]", "[name]", "[number]", "[unit]", "[ethnicity]", "[case]",
)  # fmt: skip

_LEVELS = (
    r"neither misconduct (?:n?or) gross misconduct", r"gross[\s_-]+misconduct", r"misconduct",
    r"neither",
)  # fmt: skip
_SHORTEST = 3
"""A part of a name with fewer letters is looked for with its capital alone: Do, Ng, Li."""

_COMMON = frozenset({
    "and", "any", "or", "other", "background", "british", "ethnic", "group", "mixed", "prefers",
    "not", "to", "say",
})  # fmt: skip
"""Words of the code sets that say nothing of anybody by themselves."""


def mask(
    text: str,
    *,
    names: Iterable[str] = (),
    numbers: Iterable[str] = (),
    units: Iterable[str] = (),
    cases: Iterable[str] = (),
    levels: bool = True,
) -> str:
    """Take names, numbers, units, references, levels and ethnic groups out of a text.

    Args:
        text: What somebody typed.
        names: The names of those who are not to be known; each part of one counts.
        numbers: Their force numbers.
        units: The units that would say where it was.
        cases: The references of cases.
        levels: Whether levels are taken out as well; they stay once a reading has been given.
    """
    kinds: Mapping[str, Iterable[str]] = {
        CASE: cases, NUMBER: numbers, UNIT: units, NAME: names,
    }  # fmt: skip
    text = unicodedata.normalize("NFC", text)
    for sign, found in kinds.items():
        for known in sorted({*filter(None, found)}, key=len, reverse=True):
            text = _without(text, re.escape(_folded(known)), sign)
    for part in sorted({part for name in names for part in _parts(name)}, key=len, reverse=True):
        text = _without(text, re.escape(_folded(part)), NAME, part)
    for pattern in _LEVELS if levels else ():
        text = _without(text, pattern, LEVEL)
    for pattern in _groups():
        text = _without(text, pattern, ETHNICITY)
    return text


def one_text(texts: Iterable[str]) -> str:
    """Make one text of several: how many there were would say how many assessed the matter.

    Args:
        texts: What each assessment says, in their order; what says the same stands once.
    """
    told = dict.fromkeys(" ".join(text.split()) for text in texts)
    return " ".join(text if text[-1] in ".?!" else f"{text}." for text in told if text)


def _parts(name: str) -> list[str]:
    """Give the parts of a name that say whose it is; an initial does not."""
    return [part for part in re.split(r"[\s\-.,]+", unicodedata.normalize("NFC", name))
            if len(part) > 1]  # fmt: skip


def _without(text: str, pattern: str, sign: str, exact: str = "") -> str:
    """Replace what stands as a word of its own, whatever its capitals and accents."""
    found = re.finditer(rf"(?<![^\W_]){pattern}(?![^\W_])", _folded(text))
    told, last = [], 0
    for hit in found:
        if exact and len(exact) < _SHORTEST and text[hit.start()] != exact[0].upper():
            continue
        told += [text[last : hit.start()], sign]
        last = hit.end()
    return "".join([*told, text[last:]])


def _folded(text: str) -> str:
    """Take capitals and accents off, sign for sign, so that places stay what they were."""
    plain = unicodedata.normalize("NFC", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return "".join(unicodedata.normalize("NFD", sign)[0].lower()[:1] or sign for sign in plain)


@cache
def _groups() -> tuple[str, ...]:
    """Give the words of the ethnic groups of every code set."""
    labels = (words for codes in facts("people.toml")["ethnicity"].values()
              for words in codes.values())  # fmt: skip
    known = {word for label in labels for word in label.lower().split()} - _COMMON
    return tuple(rf"{word}s?" for word in sorted(known))
