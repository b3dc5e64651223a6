"""Read how the columns of an archive fill the product's own fields, from a TOML file."""

from __future__ import annotations

import re
import tomllib
from collections import abc
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from hearings.conclusions import FINDINGS
from hearings.errors import BadValue, UsageError
from hearings.outcome_kinds import outcomes
from hearings.people import person_types
from hearings.regimes import ARCHIVE
from hearings.severity import Level
from hearings.standards import standard_named

DATES = ("attention_date", "incident_date", "closed_date")
"""The fields that hold a day."""

LEVELS = ("local_level", "dps_level")
"""The fields that hold a level of severity."""

FIELDS = ("case", "person", "name", "allegation", *DATES, "unit", "rank", "person_type",
          "ethnicity", "sex", "service", "standard", "category", "source", "narrative",
          "local_level", "local_assessor", "dps_level", "finding", "outcome",
          "forum")  # fmt: skip
"""Every field that a column can fill."""

FORUMS = {"meeting": "meeting", "hearing": "hearing", "accelerated": "accelerated hearing"}
"""Where proceedings are heard, and the words for it; under 2008 and 2012 a special case hearing."""

EMPTY = "none"
"""What a line of `values` says to leave the field empty."""

_RANGE = re.compile(r"(-?\d{1,18})\.\.(-?\d{1,18})")


@dataclass(frozen=True, slots=True)
class Range:
    """A run of whole numbers that all mean the same, both ends included."""

    low: int
    """The first."""
    high: int
    """The last."""
    value: str
    """What they mean; empty to leave the field empty."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The column that fills a field, or the columns, and how their text is read."""

    columns: tuple[str, ...]
    """The columns' names in the heading; of several, one at most says something in any row."""
    format: str = ""
    """How a day is written, as `strptime` has it; empty for ISO."""
    values: abc.Mapping[str, str] | None = None
    """What each text means; None where text is taken as it stands."""
    ranges: tuple[Range, ...] = ()
    """What runs of whole numbers mean, for text that `values` does not hold."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one archive is read."""

    path: Path
    """The file it was read from."""
    name: str
    """The archive's name: what tells its cases from any other's."""
    regime: str
    """`none` for an archive without clocks; empty to choose by the attention date."""
    note: str
    """What is said beside its figures."""
    fields: abc.Mapping[str, Filled] = field(default_factory=dict)
    """What fills each field that is filled."""

    @property
    def undated(self) -> bool:
        """Say whether the archive knows no statutory clocks."""
        return self.regime == ARCHIVE

    @property
    def realm(self) -> str:
        """Say whose force numbers the archive has; empty for the force's own."""
        return self.name if self.undated else ""


def read(path: Path) -> Mapping:
    """Read a mapping.

    Args:
        path: The TOML file.

    Raises:
        UsageError: It cannot be read, or names what it cannot.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The mapping {path} cannot be read: {error}.") from error
    _only(path, "The mapping", table, ("source", "columns"))
    source = _table(path, table, "source")
    _only(path, "[source]", source, ("name", "regime", "note"))
    found = Mapping(
        path,
        _line(path, "name", source.get("name", "")),
        _regime(path, source),
        _line(path, "note", source.get("note", "")),
        {
            name: _filled(path, name, given, undated="regime" in source)
            for name, given in _table(path, table, "columns").items()
        },
    )
    _complete(found)
    return found


def _complete(mapping: Mapping) -> None:
    """Refuse a mapping that leaves out what rows are known by."""
    path, given = mapping.path, mapping.fields
    if not mapping.name:
        raise UsageError(f"{path}: [source] needs the name of the archive.")
    if "case" not in given:
        raise UsageError(f"{path}: [columns] needs a column for case.")
    if mapping.undated:
        if "person" not in given and "allegation" not in given:
            raise UsageError(f"{path}: [columns] needs a column for person or for allegation.")
        return
    for name in ("person", "attention_date"):
        if name not in given:
            raise UsageError(
                f"{path}: [columns] needs a column for {name}; only an archive with"
                f' regime = "{ARCHIVE}" may leave it out.'
            )


def _regime(path: Path, source: dict[str, Any]) -> str:
    if "regime" in source and source["regime"] != ARCHIVE:
        raise UsageError(
            f'{path}: regime cannot be {source["regime"]!r}; it is "{ARCHIVE}", or left out'
            " where the attention date chooses it."
        )
    return ARCHIVE if "regime" in source else ""


def _filled(path: Path, name: str, given: object, *, undated: bool) -> Filled:
    if name not in FIELDS:
        raise UsageError(f"{path}: [columns] has an unknown field {name}; it takes {_all(FIELDS)}.")
    if isinstance(given, str):
        given = {"column": given}
    if not isinstance(given, dict):
        raise UsageError(f"{path}: {name} is a column's name, or a table with column in it.")
    own = "format" if name in DATES else "values"
    _only(path, f"[columns] {name}", given, ("column", own))
    columns = _columns(path, name, given.get("column", ""))
    if name in DATES:
        return Filled(columns, _format(path, name, given))
    if "values" not in given:
        return Filled(columns)
    exact, ranges = _meanings(path, name, given, undated=undated)
    return Filled(columns, "", exact, ranges)


def _columns(path: Path, name: str, given: object) -> tuple[str, ...]:
    """Read the name of a column, or of several."""
    some = given if isinstance(given, list) else [given]
    columns = tuple(_line(path, f"{name}.column", one) for one in some)
    if not columns or not all(columns):
        raise UsageError(f"{path}: {name} does not say which column fills it.")
    if len(set(columns)) < len(columns):
        raise UsageError(f"{path}: {name} names a column twice.")
    return columns


def _meanings(
    path: Path, name: str, given: dict[str, Any], *, undated: bool
) -> tuple[dict[str, str], tuple[Range, ...]]:
    """Read what texts and runs of whole numbers mean."""
    lines = _table(path, given, "values", f"{name}.values")
    taken = {key: _value(path, name, value, undated=undated) for key, value in lines.items()}
    ranges, exact = [], {}
    for key, value in taken.items():
        ends = _RANGE.fullmatch(key)
        if ends is None:
            exact[key.strip()] = value
        else:
            ranges.append(Range(int(ends[1]), int(ends[2]), value))
    _apart(path, name, ranges)
    return exact, tuple(ranges)


def _apart(path: Path, name: str, ranges: list[Range]) -> None:
    ordered = sorted(ranges, key=lambda run: run.low)
    for run in ordered:
        if run.low > run.high:
            raise UsageError(f"{path}: {name} has a range that ends before it begins.")
    for one, other in pairwise(ordered):
        if other.low <= one.high and one.value != other.value:
            raise UsageError(f"{path}: {name} gives {other.low} two meanings.")


def _format(path: Path, name: str, given: dict[str, Any]) -> str:
    text = _line(path, f"{name}.format", given.get("format", ""))
    day = datetime(2014, 3, 12)  # noqa: DTZ001 - a day, to try the format on
    try:
        holds = not text or datetime.strptime(day.strftime(text), text) == day  # noqa: DTZ007 - a day has no zone
    except (ValueError, re.error) as error:
        raise UsageError(f"{path}: the format of {name}, {text!r}, is none: {error}.") from error
    if not holds:
        raise UsageError(
            f"{path}: the format of {name}, {text!r}, does not hold a year, a month and a day."
        )
    return text


def _value(path: Path, name: str, value: object, *, undated: bool) -> str:
    text = _line(path, f"{name}.values", value)
    if text == EMPTY:
        return ""
    try:
        return own_value(name, text, undated=undated)
    except BadValue as error:
        raise UsageError(f"{path}: {error}") from error


def own_value(name: str, text: str, *, undated: bool) -> str:
    """Read text as one of the product's own values, where a field has a list of them.

    Args:
        name: The field.
        text: The text, without white space around it.
        undated: Whether the archive knows no clocks and may have Standards and types of its own.

    Raises:
        BadValue: The list does not hold it.
    """
    known = _OWN.get(name)
    return text if known is None else known(text, undated)


def _level(name: str) -> Callable[[str, bool], str]:
    def take(text: str, _undated: bool) -> str:
        word = text.lower().replace(" ", "_")
        if word in list(Level):
            return word
        raise BadValue(name, f"{name} cannot be {text!r}; it is one of {_all(Level)}, {EMPTY}.")

    return take


def _listed(name: str, listed: Callable[[], abc.Mapping[str, str]]) -> Callable[[str, bool], str]:
    """Read a field by a list of keys and their words."""

    def take(text: str, _undated: bool) -> str:
        known = listed()
        for key, words in known.items():
            if text.casefold() in {key.casefold(), words.casefold()}:
                return key
        raise BadValue(name, f"{name} cannot be {text!r}; it is one of {_all(known)}.")

    return take


def _or_as_given(
    take: Callable[[str, bool], str], *, looked_up: bool = False
) -> Callable[[str, bool], str]:
    """Let an archive without clocks say what it likes.

    Args:
        take: Reads the text by the list.
        looked_up: Whether text that the list holds is read by it all the same.
    """

    def given(text: str, undated: bool) -> str:
        if undated and not looked_up:
            return text
        try:
            return take(text, undated)
        except BadValue:
            if undated:
                return text
            raise

    return given


def _outcome_words() -> dict[str, str]:
    return {key: kind.words for key, kind in outcomes().items()}


def _standard(text: str, _undated: bool) -> str:
    return standard_named(text)


def _number(text: str, undated: bool) -> str:
    """Give the force's own numbers their one spelling, which bars compare."""
    return text if undated else text.upper()


_OWN: dict[str, Callable[[str, bool], str]] = {
    "person": _number,
    "local_assessor": _number,
    "dps_level": _level("dps_level"),
    "local_level": _level("local_level"),
    "finding": _or_as_given(_listed("finding", lambda: FINDINGS)),
    "forum": _or_as_given(_listed("forum", lambda: FORUMS)),
    "outcome": _or_as_given(_listed("outcome", _outcome_words)),
    "person_type": _or_as_given(_listed("person_type", person_types), looked_up=True),
    "standard": _or_as_given(_standard, looked_up=True),
}


def _all(names: abc.Iterable[str]) -> str:
    return ", ".join(names)


def _table(path: Path, within: dict[str, Any], name: str, called: str = "") -> dict[str, Any]:
    found = within.get(name, {})
    if not isinstance(found, dict):
        raise UsageError(f"{path}: {called or f'[{name}]'} must be a table.")
    return found


def _only(path: Path, where: str, table: dict[str, Any], known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            raise UsageError(f"{path}: {where} has an unknown key {key}; it takes {_all(known)}.")


def _line(path: Path, name: str, value: object) -> str:
    """Take one line of plain text."""
    if not isinstance(value, str) or not value.isprintable():
        raise UsageError(f"{path}: {name} must be one line of plain text.")
    return value.strip()
