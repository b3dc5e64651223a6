"""Past outcomes in similar circumstances: comparators, not a tariff.

Nothing here says what an outcome should be. It finds past cases, says how many there are and how
they spread, and shows of each what matched, what differs and how much each counted.
"""

from __future__ import annotations

from hearings.precedents.answers import (
    FEWEST,
    Answer,
    Counted,
    Difference,
    Position,
    Precedent,
    Share,
    as_json,
    comparators,
    position,
)
from hearings.precedents.features import feature_words, features_of
from hearings.precedents.index import Index
from hearings.precedents.matrix import Cell, Ended, Grid, cells
from hearings.precedents.rows import Hit, Row
from hearings.precedents.similarity import (
    asked_only,
    pack,
    similarity,
    unpack,
    weigh,
    weight_of_feature,
)

__all__ = [
    "FEWEST",
    "Answer",
    "Cell",
    "Counted",
    "Difference",
    "Ended",
    "Grid",
    "Hit",
    "Index",
    "Position",
    "Precedent",
    "Row",
    "Share",
    "as_json",
    "asked_only",
    "cells",
    "comparators",
    "feature_words",
    "features_of",
    "pack",
    "position",
    "similarity",
    "unpack",
    "weigh",
    "weight_of_feature",
]
