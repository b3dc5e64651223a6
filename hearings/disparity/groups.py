"""Whom a value counts with, what a group is called, and with whom the others are compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from hearings.errors import UsageError
from hearings.packaged import facts
from hearings.people import code_sets, ethnicity_codes, ethnicity_words, person_types

ETHNICITY = "ethnicity"
FIVE, FULL = "5", "full"
"""The five groups of self-defined ethnicity, or every value as it is kept."""

GROUPINGS = (FIVE, FULL)

NOT_SAID = "NS"
"""The code of one who prefers not to say: an answer, apart from none recorded."""

UNKNOWN_WORDS = "not recorded"
"""What the row of those is called whose value is not known."""


@cache
def fields() -> Mapping[str, Mapping[str, Any]]:
    """Read what groups can be made by."""
    return facts("disparity/fields.toml")


def check_field(name: str) -> None:
    """Refuse a field that groups are not made by.

    Raises:
        UsageError: Groups are not made by it.
    """
    if name not in fields():
        raise UsageError(f"Disparity is not counted by {name!r}; by {', '.join(fields())}.")


@cache
def five() -> Mapping[str, str]:
    """Give the group of every code of self-defined ethnicity, both sets together.

    Source:
        law.md 8.1: Chinese is moved from the older set's code to the newer's before the groups of
        the two are put together, and nothing else is.
    """
    table = facts("disparity/ethnicity.toml")
    found = {
        f"{code_set}:{code}": row["key"]
        for row in table["group"]
        for code_set in code_sets()
        for code in row[code_set]
    }
    return found | {old: found[new] for old, new in table["same"].items()}


def grouped(field: str, groups: str) -> Mapping[str, str]:
    """Give the group of each value that is put together with others; every other stands alone.

    Args:
        field: What groups are made by.
        groups: The five of self-defined ethnicity, or every value as it is kept.
    """
    return five() if field == ETHNICITY and groups == FIVE else {}


def group_words(field: str, key: str) -> str:
    """Say what a group is called.

    Args:
        field: What groups are made by.
        key: The group; empty where the value is not known.
    """
    if not key:
        return UNKNOWN_WORDS
    if field == ETHNICITY:
        return _ethnicity_words(key)
    if field == "person_type":
        return person_types().get(key, key)
    return key.replace("_", " ") if field == "rank_band" else key


SEXES = {"F": "female", "M": "male"}
"""The codes of sex, in words."""


def group_said(field: str, key: str) -> str:
    """Say a group on a page; tables that are kept call one by `group_words`, so that none changes.

    Args:
        field: What groups are made by.
        key: The group; empty where the value is not known.
    """
    return SEXES.get(key, key) if field == "sex" and key else group_words(field, key)


def _ethnicity_words(key: str) -> str:
    table = facts("disparity/ethnicity.toml")
    known = {row["key"]: row["words"] for row in table["group"]}
    code_set, _sign, code = key.partition(":")
    if key in known or code not in ethnicity_codes(code_set):
        return str(known.get(key, key))
    same = table["same"] | {new: old for old, new in table["same"].items()}
    beside = f"; {same[key].replace(':', ' ')}" if key in same else ""
    if key in table["only_newer"]:
        beside = "; in that set alone"
    return f"{ethnicity_words(code, code_set)} ({code_set} {code}{beside})"


def own_words(field: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Name the groups that stand as they were recorded, for no code set holds them."""
    if field != ETHNICITY:
        return ()
    known = {*five(), *five().values(), ""}
    return tuple(sorted({*keys} - known))


def in_order(field: str, keys: Iterable[str]) -> list[str]:
    """Put groups in the order of their own list, never of their counts.

    Whoever prefers not to say comes behind the others, and what is not known last.

    Args:
        field: What groups are made by.
        keys: The groups.
    """
    places = {key: place for place, key in enumerate(_listed(field))}

    def place(key: str) -> tuple[bool, bool, int, str]:
        unsaid = field == ETHNICITY and key.endswith(f":{NOT_SAID}")
        return key == "", unsaid, places.get(key, len(places)), key

    return sorted(keys, key=place)


def _listed(field: str) -> Iterable[str]:
    people = facts("people.toml")
    if field == ETHNICITY:
        codes = (f"{found}:{code}" for found in code_sets() for code in ethnicity_codes(found))
        return [*dict.fromkeys(five().values()), *codes]
    if field == "service_band":
        return [row["name"] for row in people["service_band"]]
    lists: dict[str, Iterable[str]] = {"rank_band": people["bands"], "person_type": person_types()}
    return lists.get(field, ())


def reference_of(field: str, bases: Mapping[str, int], asked: str = "") -> str:
    """Choose the group that the others are compared with.

    Args:
        field: What groups are made by.
        bases: The base of each group, the empty one not known.
        asked: The group that was named, by its key or its words; empty for the usual one.

    Returns:
        The group named; else the first of the usual ones that is there, however it is written;
        else the largest that is known; empty where there is none.

    Raises:
        UsageError: There is no such group.
    """
    known = {key: base for key, base in bases.items() if key}
    if asked:
        return group_named(field, known, asked)
    written = {key.casefold(): key for key in known}
    for usual in fields()[field]["reference"]:
        if known.get(written.get(usual.casefold(), ""), 0):
            return written[usual.casefold()]
    said = [key for key in known if not key.endswith(f":{NOT_SAID}") and known[key]]
    return max(said, key=lambda key: (known[key], key), default="")


def group_named(field: str, known: Iterable[str], asked: str) -> str:
    """Give the group that was asked for.

    Args:
        field: What groups are made by.
        known: The groups that there are.
        asked: One of them, by its key or its words.

    Raises:
        UsageError: There is no such group.
    """
    if asked in known:
        return asked
    found = [key for key in known if group_words(field, key).casefold() == asked.casefold()]
    if len(found) != 1:
        names = ", ".join(group_words(field, key) for key in in_order(field, known))
        raise UsageError(
            f"Nobody counted here has {field.replace('_', ' ')} {asked!r};"
            f" there is {names or 'no group'}."
        )
    return found[0]


def within(field: str) -> frozenset[str]:
    """Name the strata that say the same as a field, and cannot stand beside it."""
    return frozenset(fields()[field]["within"])
