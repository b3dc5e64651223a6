"""The table of moves in the docs says what the table of moves says."""

from __future__ import annotations

import tomllib

from hearings.stages import Move, built
from tests.repository import ROOT

GROUPS = {
    "any": "any stage",
    "any_but_closed": "any stage but closed",
    "any_before_heard": "any stage before heard",
}
NEW = {"receive": "a new case", "add_subject": "a new subject"}


def documented() -> dict[str, list[str]]:
    lines = (ROOT / "docs" / "commands.md").read_text("utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("| move | does"))
    found = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        found[cells[0].strip("`")] = cells
    return found


def sources(move: Move) -> str:
    table = tomllib.loads((ROOT / "hearings" / "stages.toml").read_text("utf-8"))
    row = next(row for row in table["move"] if row["event"] == move.event)
    if isinstance(row["from"], str):
        return GROUPS[row["from"]]
    return NEW.get(move.event) or ", ".join(row["from"])


def takes(move: Move) -> str:
    plain = [field for field in move.fields if field.type != "rationale"]
    said = [f"`--{f.option}`" if f.required else f"[`--{f.option}`]" for f in plain]
    ends = " and the six headings" if len(plain) < len(move.fields) else ""
    return (" ".join(said) + ends) or "–"


def test_each_move_is_documented_with_where_from_by_whom_and_what_it_takes():
    """What it would catch: an option or a stage added to the table and not to the manual."""
    rows = documented()
    assert list(rows) == [move.command for move in built()]
    for move in built():
        _name, _title, start, keyed_by, taken = rows[move.command]
        assert (start, keyed_by, taken) == (
            sources(move), ", ".join(sorted(move.keyed_by)), takes(move),
        )  # fmt: skip
