"""What a case puts into the tables that follow from its events: a pure function of the case.

Every write saves these rows and `db check` makes them again, so the two cannot drift apart.
"""

from __future__ import annotations

from hearings.access import called
from hearings.cases import Case, CaseFile, Subject, reference
from hearings.deadlines import clocks, next_due
from hearings.endings import Challenged, Ending, challenged, ending
from hearings.people import INVOLVED, short_rank
from hearings.precedents.features import features_of
from hearings.rules import Rules
from hearings.severity import Assessment, Direction
from hearings.sittings import Hearing
from hearings.standards import standard_words
from hearings.tallies import counted, direction_of, keys
from hearings.warned import ends

Row = dict[str, object]


def case_row(case: Case) -> Row:
    """Give the row of `cases`."""
    return {
        "reference": case.reference,
        "attention_date": _day(case.attention_date),
        "regime": case.regime,
        "unit": case.unit,
        "sensitivity": case.sensitivity,
        "archive": case.archive,
        "version": case.version,
    }


def subject_row(case: Case, subject: Subject, rules: Rules) -> Row:
    """Give the row of `subjects`, without its ids.

    Args:
        case: The case.
        subject: The subject.
        rules: The force's reasons, which say what is avoidable.
    """
    pair, figures = subject.pair, keys(case, subject)
    figures.pop("month")
    initial, decision = pair.initial, pair.decision
    row: Row = {
        "number": subject.number,
        "reference": reference(case.reference, subject.number),
        "version": subject.version,
        "stage": subject.stage.value,
        "level": "" if subject.level is None else subject.level.value,
        "priority": case.priority,
        "handler": subject.handled_by or case.handler,
        "second_reading": subject.second_reading,
        "due": _day(next_due(case, subject, rules)),
        "received": _day(case.attention_date),
        "assessed": "" if initial is None else _day(initial.made_on),
        "decided": "" if decision is None else _day(decision.made_on),
        "pair_state": pair.state.value if counted(case) else "",
        "direction": direction_of(subject),
        "avoidable": int(
            direction_of(subject) in {Direction.RAISED, Direction.LOWERED}
            and decision is not None
            and rules.avoidable(decision.reason)
        ),
        "resubmitted": int(subject.resubmitted),
        **figures,
    }
    row["search"] = search_text(case, subject)
    return row


def search_text(case: Case, subject: Subject) -> str:
    """Give what the filter looks through beside the name, in lower case."""
    parts = [
        reference(case.reference, subject.number),
        subject.facts.rank,
        short_rank(subject.facts.rank),
        subject.facts.unit,
        subject.stage.value.replace("_", " "),
        "" if subject.level is None else subject.level.words,
        *(standard_words(a.standard) for a in subject.allegations if a.standard),
    ]
    return " ".join(part for part in parts if part).casefold()


def allegation_rows(subject: Subject) -> list[Row]:
    """Give the rows of `allegations`, without the subject's id."""
    return [
        {"number": a.number, "standard": a.standard, "category": a.category}
        for a in subject.allegations
    ]


def involved_rows(file: CaseFile) -> list[Row]:
    """Give the rows of `involved`, without the case's id: whoever is in it by a known number."""
    known = {
        (party.number, party.role)
        for party in file.case.parties
        if party.number and party.role in INVOLVED | {"investigator"}
    }
    for subject in file.subjects:
        known |= {(number, "witness") for number in called(subject) if number}
    return [{"number": number, "role": role} for number, role in sorted(known)]


def limit_rows(case: Case, subject: Subject, rules: Rules) -> list[Row]:
    """Give the rows of `limits`, without the subject's id: every limit whose clock has started."""
    return [
        {
            "place": place,
            "key": row.key,
            "period": row.period,
            "clock_date": _day(row.clock_date),
            "count": "" if row.count is None else str(row.count),
            "phrase": row.phrase,
            "due": _day(row.due),
            "last_day": _day(row.last_day),
            "met_on": _day(row.met_on),
            "paused": int(row.paused),
            "firm": int(row.firm),
            "open": int(row.live),
            "code": row.code,
            "agreed_by": row.agreed_by,
            "reason": row.reason,
        }
        for place, row in enumerate(clocks(case, subject, rules))
        if row.statutory
    ]


def sitting_rows(subject: Subject) -> list[Row]:
    """Give the rows of `sittings`, without the subject's id, called-off hearings included."""
    return [
        {
            "hearing": hearing.reference,
            "place": place,
            "day": _day(sitting.day),
            "starts": sitting.starts,
            "ends": sitting.ends,
            "room": hearing.room,
            "kind": hearing.kind,
            "state": hearing.state,
            "sequence": hearing.sequence,
        }
        for hearing in hearings_of(subject)
        for place, sitting in enumerate(hearing.sittings)
    ]


def seat_rows(subject: Subject) -> list[Row]:
    """Give the rows of `seats`, without the subject's id."""
    return [
        {
            "hearing": hearing.reference,
            "place": place,
            "capacity": seat.capacity,
            "person": seat.person,
            "name": seat.name,
            "rank": seat.rank,
        }
        for hearing in hearings_of(subject)
        for place, seat in enumerate(hearing.seats)
    ]


def hearings_of(subject: Subject) -> tuple[Hearing, ...]:
    """Give every hearing a subject was ever listed for, oldest first."""
    return subject.past_hearings if subject.hearing is None else (
        *subject.past_hearings, subject.hearing,
    )  # fmt: skip


def reading_rows(subject: Subject) -> list[Row]:
    """Give the rows of `readings`, without the subject's id."""
    return [
        {
            "place": place,
            "sample": one.sample,
            "reader": one.reader,
            "level": one.level,
            "decision": one.decision,
            "answer": one.answer,
            "day": _day(one.on),
        }
        for place, one in enumerate(subject.readings)
    ]


def assessment_row(made: Assessment) -> Row:
    """Give the row of `assessments`, without its ids."""
    return {
        "kind": made.kind.value,
        "level": made.level.value,
        "made_on": _day(made.made_on),
        "maker": made.maker.number,
        "maker_rank": made.maker.rank,
        "maker_unit": made.maker.unit,
        "authority": made.authority,
        "keyed_by": made.keyed_by,
        "reason": made.reason,
    }


def conclusion_row(case: Case, subject: Subject) -> Row | None:
    """Give the row of `conclusions`, without the subject's id and the bits of its features.

    Args:
        case: The case.
        subject: The subject.

    Returns:
        The row; None where the subject's proceedings have not ended, or there were none. Whoever
        writes it fills `features` by `db.features.feature_bits` from `conclusion_features`.
    """
    found = ending(case, subject)
    if found is None:
        return None
    coded, compared, warning = subject.circumstances, found.comparison, found.warning
    return {
        **_ended(found),
        "culpability": "" if coded is None else coded.culpability,
        "harm_level": "" if coded is None else coded.harm_level,
        "edition": "" if coded is None else coded.edition,
        "features": "",
        "warns_from": "" if warning is None else _day(warning.notified_on),
        "warns_to": "" if warning is None else _day(ends(warning)),
        "compared_on": "" if compared is None else _day(compared.on),
        "comparators": 0 if compared is None else compared.n,
        "lighter": 0 if compared is None else compared.lighter,
        "same": 0 if compared is None else compared.same,
        "heavier": 0 if compared is None else compared.heavier,
    }


def _ended(found: Ending) -> Row:
    return {
        "ended": found.ended,
        "forum": found.forum,
        "regime": found.regime,
        "finding": found.finding,
        "outcome": found.outcome,
        "standing": found.standing,
        "overturned": found.overturned,
        "disposal": found.disposal,
        "decided_on": _day(found.decided_on),
        "chair": found.chair,
    }


def conclusion_features(case: Case, subject: Subject) -> frozenset[str]:
    """Name the features by which an outcome is compared; none of a subject without one."""
    found = ending(case, subject)
    if found is None or not found.outcome:
        return frozenset()
    return features_of(subject)


def breach_rows(case: Case, subject: Subject) -> list[Row]:
    """Give the rows of `breaches`, without the subject's id."""
    found = ending(case, subject)
    return [] if found is None else [{"standard": key} for key in found.standards]


def appeal_rows(subject: Subject) -> list[Row]:
    """Give the rows of `appeals`, without the subject's id."""
    return [
        {
            "place": place,
            "route": one.route,
            "brought_on": _day(one.on),
            "result": one.result,
            "determined_on": _day(one.determined_on),
            **_challenged(challenged(subject, one)),
        }
        for place, one in enumerate(subject.appeals)
    ]


def _challenged(found: Challenged) -> Row:
    return {
        "forum": found.forum,
        "regime": found.regime,
        "finding": found.finding,
        "decided_on": _day(found.decided_on),
        "chair": found.chair,
    }


def _day(day: object) -> str:
    return "" if day is None else str(day)
