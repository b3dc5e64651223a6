"""The fields of a form that hold several things: an answer for each of several, ticks, seats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from hearings.errors import BadValue
from hearings.listing import capacities
from hearings.standards import standard_words
from tui.diary_words import CASE_TO_ANSWER, PUBLISHED
from tui.outcome_words import BREACHES, FACTS
from tui.spec import Spec
from tui.words import first_upper, label

if TYPE_CHECKING:
    from hearings.cases import Allegation
    from hearings.stages import Field


PARTED: Final = frozenset({"answers", "breaches", "several"})
"""The types of field that a form asks for in parts."""

_ANSWERS: Final = {**CASE_TO_ANSWER, **FACTS}


def specs(field: Field, allegations: Sequence[Allegation]) -> list[Spec]:
    """Lay out a field as one choice for each allegation or Standard, or one tick for each thing.

    Args:
        field: A field of one of the types `PARTED`.
        allegations: What is alleged against the officer.
    """
    aliases = frozenset({field.key, field.option})
    name = label(field.key, field.option)
    if field.type == "several":
        return [
            Spec(f"{field.key}.{each}", f"{name}: {each}", "tick",
                 f"Whether {PUBLISHED.get(each, each)} may be published; the chair decides.",
                 aliases=aliases)
            for each in field.choices
        ]  # fmt: skip
    if field.type == "breaches":
        return _breaches(field, name, allegations)
    options = tuple((each, first_upper(_ANSWERS[each])) for each in field.choices)
    return [
        Spec(f"{field.key}.{each.number}", f"{name}, allegation {each.number}", "choice",
             f"{name} on allegation {each.number}, {standard_words(each.standard)}.",
             options, field.required, aliases)
        for each in allegations
    ]  # fmt: skip


def _breaches(field: Field, name: str, allegations: Sequence[Allegation]) -> list[Spec]:
    """Ask of each Standard alleged, once, whether it was breached."""
    options = tuple((each, first_upper(BREACHES[each])) for each in field.choices)
    found = []
    for key in dict.fromkeys(each.standard for each in allegations):
        about = [str(each.number) for each in allegations if each.standard == key]
        which = "allegation " if len(about) == 1 else "allegations "
        found.append(
            Spec(f"{field.key}.{key}", f"{name}: {standard_words(key)}", "choice",
                 f"Whether {standard_words(key)} was breached; {which}{' and '.join(about)}.",
                 options, field.required, frozenset({field.key, field.option}))
        )  # fmt: skip
    return found


def given(field: Field, typed: Mapping[str, str]) -> dict[str, object]:
    """Put what was chosen into the shape the field takes; nothing where nothing was.

    Args:
        field: A field of one of the types `PARTED`.
        typed: Texts by key of the form.
    """
    head = f"{field.key}."
    part = {k.removeprefix(head): v for k, v in typed.items() if k.startswith(head) and v}
    if not part:
        return {}
    return {field.key: list(part) if field.type == "several" else part}


def seats(text: str) -> list[dict[str, str]]:
    """Read who sits, a line each: what they are there as, `=`, the number, and the name.

    Args:
        text: The lines; what somebody is there as stands in words.

    Raises:
        BadValue: Nobody can be at a hearing as that.
    """
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        what, sign, who = line.partition("=")
        key = _known().get(what.strip().casefold())
        if not sign or key is None:
            raise BadValue(
                "seat", f"Nobody is at a hearing as “{what.strip()}”;"
                " F7 shows what somebody can be there as."
            )  # fmt: skip
        number, _, name = who.strip().partition(" ")
        if not number:
            raise BadValue("seat", f"Give the number of the {capacities()[key].words} after “=”.")
        found.append({"capacity": key, "person": number, "name": name.strip()})
    return found


@cache
def _known() -> dict[str, str]:
    """Index what somebody can be at a hearing as, by its words and by its name in the records."""
    known = {key: key for key in capacities()}
    return known | {each.words.casefold(): key for key, each in capacities().items()}
