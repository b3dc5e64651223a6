"""Who may not sit because of what they are, or did, in the case; and what may be heard jointly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from hearings.cases import CaseFile, Subject
from hearings.errors import UsageError
from hearings.listing.faults import Fault
from hearings.listing.panels import capacities, provision
from hearings.packaged import facts
from hearings.provisions import CONFIDENCES, UNVERIFIED
from hearings.severity import Kind
from hearings.sittings import Seat

_NOBODY: Mapping[str, tuple[str, ...]] = MappingProxyType({})

_BY_KIND = {
    Kind.INITIAL: "local_assessor",
    Kind.FORMAL: "local_assessor",
    Kind.DPS: "decided_severity",
    Kind.REVISION: "decided_severity",
    Kind.EXTERNAL: "decided_severity",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """What somebody may be in a case that keeps them off its panel."""

    key: str
    """Its name, such as `investigator`."""
    words: str
    """What they are or did: `investigated it`."""
    passes: frozenset[str]
    """The capacities that are warned and not refused."""
    source: str
    """Where it comes from."""
    confidence: str
    """How sure that is."""

    @property
    def firm(self) -> bool:
        """Say whether it refuses; an unverified one warns."""
        return self.confidence != UNVERIFIED


@cache
def bars() -> dict[str, Bar]:
    """Read the bars, by key.

    Raises:
        UsageError: A row is not well formed.
    """
    found = {}
    for key, row in facts("panels.toml")["bar"].items():
        strange = sorted(set(row) - {"words", "passes", "source", "confidence"})
        passes = frozenset(row.get("passes", ()))
        if strange or not row.get("source") or row.get("confidence") not in CONFIDENCES:
            raise UsageError(f"panels.toml: the bar {key} is not well formed.")
        if passes - {*capacities()}:
            raise UsageError(f"panels.toml: the bar {key} passes an unknown capacity.")
        found[key] = Bar(key, row["words"], passes, row["source"], row["confidence"])
    return found


def involved_in(
    file: CaseFile, others: Mapping[str, tuple[str, ...]] = _NOBODY
) -> dict[str, tuple[str, ...]]:
    """Say what each person is in a case, as far as it bears on who may sit.

    Args:
        file: The case. The numbers of an archive from elsewhere are other people's.
        others: What the history adds, as keys of `bars` by number: who decided that there is a case
            to answer, certified, or was second reader.

    Returns:
        Keys of `bars` by number, each once, in the order they were found.
    """
    found: dict[str, dict[str, None]] = {}
    pairs = [*_parties(file), *_subjects(file)]
    pairs += [(number, key) for number, keys in others.items() for key in keys]
    for number, key in pairs:
        if number:
            found.setdefault(number, {})[key] = None
    return {number: tuple(keys) for number, keys in found.items()}


def barred(seats: Sequence[Seat], involved: Mapping[str, tuple[str, ...]]) -> tuple[Fault, ...]:
    """Say who on the panel, or advising it, may not be there for what they are in the case.

    Counsel, the clerk, witnesses and whoever else attends are not barred.

    Args:
        seats: Everybody who sits and attends.
        involved: What people are in the case, from `involved_in`; of all cases that are heard
            jointly.

    Returns:
        One fault for each bar. An unverified bar warns, and so does one for a chief officer who
        also decided as the authority.

    Raises:
        UsageError: `involved` holds something that no bar is named after.

    Source:
        The `[bar]` tables of `panels.toml`.
    """
    found = []
    for seat in seats:
        known = capacities().get(seat.capacity)
        if known is None or not known.sits:
            continue
        for key in involved.get(seat.person, ()):
            if key not in bars():
                raise UsageError(f"There is no bar {key!r}; there are {', '.join(bars())}.")
            bar = bars()[key]
            firm = bar.firm and seat.capacity not in bar.passes
            verb = "cannot be" if firm else "would be"
            found.append(
                Fault(
                    f"{seat.name or seat.person} {bar.words} and {verb} {known.words}"
                    f" ({provision(bar.source, bar.confidence)}).",
                    firm,
                )
            )
    return tuple(found)


def joint_fault(first: CaseFile, second: CaseFile) -> str:
    """Say why officers of two cases cannot be heard together; empty where they can.

    They can where it is one case, or where either case is linked to the other as the same matter
    or incident.
    """
    one, other = first.case, second.case
    same = one.reference == other.reference
    if same or other.reference in one.linked or one.reference in other.linked:
        return ""
    return (
        f"{one.reference} and {other.reference} are not linked; officers are heard jointly only"
        " where it is the same matter or incident. Link the cases first."
    )


def _parties(file: CaseFile) -> Iterator[tuple[str, str]]:
    for party in file.case.parties:
        if party.role in bars():
            yield party.number, party.role


def _subjects(file: CaseFile) -> Iterator[tuple[str, str]]:
    for subject in file.subjects:
        if not file.case.realm:
            yield subject.facts.number, "subject"
        yield from _assessors(subject, elsewhere=bool(file.case.realm))
        yield subject.investigator, "investigator"


def _assessors(subject: Subject, *, elsewhere: bool) -> Iterator[tuple[str, str]]:
    for made in subject.assessments:
        # An archive's own assessments carry no day; those made here since do.
        if not (elsewhere and made.made_on is None):
            yield made.maker.number, _BY_KIND[made.kind]
