"""The ten Standards of Professional Behaviour, by the keys the records keep.

Source:
    SI 2012/2632 Sch 2; SI 2020/4 Sch 2. `standards.toml` says how sure the list is.
"""

from __future__ import annotations

from functools import cache

from hearings.errors import BadValue
from hearings.packaged import facts
from hearings.provisions import Provision


def standards() -> dict[str, str]:
    """Give the keys of the ten Standards and their full words, in the order of the Schedule."""
    return dict(facts("standards.toml")["standards"])


def standards_provision() -> Provision:
    """Say where the list comes from and how sure that is."""
    table = facts("standards.toml")
    return Provision(table["source"], table["confidence"])


@cache
def _keys() -> dict[str, str]:
    """Index the keys by key and by full words, without regard to case."""
    known = standards()
    return {name.casefold(): key for key, words in known.items() for name in (key, words)}


def standard_named(text: str) -> str:
    """Find a Standard by its key or its full words, without regard to case.

    Args:
        text: What was given, such as `duties` or `Duties and Responsibilities`.

    Returns:
        The Standard's key.

    Raises:
        BadValue: There is no such Standard.
    """
    key = _keys().get(" ".join(text.split()).casefold())
    if key is None:
        known = ", ".join(standards())
        raise BadValue("standard", f"standard cannot be {text!r}; it is one of {known}.")
    return key


def standard_words(key: str) -> str:
    """Say a Standard in full; as given where it is not one of the ten, as in an archive."""
    known: dict[str, str] = facts("standards.toml")["standards"]
    return known.get(key, key)
