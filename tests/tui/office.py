"""A small database for the tests of the screens, and the application opened on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Static

from db.actions import Ask, Desk
from db.engine import Database
from db.people import Account, Named, keep_account, keep_person
from db.settings import Settings
from db.upgrade import make
from hearings.people import PersonFacts
from hearings.rules import Rules
from tests.tui.lists import lines, settled
from tui.app import HearingsApp
from tui.screens.base import OfficeScreen
from tui.widgets.window import WindowList

TODAY = date(2014, 4, 10)
NOW = datetime(2014, 4, 10, 9, 30, tzinfo=UTC)
RULES = Rules(unit_word="borough")
SETTINGS = Settings(severity_days=30, rules=RULES)
SMALL, LARGE = (80, 24), (140, 40)

REPORTED, GROSS, MISCONDUCT = "MC-2014-00001/1", "MC-2014-00002/1", "MC-2014-00003/1"
WAITING, NAMELESS = "MC-2014-00004/1", "MC-2014-00005/1"

HOSTILE = ("J Smith [/]", "[@click=app.quit]x", "[red]x", "Zoë 李 [/foo] \\[")
"""What markup would make of a name."""

INSPECTOR = Named("176543", "L Hall", "Insp", "Camden")
SUPERINTENDENT = Named("154321", "M Poe", "Supt", "Camden")
RATIONALE = {
    "information": "Pocket-book entry timed 14:10 for 12:05.",
    "action": "Dishonesty, if proved.",
}


def clock() -> datetime:
    """Give the moment the tests are at."""
    return NOW


def build(path: Path) -> None:
    """Make the database, with accounts and five matters."""
    database = make(f"sqlite:///{path}")
    with database.write() as connection:
        connection.insert("meta", {"key": "maker", "value": "me"})
        keep_account(connection, Account("me", "", "", ()))
        staff = (
            ("osei", "500001", "A. Osei", "Chief Inspector", "authority"),
            ("adjei", "500004", "C. Adjei", "Chief Inspector", "authority"),
            ("marsh", "500002", "B. Marsh", "Superintendent", "supervisor"),
            ("mensah", "500003", "R. Mensah", "Band D", "caseworker"),
            ("lowe", "500005", "T. Lowe", "Band D", "auditor"),
        )
        for account, number, name, rank, role in staff:
            facts = PersonFacts(number, rank=rank, unit="DPS")
            keep_person(connection, facts, name, date(2010, 1, 1))
            keep_account(connection, Account(account, number, "", (role,)))
    fill(Desk(database, "me", clock, TODAY, RULES))
    database.close()


def fill(desk: Desk) -> None:
    """Receive five matters, and take four of them on."""
    units = ("Camden", "Brent", "Newham", "Hackney", "Barnet")
    standards = ("honesty", "duties", "force", "honesty", "honesty")
    for place, unit in enumerate(units):
        given: dict[str, object] = {
            "attention_date": f"2014-03-{11 + place}",
            "track": "internal_conduct",
            "source": "supervisor",
            "unit": unit,
            "rank": ("PC", "PS", "DC", "PC", "PC")[place],
            "standard": standards[place],
            "narrative": f"Pocket-book entry made two hours late. {HOSTILE[place % 4]}",
        }
        if place < 4:
            given |= {"person": str(201234 + place), "name": HOSTILE[place], "sex": "F"}
            given |= {"ethnicity": "W1", "ethnicity_set": "16+1", "person_type": "officer"}
        move(desk, "receive", "", given)
    for ref, level in ((GROSS, "gross_misconduct"), (MISCONDUCT, "misconduct"),
                       (WAITING, "gross_misconduct")):  # fmt: skip
        form = {"level": level, "rationale": RATIONALE}
        move(desk, "assess_locally", ref, form, INSPECTOR)
        move(desk, "assess_formally", ref, form, SUPERINTENDENT)
        move(desk, "pass_to_dps", ref)
    move(desk, "set_priority", GROSS, {"threat": "high", "risk": "low", "harm": "low"})
    move(desk, "set_priority", MISCONDUCT, {"threat": "low", "risk": "low", "harm": "low"})
    decision = {
        "level": "misconduct",
        "rationale": RATIONALE,
        "change_reason": "threshold_too_high",
    }
    move(desk, "assess", WAITING, decision, Named("osei"))
    move(desk, "allocate", WAITING, {"handler": "A. Osei"})


def move(
    desk: Desk,
    event: str,
    ref: str,
    given: dict[str, Any] | None = None,
    maker: Named | None = None,
) -> dict[str, object]:
    """Make one move."""
    return desk.perform(Ask(event, ref, given or {}, maker))


def desk_of(path: Path, account: str) -> Desk:
    """Open the database for one account."""
    return Desk(Database(f"sqlite:///{path}"), account, clock, TODAY, RULES)


def app_of(path: Path, account: str = "osei", **changed: Any) -> HearingsApp:
    """Open the application for one account, with some settings changed."""
    return HearingsApp(desk_of(path, account), replace(SETTINGS, **changed), clock)


def text_of(app: HearingsApp) -> str:
    """Give everything that is on the screen, as a person sees it."""
    width, height = app.size
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join(strip.text for strip in strips[:height]) if width else ""


def cases(app: HearingsApp) -> list[str]:
    """Give the rows of the caseload, as they are drawn."""
    window = app.screen.query_one(WindowList)
    return [line.strip() for line in lines(window)[1:] if line.strip()]


def said(app: HearingsApp) -> str:
    """Give the sentence above the keys."""
    screen = app.screen
    assert isinstance(screen, OfficeScreen)
    return screen.said


def words(app: HearingsApp, selector: str) -> str:
    """Give the words of one line."""
    return str(app.screen.query_one(selector, Static).content)


def trail(path: Path) -> list[str]:
    """Give the actions in the trail, oldest first."""
    database = Database(f"sqlite:///{path}")
    with database.read() as connection:
        return [str(row[0]) for row in connection.rows("SELECT action FROM trail ORDER BY id")]


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait until what they started is done."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Type letters."""
    names = {" ": "space", "[": "left_square_bracket", "]": "right_square_bracket", "/": "slash",
             "@": "at", "=": "equals_sign", ".": "full_stop", "-": "minus", ":": "colon",
             "?": "question_mark"}  # fmt: skip
    await pilot.press(*(names.get(letter, letter) for letter in text))
    await settled(pilot)
