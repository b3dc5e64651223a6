"""`hearings matrix lookup`: what it asks, and the answer it prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hearings.errors import UsageError

if TYPE_CHECKING:
    from hearings.precedents import Answer
    from tui.plain.face import Face

MOST = 1000
"""The most matters that can be asked for."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """One lookup, as it was typed."""

    ref: str = ""
    """The subject; empty where circumstances are named."""
    standard: tuple[str, ...] = ()
    """Standards breached."""
    factor: tuple[str, ...] = ()
    """Factors, each `group=key`."""
    level: str = ""
    """The finding."""
    culpability: str = ""
    """The culpability."""
    harm_level: str = ""
    """The level of harm."""
    category: tuple[str, ...] = ()
    """Categories."""
    rank_band: str = ""
    """The rank band."""
    regime: str = ""
    """The regime to compare under."""
    archive: str = ""
    """The archive to compare with."""
    most: int = 20
    """The most matters shown."""
    output: str = "text"
    """Text, json or csv."""

    @property
    def named(self) -> list[tuple[str, str]]:
        """Give the circumstances that have an option of their own, each a group and a key."""
        several = [("standard", key) for key in self.standard]
        several += [("category", key) for key in self.category]
        single = (("finding", self.level), ("culpability", self.culpability),
                  ("harm_level", self.harm_level), ("rank_band", self.rank_band))  # fmt: skip
        return [*several, *(pair for pair in single if pair[1])]


def print_lookup(face: Face, asked: Lookup) -> None:
    """Answer a lookup.

    Raises:
        UsageError: It names a subject and circumstances, or neither.
    """
    from tui.plain import matrix_words
    from tui.plain.printing import data, sheet

    subject, answer = _answer(face, asked)
    if asked.output == "json":
        data(matrix_words.promised(subject, answer))
    elif asked.output == "csv":
        sheet(matrix_words.PRECEDENT_COLUMNS, matrix_words.precedent_rows(answer))
    else:
        matrix_words.print_answer(subject, answer)


def _answer(face: Face, asked: Lookup) -> tuple[str, Answer]:
    named, regime = asked.named, checked_regime(asked.regime)
    if bool(asked.ref) == bool(named or asked.factor):
        raise UsageError("Name a subject as CASE/N, or the circumstances to compare.")
    if asked.ref:
        if asked.archive:
            raise UsageError("A subject is compared with its own kind; leave --archive out.")
        from db.matrix import lookup

        return lookup(face.desk(), asked.ref, regime=regime, most=asked.most)
    from db.precedents import Scope, like
    from hearings.circumstances import pair, typed

    named += [pair(text) for text in asked.factor]
    lists = face.settings().rules.factors
    features = typed(named, lists, archive=bool(asked.archive))
    scope = Scope(regime=regime, archive=asked.archive)
    return "", like(face.session(), lists, features, scope, most=asked.most)


def checked_regime(text: str) -> str:
    """Check a regime, where one is named.

    Raises:
        UsageError: There is no such regime.
    """
    if text:
        from hearings.regimes import regimes

        if text not in regimes():
            raise UsageError(f"There is no regime {text!r}; there are {', '.join(regimes())}.")
    return text
