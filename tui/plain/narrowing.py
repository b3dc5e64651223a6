"""What figures are narrowed to on the command line, as it is typed and as it is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from db import asking, disparity, figures, timeliness
    from db.session import Session

    Asked = TypeVar("Asked", figures.Breakdown, asking.Asked, disparity.Asked, timeliness.Asked)


def narrowed(session: Session, asked: Asked) -> Asked:
    """Read the words of `--where` as the values they are printed for.

    Args:
        session: Who asks.
        asked: Which figures, with the values as they were typed.

    Raises:
        UsageError: No list holds a value and nobody has it.
    """
    if not asked.where:
        return asked
    from db.narrowing import kept_values

    return replace(asked, where=kept_values(session, asked.where, said))


def said(name: str, value: str) -> str:
    """Say a value of a field as the figures print it."""
    from hearings.rate_words import value_words
    from tui.plain.rate_answers import reasons_known
    from tui.plain.sanction_words import valued

    if name == "reason":
        return value_words(name, value, {code: one.words for code, one in reasons_known().items()})
    return valued(name, value)
