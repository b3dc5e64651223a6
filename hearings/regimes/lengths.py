"""How long a warning lasts under a regime, as its data file gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hearings.errors import UsageError
from hearings.provisions import Provision, needed, only, provision

KINDS = {
    "written_warning": "written warning",
    "final_written_warning": "final written warning",
    "final_written_warning_extension": "extension of a final written warning",
}
"""The kinds of warning and their words."""

EXTENSION = "final_written_warning_extension"
"""The kind that is counted from the day the warning would otherwise expire."""

_NEEDED = frozenset({"kind", "months", "confidence"})


@dataclass(frozen=True, slots=True)
class Length:
    """How long a kind of warning lasts, in months beginning with the day notified.

    An extension is counted from the day the warning would otherwise expire.
    """

    kind: str
    """One of `KINDS`."""
    months: int
    """How many months."""
    provision: Provision
    """Where it comes from."""
    regime: str
    """The regime."""
    most: int | None = None
    """The most months a panel may set; None where it may set no other length."""

    @property
    def rule(self) -> str:
        """Name the rule as a sign-off does: `2012/warning.written_warning`."""
        return f"{self.regime}/warning.{self.kind}"

    @property
    def title(self) -> str:
        """Say what kind of warning it is."""
        return KINDS[self.kind]

    @property
    def words(self) -> str:
        """Say the length in one line."""
        if self.kind == EXTENSION:
            return f"{self.months} months from the date it would otherwise expire, once only"
        said = f"{self.months} months beginning with the day the officer was notified"
        return said if self.most is None else f"{said}; at most {self.most} months where set longer"


def read_warnings(
    rows: list[dict[str, Any]], regime: str, instrument: str, *, name: str
) -> tuple[Length, ...]:
    """Read the lengths of a regime's warnings.

    Args:
        rows: The `[[warning]]` rows.
        regime: The regime's id.
        instrument: The regime's own instrument.
        name: The file, for the refusals.

    Raises:
        UsageError: A row does not hold together, or a kind stands twice.
    """
    found: dict[str, Length] = {}
    for row in rows:
        where = f"{name}, warning {row.get('kind', '?')}"
        only(row, _NEEDED | {"most", "reg", "source"}, where)
        needed(row, _NEEDED, where)
        kind, months, most = row["kind"], row["months"], row.get("most")
        if kind not in KINDS:
            raise UsageError(f"{where}: the kind is not known.")
        if kind in found:
            raise UsageError(f"{where}: the kind stands twice.")
        if type(months) is not int or months < 1 or (most is not None and not months <= most):
            raise UsageError(f"{where}: the months do not hold together.")
        found[kind] = Length(kind, months, provision(row, where, instrument), regime, most)
    return tuple(found.values())
