"""Word the annual summary of sanctions that HMIC asked for, each share with its base named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from hearings.outcome_kinds import outcome_words
from hearings.sanctions import LEFT_BEFORE
from hearings.shares import percent
from tui.plain.figure import Everything, Figure
from tui.plain.fitting import columns, line
from tui.plain.sanction_words import part
from tui.plain.shares import share

if TYPE_CHECKING:
    from hearings.sanctions import Summary

COLUMNS = ("part", "outcome", "count", "hearing_base", "of_hearing", "proven_base", "of_proven")

NOTE = (
    "HMIC counts among the proven those taken to performance procedures and those discontinued.",
    "No finding was made of them: they were withdrawn before one, and stand so above.",
)
"""What is said under HMIC's sums."""

WHOLE = (
    "Everybody of the period is counted: the shares say what happened, as HMIC prints them, and"
    " stand without an interval."
)
"""Why the shares of the summary have no interval."""

OVERTURNED = {"quashed": "quashed on appeal", "set_aside": "set aside, to be heard again"}
"""What was heard and is neither proven nor not proven, in words."""

COUNTED = ("not_proven", "proven", "awaiting", *OVERTURNED, "performance", "discontinued")


def summary_figure(found: Summary, start: date, end: date) -> Figure:
    """Give the summary in every form.

    Args:
        found: The summary.
        start: Its first day.
        end: Its last day, included.
    """
    return Figure(
        "sanctions",
        "Annual summary of sanctions",
        "subjects",
        f"{_many(found.subjects, 'officer')} in {_many(found.cases, 'case')} who came to a"
        " misconduct hearing or an accelerated (special case) one",
        "by the day of the outcome, the finding or the withdrawal",
        Everything(start=start, end=end),
        promised(found),
        (COLUMNS, rows(found)),
        lambda: print_summary(found),
        said=(WHOLE,),
    )


def promised(found: Summary) -> dict[str, Any]:
    """Give what `hearings.sanctions/1` has of its own."""
    return {
        "cases": found.cases,
        "to_hearing": found.subjects,
        "heard": found.heard,
        "withdrawn": found.withdrawn,
        **{name: getattr(found, name) for name in COUNTED},
        "overturned": found.overturned,
        "meetings": found.meetings,
        "no_forum": found.no_forum,
        "outcomes": [
            {"outcome": key, "words": outcome_words(key), **_parts(found, number)}
            for key, number in found.outcomes.items()
        ],
        "dismissed": _parts(found, found.dismissed),
        "warned": _parts(found, found.warned),
        "hmic": _hmic(found) if found.withdrawn else None,
    }


def _parts(found: Summary, number: int) -> dict[str, Any]:
    return {
        "count": number,
        "of_hearing": part(number, found.subjects),
        "of_proven": part(number, found.proven),
    }


def _hmic(found: Summary) -> dict[str, Any]:
    printed = found.as_printed
    return {
        "to_hearing": found.subjects,
        "not_proven": found.not_proven,
        "proven": printed,
        "overturned": found.overturned,
        "dismissed": {
            "count": found.dismissed,
            "of_hearing": part(found.dismissed, found.subjects),
            "of_proven": part(found.dismissed, printed),
        },
        "warned": {
            "count": found.warned,
            "of_hearing": part(found.warned, found.subjects),
            "of_proven": part(found.warned, printed),
        },
        "note": " ".join(NOTE),
    }


def rows(found: Summary) -> Iterator[list[object]]:
    """Give the summary as rows: what became of whom, each outcome, the sums, and HMIC's sums."""
    came, proven = found.subjects, found.proven
    yield _one("to_hearing", "", came)
    for name in ("heard", "withdrawn", *COUNTED):
        of_proven = proven if name == "awaiting" else None
        yield _one(name, "", getattr(found, name), came, of_proven)
    for key, number in found.outcomes.items():
        yield _one("proven", key, number, came, proven)
    yield _one("dismissed", "", found.dismissed, came, proven)
    yield _one("warned", "", found.warned, came, proven)
    for name in ("meetings", "no_forum"):
        yield _one(name, "", getattr(found, name))
    if found.withdrawn:
        printed = found.as_printed
        yield _one("hmic_proven", "", printed, came)
        yield _one("hmic_dismissed", "", found.dismissed, came, printed)
        yield _one("hmic_warned", "", found.warned, came, printed)


def _one(
    name: str, outcome: str, number: int, came: int | None = None, proven: int | None = None
) -> list[object]:
    """Give a row; a base that is left out is none of its own."""
    shares = [came, _ratio(number, came), proven, _ratio(number, proven)]
    return [name, outcome, number, *shares]


def _ratio(number: int, base: int | None) -> float | None:
    return round(number / base, 10) if base else None


def print_summary(found: Summary) -> None:
    """Print the summary."""
    line()
    columns(
        [*_came(found), *_proven(found)], ["", "officers", "of those to hearing", "of those proven"]
    )
    if found.meetings:
        line(f"Not counted here: {_many(found.meetings, 'officer')} dealt with at meetings.")
    if found.no_forum:
        line(f"Not counted here: {_many(found.no_forum, 'officer')} whose forum is not known.")
    if found.withdrawn:
        line()
        _print_hmic(found)


def _came(found: Summary) -> Iterator[list[str]]:
    came = found.subjects
    yield ["Came to hearing", f"{came:,}", "", ""]
    yield ["  not proven", *_of(found.not_proven, came), ""]
    yield ["  withdrawn before a finding", *_of(found.withdrawn, came), ""]
    if found.withdrawn:
        yield ["    to performance procedures", f"{found.performance:,}", "", ""]
        yield ["    discontinued", f"{found.discontinued:,}", "", ""]
    for name, words in OVERTURNED.items():
        if getattr(found, name):
            yield [f"  {words}", *_of(getattr(found, name), came), ""]
    yield ["  proven", *_of(found.proven, came), ""]


def _proven(found: Summary) -> Iterator[list[str]]:
    for key, number in found.outcomes.items():
        yield [f"    {outcome_words(key)}", *_both(found, number)]
    if found.awaiting:
        yield ["    outcome to come", *_both(found, found.awaiting)]
    left = ", without those who had left" if LEFT_BEFORE in found.outcomes else ""
    yield [f"  dismissed, in all{left}", *_both(found, found.dismissed)]
    yield ["  warned, in all", *_both(found, found.warned)]


def _both(found: Summary, number: int) -> list[str]:
    return [*_of(number, found.subjects), share(number, found.proven).strip()]


def _of(number: int, base: int) -> list[str]:
    return [f"{number:,}", share(number, base).strip()]


def said(number: int, base: int, what: str) -> str:
    """Say a share to one place with its numerator, its base, and what the base is."""
    if not base:
        return f"no data ({number:,} of 0 {what})"
    return f"{percent(number, base)} ({number:,} of {base:,} {what})"


def _print_hmic(found: Summary) -> None:
    came, printed = found.subjects, found.as_printed
    split = [f"{number:,} {outcome_words(key)}" for key, number in found.outcomes.items()]
    split += [f"{found.performance:,} to performance procedures"]
    split += [f"{found.discontinued:,} discontinued"]
    if found.awaiting:
        split += [f"{found.awaiting:,} whose outcome is to come"]
    fallen = f" + {found.overturned:,} quashed or set aside" if found.overturned else ""
    line("As HMIC prints it")
    line(f"  {came:,} to hearing = {found.not_proven:,} not proven + {printed:,} proven{fallen}")
    line(f"  {printed:,} = {' + '.join(split)}")
    for words, number in (("dismissed", found.dismissed), ("warned", found.warned)):
        parts = said(number, came, "to hearing"), said(number, printed, "proven as printed")
        line(f"  {words}: {'; '.join(parts)}")
    for sentence in NOTE:
        line(f"  {sentence}")


def _many(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
