"""How many people serve in the invented force, so that matters can be set beside them.

They are spread over units, ranks, ethnicities and sexes by the shares that the stories are drawn
by: who serves where says nothing of who comes to attention.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from db.demo.calendar import FIRST
from db.demo.data import table
from db.demo.people import NOT_RECORDED, WOMEN
from hearings.people import rank_band
from hearings.workforce import Line

PEOPLE = 44_400
"""How many serve in the whole force."""

SUBJECTS = 2_110
"""About how many subjects the whole year has."""

DAY = FIRST - timedelta(1)
"""The day they were counted: the last before the year."""


def workforce(subjects: int | None = None) -> Iterator[Line]:
    """Give the lines of the workforce: some seven thousand groups.

    Args:
        subjects: How large the demonstration is; a smaller one has as many fewer who serve.
    """
    people = PEOPLE if subjects is None else PEOPLE * subjects // SUBJECTS
    force = table("force")
    ethnicities = {
        "" if code == NOT_RECORDED else f"16+1:{code}": share
        for code, share in force["ethnicity"].items()
    }
    kinds = _kinds()
    of_all = people / (
        sum(force["units"].values()) * sum(kinds.values()) * sum(ethnicities.values())
    )
    # Rounding the running total, and not each group, keeps every small group at its share.
    reached = 0.0
    groups = product(force["units"].items(), kinds.items(), ethnicities.items(), "FM")
    for (unit, size), ((band, kind), of_kind), (ethnicity, of_it), sex in groups:
        of_sex = WOMEN[kind] if sex == "F" else 1 - WOMEN[kind]
        before, reached = reached, reached + of_all * size * of_kind * of_it * of_sex
        if number := round(reached) - round(before):
            yield Line(DAY, (unit, band, kind, ethnicity, sex, ""), number)


def _kinds() -> dict[tuple[str, str], float]:
    """Give the share of each rank band and person type."""
    force = table("force")
    kinds: dict[tuple[str, str], float] = {}
    ranks = sum(force["ranks"].values())
    for kind, share in force["person_types"].items():
        if kind != "officer":
            kinds["special" if kind == "special" else "staff", kind] = share
            continue
        for rank, number in force["ranks"].items():
            key = (rank_band(rank), kind)
            kinds[key] = kinds.get(key, 0.0) + share * number / ranks
    return kinds
