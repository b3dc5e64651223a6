"""Make a report: put it together, write it, and write down who made it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Final

from db.actions import Desk
from db.reports.associations import associations_report
from db.reports.forms import check_form, written
from db.reports.model import Report
from db.reports.reassessment import reassessment_report
from db.reports.released import outward_report
from hearings.disclosure import audience_named
from hearings.errors import BadValue, UsageError
from hearings.trends import days_of
from hearings.values import EARLIEST

KINDS: Final = ("reassessment", "associations")
"""The reports there are."""


@dataclass(frozen=True, slots=True)
class Made:
    """A report as it was made."""

    kind: str
    """Which report."""
    quarter: str
    """Of which quarter."""
    audience: str
    """For whom."""
    form: str
    """What it is written in."""
    body: bytes
    """Its bytes."""
    aside: tuple[str, ...]
    """What whoever makes it has to know; it does not stand in it."""

    @property
    def sha256(self) -> str:
        """Give the hash of its bytes."""
        return hashlib.sha256(self.body).hexdigest()


def make(desk: Desk, kind: str, quarter: str, audience: str, form: str) -> Made:
    """Make a report.

    Args:
        desk: Who makes it.
        kind: One of `KINDS`.
        quarter: Which, as 2014-Q1.
        audience: Internal, staff or public; empty for the usual one of the report.
        form: One of `db.reports.forms.FORMS`.

    Raises:
        UsageError: There is no such report, quarter or form, or it is not for this audience.
        Refused: The account has no right to it.
    """
    if kind not in KINDS:
        raise UsageError(f"There is no report {kind!r}; there is {' and '.join(KINDS)}.")
    check_form(form)
    check_quarter(quarter)
    audience = audience or ("internal" if kind == "reassessment" else "staff")
    report = _put_together(desk, kind, quarter, audience)
    made = Made(kind, quarter, audience, form, written(report, form, desk.moment()), report.aside)
    told = {"kind": kind, "quarter": quarter, "audience": audience, "form": form}
    with desk.database.write() as connection:
        detail = json.dumps({**told, "sha256": made.sha256}, sort_keys=True)
        desk.trail(connection, "report.make", detail=detail)
    return made


def check_quarter(quarter: str) -> None:
    """Refuse what is no quarter.

    Raises:
        UsageError: It is not written as 2014-Q1.
    """
    try:
        first, _last = days_of(quarter if "-Q" in quarter else "")
    except BadValue:
        raise UsageError(f"{quarter!r} is no quarter; write it as 2014-Q1.") from None
    if first < EARLIEST:
        raise UsageError(f"{quarter!r} is too early: nothing here is before {EARLIEST}.")


def _put_together(desk: Desk, kind: str, quarter: str, audience: str) -> Report:
    exact = audience_named(audience).exact
    if kind == "associations":
        if exact:
            raise UsageError("The table for staff associations is made for staff or public.")
        return associations_report(desk, quarter, audience)
    if exact:
        return reassessment_report(desk, quarter)
    return outward_report(desk, quarter, audience)
