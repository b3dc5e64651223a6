"""What was changed inside a regime, each change chosen by its own fact and never by today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from hearings.errors import UsageError
from hearings.milestones import milestones
from hearings.packaged import facts
from hearings.provisions import Provision, needed, only, provision
from hearings.regimes.dates import Dates, dates_reached, days_of

if TYPE_CHECKING:
    from hearings.cases import Allegation, Case, Subject
    from hearings.rules import Rules

FILE: Final = "overlays.toml"
ALLEGATION: Final = "allegation"
"""The trigger of an overlay that is chosen for each allegation by itself."""
LEAVING: Final = "leaving"
"""The trigger that is the day notice to leave was given, or else the last day of service."""

_KNOWN = frozenset({"id", "title", "regime", "starts", "ends", "trigger", "confirmed", "changes",
                    "source", "confidence"})  # fmt: skip
_NOTICES = ("documents_supplied", "special_notice_given")


@dataclass(frozen=True, slots=True)
class Overlay:
    """A dated change inside a regime."""

    id: str
    """Its name: the year, with a letter where there are several."""
    title: str
    """What a screen calls it."""
    regime: str
    """The regime it changes."""
    starts: date
    """The first day of its fact that chooses it."""
    ends: date | None
    """The last such day; None where it goes on."""
    trigger: tuple[str, ...]
    """The facts that choose it, the first of the round counting; or `allegation`."""
    confirmed: bool
    """Whether the law's own trigger is known; otherwise settings may name another."""
    changes: str
    """What it changes, in words."""
    provision: Provision
    """Where it comes from."""

    @property
    def rule(self) -> str:
        """Name the rule as a sign-off does: `2012/overlay.2012b`."""
        return f"{self.regime}/overlay.{self.id}"

    def holds(self, day: date) -> bool:
        """Say whether a fact of this day chooses it."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@cache
def overlays() -> dict[str, Overlay]:
    """Read every overlay, by its id, in the order of the file.

    Raises:
        UsageError: The file does not hold together.
    """
    return read_overlays(facts(f"regimes/{FILE}"))


def read_overlays(table: Mapping[str, Any]) -> dict[str, Overlay]:
    """Read a table of overlays, and refuse one that does not hold together.

    Raises:
        UsageError: A row has an unknown key or name, lacks a source, or stands over another.
    """
    only(table, {"overlay"}, FILE)
    found: dict[str, Overlay] = {}
    for row in table["overlay"]:
        overlay = _overlay(row)
        if overlay.id in found:
            raise UsageError(f"{FILE}, overlay {overlay.id}: the id stands twice.")
        for other in found.values():
            same = (overlay.regime, overlay.trigger) == (other.regime, other.trigger)
            if same and other.holds(overlay.starts):
                raise UsageError(
                    f"{FILE}, overlay {overlay.id}: its facts and days overlap with {other.id}."
                )
        found[overlay.id] = overlay
    return found


def check_triggers(triggers: Mapping[str, str]) -> None:
    """Refuse a force's setting of the fact that chooses an overlay, where it cannot hold.

    Raises:
        UsageError: There is no such overlay or milestone, or the law's own trigger is known.
    """
    for name, key in triggers.items():
        overlay = overlays().get(name)
        if overlay is None:
            raise UsageError(f"There is no overlay {name!r}; there are {', '.join(overlays())}.")
        if overlay.confirmed:
            raise UsageError(f"The fact that chooses the overlay {name} is set by law.")
        if key not in milestones():
            raise UsageError(f"The overlay {name} cannot be chosen by {key!r}: no such milestone.")


def overlays_of(case: Case, subject: Subject, rules: Rules) -> tuple[str, ...]:
    """Name the overlays that apply to a subject, for any of its allegations.

    One whose fact has not happened yet does not apply.

    Args:
        case: The matter; its regime is the one the overlays change.
        subject: The officer concerned.
        rules: The force's own, which say by which fact an unconfirmed overlay is chosen.
    """
    return overlays_by(dates_reached(case, subject), case, subject, rules)


def overlays_by(
    dates: Dates, case: Case, subject: Subject, rules: Rules, allegation: Allegation | None = None
) -> tuple[str, ...]:
    """Name the overlays that apply, from the days already indexed.

    Args:
        dates: The days of `dates_reached`.
        case: The matter.
        subject: The officer concerned.
        rules: The force's own.
        allegation: The one that is asked about; None for any of them.
    """
    found = []
    for overlay in _of_regime(case.regime):
        if overlay.trigger == (ALLEGATION,):
            asked = subject.allegations if allegation is None else (allegation,)
            applies = any(_by_allegation(overlay, dates, case, subject, one) for one in asked)
        else:
            day = _fact(overlay, dates, subject, rules)
            applies = day is not None and overlay.holds(day)
        if applies:
            found.append(overlay.id)
    return tuple(found)


def overlay_of_allegation(
    case: Case, subject: Subject, allegation: Allegation, rules: Rules
) -> tuple[str, ...]:
    """Name the overlays that apply to one allegation; one case can hold old ones and new.

    Source:
        SI 2025/558 reg 64.
    """
    return overlays_by(dates_reached(case, subject), case, subject, rules, allegation)


def unsure_overlays(
    case: Case, subject: Subject, rules: Rules, until: date | None = None
) -> frozenset[str]:
    """Name the overlays of which nobody can say whether they apply.

    Their own trigger is not known, the force has neither named one nor had the overlay signed off,
    and the day they began lies inside the matter: after it came to attention, and no later than
    the newest of its dated facts. Whatever the trigger is, one that began before all of the facts
    applies, and one that began after all of them does not.

    Args:
        case: The matter; its regime is the one the overlays change.
        subject: The officer concerned.
        rules: The force's own.
        until: A day still to come that may be the trigger, such as the first sitting wanted.
    """
    from hearings.regimes.listing import digests, is_signed

    dates = dates_reached(case, subject)
    days = [day for found in dates.values() for day in found]
    if subject.left is not None and subject.left.how != "died":
        days.append(subject.left.notice_on or subject.left.on)
    newest = max([*days, *([] if until is None else [until])], default=date.min)
    first = case.attention_date or date.min
    return frozenset(
        row.id
        for row in _of_regime(case.regime)
        if not row.confirmed
        and first < row.starts <= newest
        and row.id not in rules.triggers
        and is_signed(row.rule, digests()[row.rule], rules) is None
    )


@cache
def _of_regime(regime: str) -> tuple[Overlay, ...]:
    return tuple(row for row in overlays().values() if row.regime == regime)


def _fact(overlay: Overlay, dates: Dates, subject: Subject, rules: Rules) -> date | None:
    """Find the first of the facts that choose an overlay; None where none has happened.

    What comes again in the same round, such as further documents, changes nothing.
    """
    keys = overlay.trigger
    if not overlay.confirmed and overlay.id in rules.triggers:
        keys = (rules.triggers[overlay.id],)
    days = [day for key in keys for day in days_of(dates, key)]
    if LEAVING in keys and subject.left is not None and subject.left.how != "died":
        days.append(subject.left.notice_on or subject.left.on)
    return min(days, default=None)


def _by_allegation(
    overlay: Overlay, dates: Dates, case: Case, subject: Subject, allegation: Allegation
) -> bool:
    """Say whether an overlay that is chosen by allegation applies to one.

    A later allegation about the same matter stays with the first, and an older one that was added
    later is judged by its own day as well. It applies whatever the day where the Director General
    investigates again, and to a former officer who was given no notice of referral before it began,
    once anything is on record from that day on.
    """
    asked = (allegation,) if allegation.separate else (subject.allegations[0], allegation)
    days = [one.attention_date or case.attention_date for one in asked]
    if subject.reinvestigated or all(day is not None and overlay.holds(day) for day in days):
        return True
    if subject.person_type != "former":
        return False
    notices = [day for key in _NOTICES for day in dates.get(key, ())]
    begun = any(overlay.holds(day) for days in dates.values() for day in days)
    return begun and all(overlay.holds(day) for day in notices)


def _overlay(row: Mapping[str, Any]) -> Overlay:
    where = f"{FILE}, overlay {row.get('id', '?')}"
    only(row, _KNOWN, where)
    needed(row, _KNOWN - {"ends", "source", "confidence"}, where)
    strange = sorted(set(row["trigger"]) - set(milestones()) - {ALLEGATION, LEAVING})
    if strange or not row["trigger"]:
        raise UsageError(f"{where}: trigger has an unknown name: {', '.join(strange)}.")
    starts, ends = row["starts"], row.get("ends")
    if ends is not None and ends < starts:
        raise UsageError(f"{where}: it ends before it starts.")
    return Overlay(
        id=row["id"],
        title=row["title"],
        regime=row["regime"],
        starts=starts,
        ends=ends,
        trigger=tuple(row["trigger"]),
        confirmed=row["confirmed"],
        changes=row["changes"],
        provision=provision(row, where),
    )
