"""Refuse what no facts could make lawful, in the rows of an archive that the Regulations govern.

A row says little: not which warnings were in force, whether exceptional circumstances were
recorded, or whether the officer had left. What it does not say is taken as it has to be for the
outcome to stand; a row is left out only where nothing it could have been does that. A rule that
waits for a lawyer's sign-off leaves no row out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from itertools import chain, combinations, product
from typing import NamedTuple

from hearings.conclusions import FINDINGS
from hearings.errors import UsageError
from hearings.outcomes import Facts, Ruling, finding_ruling, outcome_words, ruling
from hearings.outcomes.rows import outcome_rules
from hearings.people import person_types
from hearings.regimes import overlays
from hearings.regimes.overlays import ALLEGATION
from hearings.rules import Rules
from hearings.warned import FINAL, WRITTEN

_FORUMS = ("hearing", "meeting", "accelerated")
_BECOME_FORMER = frozenset({"officer", "special"})
_UNSAID = ("exceptional", "several_incidents", "authority_views", "reduced_before",
           "extended_before", "indictable_only")  # fmt: skip
"""The facts of which no row of an archive speaks."""


class Said(NamedTuple):
    """What a row says of how proceedings ended."""

    regime: str
    """The regime's id."""
    overlays: tuple[frozenset[str], ...]
    """The sets of changes that may have applied."""
    forum: str
    """Meeting, hearing or accelerated; empty where it is not said."""
    finding: str
    """What was found; empty where it is not said."""
    person_type: str
    """The person type; empty where it is not said."""
    outcome: str
    """The outcome; empty where there is none."""


class Lawful(dict[Said, tuple[str, str]]):
    """The field at fault and why, by what a row says; both empty where it may be lawful."""

    def __init__(self, rules: Rules) -> None:
        """Judge under a force's rules, with what was signed off."""
        super().__init__()
        self._rules = rules

    def __missing__(self, said: Said) -> tuple[str, str]:
        """Judge what is new."""
        self[said] = self._judged(said)
        return self[said]

    def _judged(self, said: Said) -> tuple[str, str]:
        refusals: list[tuple[str, Ruling]] = []
        for facts in _might_be(said):
            refused = self._refused(facts, said.outcome)
            if refused is None:
                return "", ""
            refusals.append(refused)
        field, found = refusals[0]
        if said.forum and said.finding:
            reason = f"{found.why} ({found.provision})."
        else:
            words = outcome_words(said.outcome) if said.outcome else FINDINGS[said.finding]
            reason = f"{words} is open to nobody of whom the row could speak ({found.provision})."
        return field, reason[0].upper() + reason[1:]

    def _refused(self, facts: Facts, outcome: str) -> tuple[str, Ruling] | None:
        """Give the rule against a finding or its outcome; None where there is none that is sure."""
        found = finding_ruling(
            facts.regime,
            facts.overlays,
            facts.forum,
            facts.person_type,
            facts.indictable_only,
            facts.finding,
            self._rules,
        )
        if not found.allowed and not found.unverified:
            return "finding", found
        if not outcome:
            return None
        try:
            made = ruling(facts, outcome, self._rules)
        except UsageError:
            # No rule speaks of such a forum, finding and person, so none is against it.
            return None
        return None if made.allowed or made.unverified else ("outcome", made)


@lru_cache(maxsize=4096)
def overlays_possible(regime: str, attention: str, closed: str) -> tuple[frozenset[str], ...]:
    """Give the sets of changes inside a regime that may have applied to a matter.

    Args:
        regime: The regime's id.
        attention: The day the matter came to attention.
        closed: The day it was closed; empty where that is not known.
    """
    sure: set[str] = set()
    unsure = []
    for overlay in overlays().values():
        if overlay.id not in _spoken_of() or overlay.regime != regime:
            continue
        if closed and closed < overlay.starts.isoformat():
            continue
        if overlay.trigger != (ALLEGATION,):
            unsure.append(overlay.id)
        elif overlay.holds(date.fromisoformat(attention)):
            sure.add(overlay.id)
    some = chain.from_iterable(combinations(unsure, n) for n in range(len(unsure) + 1))
    return tuple(frozenset(sure.union(chosen)) for chosen in some)


@cache
def _spoken_of() -> frozenset[str]:
    """Name the changes on which an outcome's lawfulness turns."""
    return frozenset(id_ for row in outcome_rules().rules for id_ in (row.overlay, row.not_overlay))


def _might_be(said: Said) -> Iterator[Facts]:
    """Give all that a row could speak of, the plainest first."""
    forums = (said.forum,) if said.forum else _FORUMS
    findings = (said.finding,) if said.finding else tuple(reversed(FINDINGS))
    persons = (said.person_type,) if said.person_type else tuple(person_types())
    if said.person_type in _BECOME_FORMER:
        persons = (said.person_type, "former")
    lives = (frozenset[str](), frozenset({WRITTEN}), frozenset({FINAL}))
    unsaid = list(product((False, True), repeat=len(_UNSAID)))
    for applied, forum, finding, person in product(said.overlays, forums, findings, persons):
        for live, truths in product(lives, unsaid):
            yield Facts(
                regime=said.regime,
                overlays=applied,
                forum=forum,
                finding=finding,
                person_type=person,
                live=live,
                **dict(zip(_UNSAID, truths, strict=True)),
            )
