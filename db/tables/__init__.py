"""The tables. They are storage: what may stand in them is decided in `hearings/`.

Days are ISO text and instants ISO text in UTC, on both databases, so that one query serves both.
Empty text is a value that is not known. `events` is what happened; `cases`, `subjects`,
`allegations`, `involved`, `access`, `limits`, `sittings`, `seats`, `conclusions`, `breaches`,
`appeals`, `steps`, `readings` and `summary` follow from it and can be made again.
"""

from __future__ import annotations

from db.tables import cases, clock, conclusions, figures, keeping, people
from db.tables.base import METADATA

__all__ = ["METADATA", "cases", "clock", "conclusions", "figures", "keeping", "people"]
