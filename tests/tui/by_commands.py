"""The same story by the command line alone, to compare what both faces leave behind."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import cli
from hearings.stages import moves

MAKER = {"@maker": "--maker", "@name": "--maker-name", "@rank": "--maker-rank",
         "@unit": "--maker-unit"}  # fmt: skip


def options(event: str, typed: Mapping[str, str]) -> Iterator[str]:
    """Write what a form holds as the options of the move's command."""
    fields = {field.key: field.option for field in moves()[event].fields}
    for key, value in typed.items():
        heading = key.removeprefix("rationale.")
        name = MAKER.get(key) or f"--{heading if heading != key else fields[key]}"
        yield from (name, value)


def tell(
    path: Path,
    account: str,
    day: str,
    steps: list[tuple[str, str, Mapping[str, str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Make moves by commands, each as a person would type it.

    Args:
        path: The database.
        account: Who acts.
        day: The day it is.
        steps: The event, the subject, and what is given.
        monkeypatch: Sets the command line.
    """
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("INSERT OR REPLACE INTO meta VALUES ('demonstration', '1')")
        plain.commit()
    for event, ref, typed in steps:
        words = ["--database", str(path), "--as", account, "case", moves()[event].command]
        words += [*([ref] if ref else []), *options(event, typed), "--as-of", day]
        monkeypatch.setattr(sys, "argv", ["hearings", *words])
        with pytest.raises(SystemExit) as left:
            cli.app()
        assert not left.value.code, words


def left_behind(path: Path, case: str) -> tuple[list[Any], list[Any]]:
    """Give the events of a case and the moves in its trail, without numbers and moments."""
    with closing(sqlite3.connect(path)) as plain:
        events = plain.execute(
            "SELECT e.kind, e.effective, e.from_stage, e.to_stage, e.maker, e.maker_name,"
            " e.maker_rank, e.maker_unit, e.authority, e.keyed_by, e.stated, e.late, e.payload"
            " FROM events e JOIN cases c ON c.id = e.case_id WHERE c.reference = ? ORDER BY e.id",
            (case,),
        ).fetchall()
        trail = plain.execute(
            "SELECT account, action, case_reference, subject, outcome FROM trail"
            " WHERE case_reference = ? AND action LIKE 'move.%' ORDER BY id",
            (case,),
        ).fetchall()
    return events, trail
