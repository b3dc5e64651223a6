"""One thing that a form asks for."""

from __future__ import annotations

from dataclasses import dataclass

Options = tuple[tuple[str, str], ...]
"""What a choice can be: the values and their words."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One thing that a form asks for."""

    key: str
    """Its name in the form: the field's, or `rationale.threat`, `by_allegation.1`."""
    label: str
    """What stands before it."""
    kind: str
    """How it is filled in: line, area, choice, radio, tick, marks or opens."""
    help: str
    """The sentence shown while it has the focus."""
    options: Options = ()
    """What a choice can be: the value, and its words."""
    required: bool = False
    """Whether it may not be empty."""
    aliases: frozenset[str] = frozenset()
    """The names by which a refusal may mean it."""
