"""What proceedings may lawfully end in, by Regulations, forum, finding, person and live warnings.

`rows` holds the rules, which are data; `lawful` says whether an outcome is lawful, and why;
`grouped` puts together what says the same; `facts` reads what it is judged by from a case;
`effects` works out how long it lasts and when it takes effect.
`docs/outcomes.md` explains the tables.
"""

from __future__ import annotations

from hearings.outcome_kinds import (
    DISMISSAL,
    RANK,
    WARNING,
    Kind,
    effect_of,
    outcome_words,
    outcomes,
    weight_of,
)
from hearings.outcomes.effects import in_force_from, length_of, took_effect
from hearings.outcomes.facts import facts_of
from hearings.outcomes.grouped import Group, grouped
from hearings.outcomes.lawful import Facts, Ruling, finding_ruling, ruling, rulings

__all__ = [
    "DISMISSAL",
    "RANK",
    "WARNING",
    "Facts",
    "Group",
    "Kind",
    "Ruling",
    "effect_of",
    "facts_of",
    "finding_ruling",
    "grouped",
    "in_force_from",
    "length_of",
    "outcome_words",
    "outcomes",
    "ruling",
    "rulings",
    "took_effect",
    "weight_of",
]
