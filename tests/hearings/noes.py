"""A rule that says no, proved: its sentence, the lawful case beside it, and its own absence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from hearings.errors import Refused
from hearings.guards import GUARDS
from tests.hearings.walks import Walk


@dataclass(frozen=True)
class No:
    """A move that a guard refuses, and the one beside it that it lets pass."""

    guard: str
    """The guard."""
    refused: Callable[[], Walk]
    """A walk whose last move is refused."""
    said: str
    """What the sentence says."""
    lawful: Callable[[], Walk]
    """The same walk, put right."""


def each(noes: Sequence[No]) -> pytest.MarkDecorator:
    """Run a test on each row of a table."""
    ids = [f"{no.guard}-{place}" for place, no in enumerate(noes)]
    return pytest.mark.parametrize("no", noes, ids=ids)


def refuses(no: No) -> None:
    """Prove that a guard refuses with its sentence, and that the lawful case passes."""
    with pytest.raises(Refused, match=no.said):
        no.refused()

    assert no.lawful().history


def is_noticed(no: No, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prove that a guard gone from the code or from the table would be noticed.

    Switched off, it lets its refused case through, so each row is the planted defect of its guard.
    """
    monkeypatch.setitem(GUARDS, no.guard, lambda _asked: None)
    assert not re.search(no.said, _outcome(no.refused))


def _outcome(walk: Callable[[], Walk]) -> str:
    """Say what became of a walk: the sentence of another refusal, or nothing."""
    try:
        walk()
    except Refused as refusal:
        return str(refusal)
    except (AttributeError, IndexError, KeyError, StopIteration):
        return ""  # What the guard kept out breaks what comes after it.
    return ""
