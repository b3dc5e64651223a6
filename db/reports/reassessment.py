"""The quarterly reassessment report for those with the right to internal figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.actions import Desk
from db.agreement import agreement
from db.comparing import funnel_of, trend_of
from db.figures import Breakdown, Figures, reassessment
from db.gross import gross
from db.reports.actions import actions_taken
from db.reports.disparity import fared, to_a_hundred
from db.reports.model import Block, Report, Section, Table
from db.reports.pictures import funnel_picture, levels_of, side_by_side, trend_picture
from db.reports.words import (
    LEVELS,
    Cells,
    days,
    not_over,
    proportion_cells,
    share_cells,
    shares,
)
from db.revisions import revisions
from db.tiers import tiers
from db.waits import waited
from hearings.gross import DPS, UNIT
from hearings.outcome_kinds import outcome_words
from hearings.rate_words import BESIDE, MEASURED, NOT_RIGHT, READ, chance_words, unread_words
from hearings.rates import MEASURES, WIDENED, Counts
from hearings.trends import days_of

YEARS_BACK = 3
"""How many years a trend looks back."""


def reassessment_report(desk: Desk, quarter: str) -> Report:
    """Put the quarterly report together.

    Args:
        desk: Who asks; each figure writes down that it was asked for.
        quarter: Which, as 2014-Q1.

    Raises:
        BadValue: The quarter is not written so.
        Refused: The account has no right to internal figures.
    """
    start, end = days_of(quarter)
    asked = Breakdown(start=start, end=end)
    found = reassessment(desk, asked)
    total = found.total
    sections = (
        Section("How often, and which way", tuple(_number(found))),
        Section("Beside the base", tuple(_beside(found))),
        Section(f"By {desk.rules.unit_word}, rank and tier", tuple(_compared(desk, asked))),
        Section("Quarter by quarter", tuple(_trend(desk, start, end))),
        Section("How groups fared", tuple(fared(desk, start, end))),
        Section("To a hundred of the workforce", tuple(to_a_hundred(desk, start, end))),
        Section("Why", tuple(_why(desk, asked, total))),
        Section("Blind second reading", tuple(_agreement(desk, asked))),
        Section("Actions, and what became of them", tuple(actions_taken(desk))),
        Section("What became of what was decided", tuple(_after(desk, asked))),
        Section("How long it took", tuple(_timing(desk, asked))),
        Section("Notes", tuple(_notes(desk, found))),
    )
    counted = (
        f"Matters that came to attention from {start.isoformat()} to {end.isoformat()}, counted"
        f" on {desk.moment().date().isoformat()}: {total.subjects:,} officers in {total.cases:,}"
        " cases."
    )
    return Report(
        f"Reassessment of initial assessments, {quarter}",
        (
            "For those with the right to internal figures. Not to be passed on.",
            counted,
            *not_over("This quarter", start, end, desk.today),
        ),
        sections,
        f"Reassessment, {quarter}, internal",
    )


def _number(found: Figures) -> Iterator[Block]:
    total = found.total
    wide = {way: total.spread_of(way) for way in WIDENED}
    yield shares(
        "In all",
        *(
            share_cells(f"{way}, of decided", getattr(total, way), total.decided, spread)
            for way, spread in wide.items()
        ),
        share_cells(
            "for an avoidable reason, of changed with one",
            total.avoidable,
            total.reasoned,
            total.spread,
        ),
        share_cells("reason not recorded, of changed", total.no_reason, total.changed),
    )
    yield levels_of(found)
    if any(round(spread, 2) > 1 for spread in wide.values()):
        said = ", ".join(f"{way} {spread:.2f} times" for way, spread in wide.items())
        yield (
            "Intervals are widened because officers of one case are often decided alike, each"
            f" share by how alike it is in its own cases; in all {said}."
        )
    if total.unfinished:
        yield "This quarter is unfinished: less than 95 % of it is decided."
    yield NOT_RIGHT


def _beside(found: Figures) -> Iterator[Block]:
    yield "Those stand in no rate, for there is no initial assessment and decision to compare."
    rows = [(words, f"{getattr(found.total, name):,}") for name, words in BESIDE]
    rows.append(("forms sent again after they were first passed", f"{found.total.resubmitted:,}"))
    yield Table("Beside the base", ("", "officers"), tuple(rows))


def _compared(desk: Desk, asked: Breakdown) -> Iterator[Block]:
    words = desk.rules.unit_word
    yield (
        f"Compared within one initial assessment, for a {words} that is sent graver matters has"
        " more that can be lowered."
    )
    yield _within(desk, asked)
    for name in ("changed", "gross_lowered"):
        found = funnel_of(desk, replace(asked, by=("unit",)), name)
        yield funnel_picture(found, f"{words}s")
        yield from chance_words(found.funnel, f"{words}s")
    for field in ("rank", "tier"):
        yield side_by_side(funnel_of(desk, replace(asked, by=(field,)), "gross_lowered"))
    judged = tiers(desk, asked).total
    yield shares(
        "What the superintending rank made of the inspecting rank's assessment",
        *(
            proportion_cells(f"{LEVELS[level]}, {way}", getattr(changed, way))
            for level, changed in judged.between.items()
            if level
            for way in ("lowered", "raised")
        ),
    )


def _within(desk: Desk, asked: Breakdown) -> Table:
    """Set out what was lowered and raised within each initial assessment, unit by unit."""
    known: dict[str, dict[str, Counts]] = {}
    for row in reassessment(desk, replace(asked, by=("unit", "local_level"))).rows:
        known.setdefault(row.key["unit"], {})[row.key["local_level"]] = row.counts
    measures = {name: one for name, one in MEASURES.items() if one.level}
    rows = []
    for unit, levels in known.items():
        parts = (one.of(levels.get(one.level, Counts())) for one in measures.values())
        rows.append((unit or "not known", *(f"{part:,} of {whole:,}" for part, whole in parts)))
    heads = (desk.rules.unit_word, *(MEASURED[name] for name in measures))
    return Table("Lowered and raised within each initial assessment", heads, tuple(rows))


def _trend(desk: Desk, start: date, end: date) -> Iterator[Block]:
    asked = Breakdown(start=start.replace(year=start.year - YEARS_BACK), end=end)
    for name in ("gross_lowered", "misconduct_lowered"):
        yield trend_picture(trend_of(desk, asked, name))


def _why(desk: Desk, asked: Breakdown, total: Counts) -> Iterator[Block]:
    rows = []
    for row in reassessment(desk, replace(asked, by=("reason",))).rows:
        code, counts = row.key["reason"], row.counts
        if counts.changed:
            known = desk.rules.reasons.get(code)
            words = code or "not recorded" if known is None else known.words
            avoidable = "" if known is None else "yes" if known.avoidable else "no"
            cells = share_cells(words, counts.changed, total.changed)
            rows.append((*cells[:4], avoidable))
    if not rows:
        yield "Nothing was changed."
        return
    heads = ("reason", "changed", "of", "share", "called avoidable")
    yield Table("Why DPS changed the initial assessment", heads, tuple(rows))


def _agreement(desk: Desk, asked: Breakdown) -> Iterator[Block]:
    with desk.database.read() as connection:
        found = agreement(connection, asked)
    if unread := unread_words(found.unread):
        yield unread
    if not found:
        yield "None recorded for this quarter."
        return
    yield (
        "A second reader who saw neither level, name nor ethnicity gave the level that stood this"
        " often. The kinds are never pooled: a sample takes as many of each as it can."
    )
    yield shares(
        "Readings that gave the level that stood",
        *(share_cells(READ[kind], one.agreed, one.read) for kind, one in found.items()),
    )


def _after(desk: Desk, asked: Breakdown) -> Iterator[Block]:
    found = revisions(desk, asked).total
    yield shares(
        "What was made of DPS's own decisions",
        proportion_cells("changed by a revision, of decided", found.revised),
        proportion_cells("lowered, of revised", found.moved_down),
        proportion_cells("raised, of revised", found.moved_up),
    )
    became = gross(desk, asked).total.became
    for who, words in ((UNIT, f"the {desk.rules.unit_word}"), (DPS, desk.rules.dps)):
        one = became[who]
        rows: list[Cells] = [
            proportion_cells("investigated", one.investigated),
            proportion_cells("referred to proceedings", one.referred),
        ]
        rows += [proportion_cells(outcome_words(key), share) for key, share in one.outcomes.items()]
        yield shares(f"What was called gross misconduct by {words}: {one.subjects:,}", *rows)


def _timing(desk: Desk, asked: Breakdown) -> Iterator[Block]:
    found = waited(desk, asked).total
    yield (
        f"Days from the local assessment to the decision of {desk.rules.dps}. Those that still"
        " wait count as long as they have waited, for leaving them out would make it look quick."
    )
    lengths = (
        ("in all", found.total),
        (f"of them with the {desk.rules.unit_word}", found.unit),
        (f"of them with {desk.rules.dps}", found.dps),
        ("how long those have waited that still wait", found.age),
    )
    rows = tuple((words, days(one.median), days(one.ninetieth)) for words, one in lengths)
    yield Table("Days", ("", "half within", "nine in ten within"), rows)
    yield Table(
        "Officers",
        ("", "officers"),
        (
            ("with a local assessment", f"{found.subjects:,}"),
            ("decided", f"{found.decided:,}"),
            ("waiting", f"{found.waiting:,}"),
            ("ended without a decision", f"{found.ended:,}"),
        ),
    )


def _notes(desk: Desk, found: Figures) -> Iterator[Block]:
    yield "A count is of officers in a case; a covert matter enters when it becomes overt."
    yield "A rate is never averaged: every total is counted anew."
    yield from found.notes
    if desk.demonstration:
        yield "Everyone in this report is invented."
