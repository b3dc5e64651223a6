"""The demonstration's dip sample: drawn on its last day, and partly read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random

from db import blind
from db.actions import Desk
from db.demo.calendar import LAST
from db.demo.forms import LEVELS
from db.drawing import candidates, draw
from hearings.errors import Refused
from hearings.samples import most_from

DRAWS = "chaudhry"
"""The account that draws the sample."""

READERS = (DRAWS, "marsh", "osei")
"""Who read it, each what those before may not."""

START = date(2013, 10, 1)
"""The first day it is drawn from; the last is the year's own."""

SIZE, READ, ANSWERED = 30, 20, 18
"""How many it is to hold, how many of those are read, and how many readings are answered."""

AGREES, ASKS = 0.85, 0.5
"""How often a reader comes to the level that stands, and asks to reconsider where not."""

_WHY = "The account in the form supports no more than this."
_ASKS = "The first account was not before the decision-maker; it should be read again."


def dip(desks: Mapping[str, Desk], seed: int) -> None:
    """Draw the sample and read the first items of it; a year too small for one has none.

    Args:
        desks: The accounts' desks, set to the year's last day.
        seed: The seed of the demonstration.
    """
    with desks[DRAWS].database.read() as connection:
        size = min(SIZE, most_from(len(candidates(connection, START, LAST))))
    if not size:
        return
    sample = draw(desks[DRAWS], f"demonstration {seed}", size, START, LAST)
    rng = Random(f"dip sample {seed}")
    for place in range(1, min(READ, max(1, sample.drawn * READ // SIZE)) + 1):
        chances = rng.random(), rng.random(), rng.choice(LEVELS)
        for account in READERS:
            try:
                _read(desks[account], sample.id, place, chances)
            except Refused:
                continue
            break


def _read(desk: Desk, sample: int, place: int, chances: tuple[float, float, str]) -> None:
    """Read one item, and answer it unless it is among the last."""
    stands = _stands(desk, sample, place)
    agrees, asks, other = chances
    level = stands if agrees < AGREES else other
    blind.read(desk, sample, place, level, "" if level == stands else _WHY)
    if place <= ANSWERED:
        doubts = level != stands and asks < ASKS
        blind.answer(
            desk, sample, place, "reconsider" if doubts else "concur", _ASKS if doubts else ""
        )


def _stands(desk: Desk, sample: int, place: int) -> str:
    """Find the level that stands: whoever invents a reader has to know what they agree with."""
    with desk.database.read() as connection:
        row = connection.row(
            "SELECT s.level FROM subjects s JOIN sampled d ON d.subject_id = s.id"
            " WHERE d.sample_id = :sample AND d.place = :place",
            sample=sample,
            place=place,
        )
    return "" if row is None else str(row[0])
