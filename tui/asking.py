"""What the matrix is asked: circumstances, and which outcomes are looked at. Knows no Textual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from db.precedents import UNKNOWN, Scope
from hearings.circumstances import FORUMS
from hearings.errors import BadValue
from hearings.factors import GROUPS, Factors
from hearings.packaged import facts
from hearings.people import person_types
from hearings.precedents.features import GROUP_WORDS, feature_words, features_of
from hearings.realms import ARCHIVE, LOCAL, governed_by
from hearings.regimes import regime_on, regimes
from hearings.standards import standards
from tui.outcome_words import factor_words
from tui.spec import Options
from tui.telling.precedents import regime_words
from tui.words import first_upper

if TYPE_CHECKING:
    from hearings.cases import Case, Subject

SEVERAL: Final = frozenset({"standard", "category", "harm", "aggravating", "mitigating", "special"})
"""The kinds of circumstance of which a matter may have several."""

ASKED: Final = ("standard", "culpability", "harm_level", "harm", "aggravating", "mitigating",
                "special", "finding", "forum", "rank_band", "person_type", "warnings",
                "admission")  # fmt: skip
"""The kinds of circumstance that can be chosen, in the order they are shown."""

CARRIED: Final = ("category", "service_band")
"""The kinds that only a case brings, because no list holds what they can be."""

FILTERS: Final = {
    "regime": "Regulations",
    "year": "Decided in",
    "rank_band": "Rank band",
    "archive": "Archive",
}
"""What the outcomes looked at can be narrowed by, and its words."""

_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "finding": ("gross_misconduct", "misconduct"),
    "forum": FORUMS,
    "warnings": ("none", "written", "final"),
    "admission": ("full", "part", "none"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The circumstances, by kind."""
    scope: Scope = field(default_factory=Scope)
    """Which outcomes are looked at."""
    ref: str = ""
    """The subject whose circumstances these are, as they stand; empty once one was changed."""

    @property
    def features(self) -> frozenset[str]:
        """Give the circumstances as they are compared."""
        return frozenset(f"{group}={key}" for group, keys in self.chosen.items() for key in keys)

    def choose(self, group: str, keys: tuple[str, ...]) -> Question:
        """Ask about other circumstances of one kind.

        Args:
            group: The kind.
            keys: What is chosen; empty for none.
        """
        chosen = {**self.chosen, group: keys}
        return replace(self, chosen={k: v for k, v in chosen.items() if v}, ref="")

    def narrow(self, name: str, value: str) -> Question:
        """Look at other outcomes.

        Args:
            name: One of `FILTERS`.
            value: What they have to be; empty for any.
        """
        scope = replace(self.scope, **{name: value})
        if name == "archive":
            scope = replace(scope, regime=ARCHIVE if value else "")
        return replace(self, scope=scope, ref=self.ref if name == "regime" else "")


def opening(today: date) -> Question:
    """Ask about nothing yet, under the Regulations of today.

    Args:
        today: The day.
    """
    try:
        return Question(scope=Scope(regime=regime_on(today).id))
    except BadValue:
        return Question()


def about(ref: str, case: Case, subject: Subject) -> Question:
    """Ask about the circumstances of one subject, as they stand.

    Args:
        ref: The subject, written `CASE/N`.
        case: The case.
        subject: The subject.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    for feature in sorted(features_of(subject)):
        group, _, key = feature.partition("=")
        chosen[group] = (*chosen.get(group, ()), key)
    made = subject.outcome
    own = governed_by(case.regime, subject.facts.person_type)
    regime = own if made is None else made.regime
    archive = case.realm if regime == ARCHIVE else ""
    return Question(chosen, Scope(regime=regime, archive=archive), ref)


def options(group: str, factors: Factors, chosen: tuple[str, ...] = ()) -> Options:
    """Give what can be chosen of one kind; what a case brought and no list holds comes last.

    Args:
        group: The kind.
        factors: The force's lists.
        chosen: What is chosen now.
    """
    if group in GROUPS:
        known = {one.key: factor_words(one) for one in factors.groups[group]}
    elif group == "standard":
        known = dict(standards())
    elif group == "person_type":
        known = dict(person_types())
    elif group == "rank_band":
        known = {key: _plain(key) for key in facts("people.toml")["bands"]}
    else:
        known = {key: value_words(group, key, factors) for key in _LISTS.get(group, ())}
    known |= {key: value_words(group, key, factors) for key in chosen if key not in known}
    return tuple((key, first_upper(words)) for key, words in known.items())


def narrowings(name: str, today: date, archives: tuple[str, ...] = ()) -> Options:
    """Give what the outcomes looked at can be narrowed to.

    Args:
        name: One of `FILTERS`.
        today: The day; no outcome is younger.
        archives: The archives that brought outcomes in.
    """
    if name == "regime":
        known = (one for one in (*regimes(), LOCAL) if one != ARCHIVE)
        return tuple((one, narrowed(name, one)) for one in known)
    if name == "archive":
        return tuple((one, one) for one in archives)
    unknown = ((UNKNOWN, "Not known"),)
    if name == "year":
        first = min(one.starts.year for one in regimes().values() if one.starts is not None)
        return (*((str(y), str(y)) for y in range(today.year, first - 1, -1)), *unknown)
    return (*((key, _plain(key)) for key in facts("people.toml")["bands"]), *unknown)


def group_title(group: str) -> str:
    """Name a kind of circumstance, in the cells of a line."""
    return "Live warnings" if group == "warnings" else first_upper(GROUP_WORDS[group])


def value_words(group: str, key: str, factors: Factors) -> str:
    """Say one circumstance without its kind."""
    return feature_words(f"{group}={key}", factors).removeprefix(f"{GROUP_WORDS[group]}: ")


def narrowed(name: str, value: str) -> str:
    """Say what the outcomes are narrowed to; any where they are not."""
    if not value:
        return "any" if name != "archive" else "the force's own"
    if value == UNKNOWN:
        return "not known"
    if name == "regime":
        return first_upper(regime_words(value))
    return _plain(value) if name == "rank_band" else value


def _plain(key: str) -> str:
    return first_upper(key.replace("_", " "))
