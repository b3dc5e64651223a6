"""Put the question of the matrix to the desk. Knows no Textual."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db import matrix, precedents
from db.precedents import UNKNOWN

if TYPE_CHECKING:
    from db.matrix import Behind, LeftOut
    from hearings.precedents import Answer, Grid
    from tui.asking import Question
    from tui.office import Office


def ask(office: Office, question: Question) -> Answer:
    """Find past outcomes like the circumstances asked about.

    A case's own circumstances are compared as they stand, all of them counted; of circumstances
    that were chosen only those count.

    Args:
        office: The desk that is asked.
        question: What is asked.

    Raises:
        Refused: Nothing that counts was asked.
    """
    desk, scope = office.desk, question.scope
    if question.ref and not (scope.year or scope.rank_band):
        return matrix.lookup(desk, question.ref, regime=scope.regime)[1]
    return precedents.like(
        desk, office.rules.factors, question.features, scope, besides=question.ref
    )


def ask_grid(office: Office, question: Question) -> tuple[Grid, LeftOut]:
    """Count how every outcome spreads, and how many are left out.

    Args:
        office: The desk that is asked.
        question: Its filters say which outcomes are looked at.
    """
    return matrix.grid(office.desk, question.scope)


def behind_cell(office: Office, question: Question, place: tuple[str, str, str]) -> list[Behind]:
    """Give the outcomes of one cell, newest first.

    Args:
        office: The desk that is asked.
        question: Its filters say which outcomes are looked at.
        place: The cell's Standard, culpability and level of harm; empty for what is not known.
    """
    standard, culpability, harm_level = (key or UNKNOWN for key in place)
    scope = replace(
        question.scope, standard=standard, culpability=culpability, harm_level=harm_level
    )
    return matrix.behind(office.desk, scope)


def known_archives(office: Office) -> tuple[str, ...]:
    """Name the archives that brought outcomes in.

    Args:
        office: The desk that is asked.
    """
    with office.desk.database.read() as connection:
        return precedents.archives(connection, office.desk.actor)
