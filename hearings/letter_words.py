"""Put days, sittings and limits into the words of a letter."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Final

from hearings.deadlines import Deadline
from hearings.deadlines.matter import applies, has_parties
from hearings.packaged import facts as packaged
from hearings.regimes import limits_of
from hearings.regimes.overlays import overlays_of
from hearings.sittings import DAY, KINDS, Sitting, clock

if TYPE_CHECKING:
    from collections.abc import Collection

    from hearings.cases import Case, Subject
    from hearings.rules import Rules

_PHRASES = {
    "after": "{count} working days beginning with the first working day after {start}",
    "before": "{count} whole working days before {start}",
    "calendar": "{count} days after {start}",
    "from": "{count} working days beginning with {start}",
    "months": "{count} months beginning with {start}",
    "practicable": "as soon as practicable after {start}",
    "weeks": "{count} weeks beginning with the first working day after {start}",
    "window": "not less than {first} and not more than {last} working days after {start}",
}
"""How the law counts, by phrase."""

_LEADS = {"before": "at least ", "practicable": "", "window": ""}
"""What stands before a count that has no day yet, where that is not `within`."""


UNSEEN: Final = "\N{REPLACEMENT CHARACTER}"
"""What stands for a character that cannot be seen, or that moves or hides others."""


def seen(text: str) -> str:
    """Put a sign for every character that cannot be seen; white space is left to the caller."""
    return "".join(sign if sign.isprintable() or _is_space(sign) else UNSEEN for sign in text)


def one_line(text: object) -> str:
    """Put what somebody wrote on one line, with nothing in it that cannot be seen."""
    return " ".join(seen(str(text)).split())


def _is_space(sign: str) -> bool:
    return sign in "\t\n\r" or unicodedata.category(sign) == "Zs"


def written(day: date | None) -> str:
    """Write a day as a letter does: 12 March 2014."""
    return "" if day is None else f"{day.day} {day:%B %Y}"


def sitting_words(sitting: Sitting) -> str:
    """Write a sitting as a letter does: Tuesday 22 April 2014, 10:00 to 16:30."""
    ends = "midnight" if sitting.ends == DAY else clock(sitting.ends)
    return f"{sitting.day:%A} {written(sitting.day)}, {clock(sitting.starts)} to {ends}"


def forum_words(forum: str, regime: str) -> str:
    """Name the form of the proceedings as the regime does; empty where there is none yet."""
    if forum == "accelerated":
        return "accelerated misconduct hearing" if regime == "2020" else "special case hearing"
    return KINDS.get(forum, "")


def counted(row: Deadline) -> str:
    """Say how a limit is counted, and from which provision that comes.

    Args:
        row: The limit; where its clock has not started, the event that starts it is named.
    """
    return f"{_count(row)} ({_source(row)})"


def within(row: Deadline) -> str:
    """Say by when something has to be done, how that was counted, and where that comes from."""
    if row.last_day is None:
        return _LEADS.get(row.phrase, "within ") + counted(row)
    end, how = written(row.last_day), _count(row)
    if row.due is not None and (row.extended_to is not None or row.reduced_to is not None):
        moved = (
            "reduced by agreement" if row.extended_to is None else f"extended by {row.extended_by}"
        )
        how = f"{moved} from {written(row.due)}, which was {how}"
    start = f"from {written(row.opens)} to" if row.opens is not None else "by"
    return f"{start} the end of {end} ({how}; {_source(row)})"


def not_started(
    case: Case, subject: Subject, rules: Rules, keys: Collection[str]
) -> list[Deadline]:
    """Give the limits of these keys that hold for an officer, as if none had started yet.

    Args:
        case: The matter.
        subject: The officer concerned.
        rules: The force's own rules.
        keys: The limits' keys.
    """
    overlays, parties = overlays_of(case, subject, rules), has_parties(case)
    return [
        Deadline(
            key=limit.key,
            title=limit.title,
            regime=case.regime,
            overlays=overlays,
            clock=limit.clock[0],
            clock_date=None,
            count=limit.count,
            unit=limit.unit,
            phrase=limit.phrase,
            due=None,
            status="not_started",
            source=limit.provision.source,
            confidence=limit.provision.confidence,
            rule=limit.rule,
        )
        for limit in limits_of(case.regime)
        if limit.key in keys and applies(limit, case, subject, overlays, parties=parties)
    ]


def _count(row: Deadline) -> str:
    event = packaged("letters.toml")["counted_from"].get(row.key, "its clock starts")
    start = written(row.clock_date) or f"the day {event}"
    first, _dash, last = str(row.count).partition("-")
    said = _PHRASES[row.phrase].format(count=row.count, first=first, last=last, start=start)
    return said.replace("days", "day", 1) if row.count == 1 else said


def _source(row: Deadline) -> str:
    return row.source if row.firm else f"{row.source}, unverified"
