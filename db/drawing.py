"""Draw a dip sample: from what its period holds, kept with its seed; nobody picks what is read."""

from __future__ import annotations

import json
from datetime import date

from db.engine import Connection
from db.review import Sample, sample_of, samples
from db.session import Session
from hearings.access import may_draw_samples
from hearings.errors import Refused, UsageError
from hearings.realms import ARCHIVE
from hearings.samples import (
    CHANGED,
    KEPT,
    LARGEST,
    ONE_IN,
    UNCHANGED,
    Candidate,
    lasts_a_month,
    most_from,
)
from hearings.samples import draw as drawn_from
from hearings.values import clean


def draw(
    session: Session, seed: str, size: int, start: date, end: date, reason: str = ""
) -> Sample:
    """Draw a dip sample and keep it with its seed.

    What it is drawn from: the force's own decisions of the period, changed and unchanged, and the
    matters that a unit kept in it. Restricted and covert matters are never drawn, whoever draws,
    so that a seed gives everybody the same sample and a sample shows nobody that one is there.
    The period lasts a month and a sample takes at most one in three: a draw from a day, or of all
    there is, would be a choice of matters.

    Args:
        session: Who draws.
        seed: The seed; the same one draws the same from the same matters.
        size: How many.
        start: The first day of the period.
        end: The last day of it, included.
        reason: Why, where whoever draws has a sample of these days that is not read through.

    Raises:
        NotAllowed: The account has no right to draw.
        UsageError: The size or the period cannot be.
        Refused: The period holds too little to draw from, or an earlier sample is not read.
    """
    seed, reason = clean("seed", seed), clean("reason", reason)
    _check(seed, size, start, end)
    asked: dict[str, object] = {"size": size, "from": start.isoformat(), "to": end.isoformat()}
    with session.refusing("sample.draw"):
        may_draw_samples(session.actor)
        with session.database.write() as connection:
            # Two draws at once would each find the other's days free.
            connection.lock("dip samples")
            if not reason:
                _read_through(session, connection, start, end)
            found = candidates(connection, start, end)
            _enough(found, size, start, end)
            asked |= {"among": len(found), "reason": reason}
            return _kept(session, connection, seed, asked, found)


def _check(seed: str, size: int, start: date, end: date) -> None:
    """Refuse what no period could make right."""
    if not seed:
        raise UsageError("A seed may not be empty: with it the draw can be made again.")
    if not 1 <= size <= LARGEST:
        raise UsageError(f"A sample cannot hold {size}; it holds from 1 to {LARGEST}.")
    if end < start:
        raise UsageError("The period ends before it begins.")
    if not lasts_a_month(start, end):
        raise UsageError(
            "A sample is drawn from a month of the calendar at least, beginning on any day: of a"
            " few days somebody knows which matters they hold."
        )


def _read_through(session: Session, connection: Connection, start: date, end: date) -> None:
    """Refuse to draw again from days of which one's own sample is not read."""
    for one in samples(connection, drawn_by=session.actor.account):
        meets = one.start <= end.isoformat() and start.isoformat() <= one.end
        if one.left and meets:
            raise Refused(
                f"Of the {one.drawn:,} items of dip sample {one.id}, which you drew from"
                f" {one.start} to {one.end}, {one.left:,} are not read yet. Have them read, or give"
                " a reason for another sample of these days; it is listed with the sample."
            )


def _enough(found: dict[Candidate, int], size: int, start: date, end: date) -> None:
    """Refuse a sample that would take too much of what there is."""
    most = most_from(len(found))
    if size > most:
        smaller = f"{most:,} at most, or a longer period" if most else "a longer period"
        raise Refused(
            f"From {start.isoformat()} to {end.isoformat()} {len(found):,} matters were decided or"
            f" kept locally that a sample may be drawn from, and it takes at most one in {ONE_IN}:"
            f" ask for {smaller}."
        )


def _kept(
    session: Session,
    connection: Connection,
    seed: str,
    asked: dict[str, object],
    found: dict[Candidate, int],
) -> Sample:
    """Draw, and keep what was drawn, by whom and out of how many."""
    drawn = drawn_from(found, seed, int(str(asked["size"])))
    row = {
        "seed": seed,
        "at": session.moment().isoformat(),
        "account": session.actor.account,
        "asked": json.dumps(asked, ensure_ascii=False),
    }
    number = connection.insert_id("samples", row)
    for place, one in enumerate(drawn, start=1):
        connection.insert("sampled", {
            "sample_id": number, "place": place, "subject_id": found[one], "kind": one.kind,
            "stratum": json.dumps(one.stratum, ensure_ascii=False),
        })  # fmt: skip
    told = {"sample": number, "seed": seed, **asked, "drawn": len(drawn)}
    session.trail(connection, "sample.draw", detail=json.dumps(told, ensure_ascii=False))
    return sample_of(number, seed, row["at"], row["account"], row["asked"], len(drawn), 0, 0)


def candidates(connection: Connection, start: date, end: date) -> dict[Candidate, int]:
    """Name what a sample of a period is drawn from, each with its subject's id.

    Args:
        connection: The transaction.
        start: The first day.
        end: The last day, included.
    """
    rows = connection.rows(
        "SELECT s.id, s.reference, s.pair_state, s.direction, s.unit, s.ethnicity FROM subjects s"
        " JOIN cases c ON c.id = s.case_id WHERE c.sensitivity = 'open' AND c.regime <> :none AND ("
        " (s.pair_state = 'decided' AND s.decided >= :start AND s.decided <= :finish) OR"
        " (s.pair_state = 'kept_locally' AND EXISTS (SELECT 1 FROM steps k"
        " WHERE k.subject_id = s.id AND k.step = 'handled_locally' AND k.value = 'kept'"
        " AND k.day >= :start AND k.day <= :finish)))",
        none=ARCHIVE,
        start=start.isoformat(),
        finish=end.isoformat(),
    )
    return {
        Candidate(ref, _kind(state, way), unit, ethnicity): int(number)
        for number, ref, state, way, unit, ethnicity in rows
    }


def _kind(state: str, direction: str) -> str:
    if state == "kept_locally":
        return KEPT
    return UNCHANGED if direction == "same" else CHANGED
