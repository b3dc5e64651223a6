"""Read circumstances that were typed in, to find past matters like them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hearings.conclusions import FINDINGS, NOT_PROVEN
from hearings.errors import BadValue
from hearings.factors import COUNTED, Factors
from hearings.packaged import facts
from hearings.people import person_types
from hearings.standards import standard_named

FORUMS = ("meeting", "hearing", "accelerated")
"""Where a finding is made."""


def _closed(group: str) -> tuple[str, ...]:
    """Give the keys of a group that has a list of its own; nothing of one that takes any text."""
    known: dict[str, Iterable[str]] = {
        "finding": (key for key in FINDINGS if key != NOT_PROVEN),
        "forum": FORUMS,
        "rank_band": facts("people.toml")["bands"],
        "person_type": person_types(),
        "warnings": ("none", "written", "final"),
        "admission": ("full", "part", "none"),
    }
    return tuple(known.get(group, ()))


def pair(text: str) -> tuple[str, str]:
    """Read `group=key`.

    Raises:
        BadValue: It is not written so.
    """
    group, sign, key = text.partition("=")
    if not sign or not key.strip():
        raise BadValue("factor", f"A factor cannot be {text!r}; write it as GROUP=KEY.")
    return group.strip(), key.strip()


def typed(
    given: Iterable[tuple[str, str]],
    factors: Factors,
    *,
    archive: bool,
    called: Mapping[str, str] | None = None,
) -> frozenset[str]:
    """Give the features that circumstances come to, as past matters are compared by.

    Args:
        given: Each a group and a key of it.
        factors: The force's lists.
        archive: Whether they are compared with an archive, whose Standards are its own.
        called: What whoever typed them calls a group, where it is not by its key.

    Raises:
        BadValue: There is no such group, or no such key in its list.
    """
    return frozenset(
        _feature(group, key, factors, archive=archive, name=(called or {}).get(group, group))
        for group, key in given
    )


def _feature(group: str, key: str, factors: Factors, *, archive: bool, name: str) -> str:
    if group not in COUNTED:
        raise BadValue(
            "factor", f"There is no kind of factor {group!r}; there are {', '.join(COUNTED)}."
        )
    if group == "standard" and not archive:
        return f"standard={standard_named(key)}"
    known: tuple[str, ...] = ()
    if group in factors.groups:
        known = tuple(factor.key for factor in factors.groups[group])
    elif not archive:
        known = _closed(group)
    if group == "finding" and key == NOT_PROVEN and not archive:
        raise BadValue(
            group,
            f"{name} cannot be {NOT_PROVEN}: what was not proven is no precedent, so no past"
            f" matter has it; it is one of {', '.join(known)}.",
        )
    if known and key not in known:
        raise BadValue(group, f"{name} cannot be {key!r}; it is one of {', '.join(known)}.")
    return f"{group}={key if known else _clean(group, key)}"


def _clean(group: str, key: str) -> str:
    """Refuse text that could not have been kept; what only names a listed key starts without."""
    from hearings.values import clean

    return clean(group, key)
