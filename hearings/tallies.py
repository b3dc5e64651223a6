"""Count the subjects of a case for the reassessment figures, by each single field."""

from __future__ import annotations

from collections.abc import Iterable

from hearings.cases import Case, Subject
from hearings.people import rank_band, service_band
from hearings.rates import NOTHING, Counts, Tally
from hearings.rules import Rules
from hearings.severity import Direction, Kind


def count(subject: Subject, rules: Rules) -> Counts:
    """Count one subject; `cases` is left to whoever knows the whole case.

    Args:
        subject: The subject.
        rules: The force's reasons, which say what is avoidable.
    """
    pair = subject.pair
    reason = "" if pair.decision is None else pair.decision.reason
    tally = {pair.state.value: 1, "resubmitted": int(subject.resubmitted)}
    if pair.changed and pair.direction is not None:
        tally |= {"changed": 1, pair.direction.value: 1}
        tally |= {"avoidable": int(rules.avoidable(reason)), "no_reason": int(not reason)}
    return Counts(**tally)


def keys(case: Case, subject: Subject) -> dict[str, str]:
    """Give the value of every single-valued field for a subject; empty where it is not known."""
    pair, facts = subject.pair, subject.facts
    initial, decision = pair.initial, pair.decision
    maker = None if initial is None else initial.maker
    ethnicity = (
        f"{facts.ethnicity_set}:{facts.ethnicity}" if facts.ethnicity_set else facts.ethnicity
    )
    return {
        "unit": facts.unit,
        "rank": facts.rank,
        "rank_band": rank_band(facts.rank),
        "person_type": facts.person_type,
        "assessor": "" if maker is None else maker.number,
        "assessor_rank": "" if maker is None else maker.rank,
        "assessor_unit": "" if maker is None else maker.unit,
        "tier": _tier(subject),
        "decider": "" if decision is None else decision.maker.number,
        "reason": decision.reason if decision is not None and pair.changed else "",
        "track": case.track,
        "source": case.source,
        "ethnicity": ethnicity if facts.ethnicity else "",
        "sex": facts.sex,
        "service_band": service_band(facts.service),
        "local_level": "" if initial is None else initial.level.value,
        "month": "" if case.attention_date is None else case.attention_date.isoformat()[:7],
    }


def _tier(subject: Subject) -> str:
    initial = subject.pair.initial
    if initial is None or subject.imported:
        return ""
    return "superintending" if initial.kind is Kind.FORMAL else "inspecting"


def overlapping(subject: Subject) -> dict[str, frozenset[str]]:
    """Give the values of the fields of which a subject may have several."""
    return {
        "standard": frozenset(a.standard for a in subject.allegations),
        "category": frozenset(a.category for a in subject.allegations),
    }


def counted(case: Case) -> bool:
    """Say whether a case enters the figures: a covert matter does when it becomes overt."""
    return case.sensitivity != "covert"


def tally(case: Case, subjects: Iterable[Subject], rules: Rules) -> dict[tuple[str, str], Counts]:
    """Count one case by each single field, and in all under the empty field.

    A case stands once under each value that any of its subjects has, so that the difference of
    two tallies of a case is what a write does to the kept counts.
    """
    if not counted(case):
        return {}
    found: dict[tuple[str, str], Counts] = {}
    once = Counts(cases=1)
    for subject in subjects:
        one = count(subject, rules)
        first = one + once
        places = [("", ""), *keys(case, subject).items()]
        places += [(field, v) for field, many in overlapping(subject).items() for v in many]
        for place in places:
            found[place] = found[place] + one if place in found else first
    # Nearly every place of a case holds the same counts: each is worked out once.
    each = {id(counts): counts for counts in found.values()}
    whole = {key: counts + clustered(counts) for key, counts in each.items()}
    return {place: whole[id(counts)] for place, counts in found.items()}


def clustered(counts: Counts) -> Counts:
    """Give what one case adds to the sums that the spread is worked out from.

    Args:
        counts: What was counted of that case alone.
    """
    changed, lowered, raised = counts.changed, counts.lowered, counts.raised
    decided = counts.decided
    return Counts(
        changed_squared=changed * changed,
        changed_decided=changed * decided,
        lowered_squared=lowered * lowered,
        lowered_decided=lowered * decided,
        raised_squared=raised * raised,
        raised_decided=raised * decided,
        decided_squared=decided * decided,
    )


def difference(before: Tally, after: Tally) -> dict[tuple[str, str], Counts]:
    """Give what changes from one tally to another, without what stays."""
    if before == after:
        return {}
    changes = {}
    for place in before.keys() | after.keys():
        was, now = before.get(place, NOTHING), after.get(place, NOTHING)
        if was != now:
            changes[place] = now - was
    return changes


def direction_of(subject: Subject) -> str:
    """Say raised, lowered or same; empty outside the base."""
    direction: Direction | None = subject.pair.direction
    return "" if direction is None else direction.value
