"""Draw the screens for the documentation, on a small demonstration: `python -m tests.pictures`."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

from db.actions import Desk
from db.demo import LAST
from db.demo.build import build
from db.engine import Database
from db.settings import Settings
from hearings.rules import Rules
from tests.repository import ROOT
from tests.tui.lists import settled
from tui.app import HearingsApp

FOLDER: Final = ROOT / "docs" / "pictures"

SUBJECTS: Final = 150
"""About how many subjects the demonstration has."""

CELLS: Final = (*["down"] * 13, "backspace", "tab", "tab")
"""From the matrix as it opens to the whole of it, under every regime."""

PICTURES: Final = {
    "caseload": ("osei", (80, 24), ("v", "2", "j")),
    "review": ("chaudhry", (80, 24), ("2", "tab")),
    "review-blind": ("osei", (80, 24), ("2", "tab", "tab", "enter")),
    "diary": ("osei", (80, 24), ("3",)),
    "views": ("osei", (80, 24), ("v",)),
    "subject": ("osei", (80, 24), ("v", "8", "enter")),
    "moves": ("mensah", (80, 24), ("v", "2", "enter", "m")),
    "assess": ("osei", (80, 24), ("v", "2", "a", "down", "space")),
    "assess-wide": ("osei", (140, 40), ("v", "2", "a", "down", "space")),
    "outcome": ("osei", (80, 40), ("4", *CELLS, "enter", "enter")),
    "matrix": ("osei", (80, 40), ("4", *CELLS, "enter", "enter", "f6")),
    "matrix-cells": ("osei", (80, 24), ("4", *CELLS)),
    "rates": ("chaudhry", (80, 24), ("5",)),
    "rates-funnel": ("chaudhry", (80, 40), ("5", "tab")),
    "receive": ("mensah", (80, 24), ("n",)),
    "keys": ("osei", (80, 24), ("question_mark",)),
}
"""Each picture: who acts, the size, and the keys that lead there."""

FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""What a picture would fetch from elsewhere."""


def clock() -> datetime:
    """Give the noon of the demonstration's last day."""
    return datetime.combine(LAST, time(12), UTC)


async def draw(path: Path, name: str) -> str:
    """Draw one picture.

    Args:
        path: The demonstration.
        name: Which picture.
    """
    account, size, keys = PICTURES[name]
    rules = Rules(unit_word="borough")
    desk = Desk(Database(str(path)), account, clock, LAST, rules)
    app = HearingsApp(desk, Settings(severity_days=30, rules=rules), clock)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        return FONT.sub("", app.export_screenshot(title=f"hearings: {name}"))


def main() -> None:
    """Draw them all."""
    with tempfile.TemporaryDirectory(prefix="hearings-") as name:
        folder = Path(name)
        os.environ["XDG_STATE_HOME"] = str(folder / "state")
        path = folder / "own" / "demo.db"
        build(str(path), 1, SUBJECTS)
        FOLDER.mkdir(exist_ok=True)
        for picture in PICTURES:
            (folder / "state" / "hearings" / "screen.json").unlink(missing_ok=True)
            drawn = asyncio.run(draw(path, picture))
            (FOLDER / f"{picture}.svg").write_text(drawn, "utf-8")


if __name__ == "__main__":
    main()
