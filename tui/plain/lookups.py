"""`hearings matrix lookup`: what it asks, and the answer it prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hearings.errors import UsageError

if TYPE_CHECKING:
    from hearings.precedents import Answer
    from tui.plain.face import Face

MOST = 1000
"""The most matters that can be asked for."""

_OPTIONS: Final = {
    "standard": "--standard",
    "category": "--category",
    "finding": "--level",
    "culpability": "--culpability",
    "harm_level": "--harm-level",
    "rank_band": "--rank-band",
}
"""The kinds of circumstance that have an option of their own."""


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

    pairs = [pair(text) for text in asked.factor]
    lists, archive = face.settings().rules.factors, bool(asked.archive)
    features = typed(named, lists, archive=archive, called=_OPTIONS)
    features |= typed(pairs, lists, archive=archive)
    scope = Scope(regime=regime, archive=checked_archive(face, asked.archive))
    return "", like(face.session(), lists, features, scope, most=asked.most)


def checked_regime(text: str) -> str:
    """Check what outcomes are to be under, where it is named.

    Raises:
        UsageError: There are no such Regulations, and it is not the local policy.
    """
    if text:
        from hearings.realms import LOCAL
        from hearings.regimes import regimes

        _among("regime", text, (*regimes(), LOCAL))
    return text


def checked_band(text: str) -> str:
    """Check a rank band, where one is named.

    Raises:
        UsageError: There is no such rank band.
    """
    if text:
        from db.precedents import UNKNOWN
        from hearings.packaged import facts

        _among("rank band", text, (*facts("people.toml")["bands"], UNKNOWN))
    return text


def checked_archive(face: Face, text: str) -> str:
    """Check an archive, where one is named.

    Raises:
        UsageError: No archive of that name brought in anything that this person may see.
    """
    if text:
        from db.precedents import archives

        session = face.session()
        with session.database.read() as connection:
            known = archives(connection, session.actor)
        _among("archive", text, known)
    return text


def _among(what: str, text: str, known: Sequence[str]) -> None:
    if text not in known:
        there = f"there {'is' if len(known) == 1 else 'are'} {', '.join(known) or 'none'}"
        raise UsageError(f"There is no {what} {text!r}; {there}.")
