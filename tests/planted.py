"""Forms planted straight into the tables, as many as a figure needs and no move would make soon."""

from __future__ import annotations

from datetime import date, timedelta

from db.engine import Connection

_CASE = {"regime": "2012", "sensitivity": "open", "archive": "", "version": 1}
_SUBJECT = dict.fromkeys(
    ("handler", "priority", "second_reading", "due", "rank", "rank_band", "person_type", "assessor",
     "assessor_rank", "assessor_unit", "decider", "reason", "ethnicity", "sex", "service_band",
     "search"), "",
) | {
    "number": 1, "version": 1, "stage": "assessed", "avoidable": 0, "resubmitted": 0,
    "track": "internal_conduct", "source": "supervisor", "tier": "superintending",
}  # fmt: skip


def plant(
    connection: Connection,
    unit: str,
    day: date,
    lowered: int,
    decided: int,
    undecided: int = 0,
    /,
    level: str = "gross_misconduct",
    **more: object,
) -> list[int]:
    """Plant forms of one unit and one day of initial assessment; give the subjects' ids.

    Args:
        connection: The transaction.
        unit: The unit.
        day: The day of the initial assessment.
        lowered: How many DPS lowered.
        decided: How many it decided, the lowered among them.
        undecided: How many wait.
        level: The level of the initial assessment.
        more: Other columns of `subjects`.
    """
    row = connection.row("SELECT count(*) FROM cases")
    first = 0 if row is None else int(row[0])
    ids = []
    for place in range(decided + undecided):
        name = f"PL-{first + place:05}"
        received = (day - timedelta(3)).isoformat()
        case = connection.insert_id(
            "cases", {"reference": name, "attention_date": received, "unit": unit, **_CASE}
        )
        made = place < decided
        direction = ("lowered" if place < lowered else "same") if made else ""
        subject = {
            **_SUBJECT,
            "case_id": case,
            "reference": f"{name}/1",
            "level": "misconduct" if direction == "lowered" else level,
            "local_level": level,
            "received": received,
            "assessed": day.isoformat(),
            "decided": (day + timedelta(10)).isoformat() if made else "",
            "pair_state": "decided" if made else "undecided",
            "direction": direction,
            "unit": unit,
            **more,
        }
        ids.append(connection.insert_id("subjects", subject))
    return ids


def apart(connection: Connection) -> None:
    """Give each subject a case of its own, and nobody's number: what leaves counts people.

    Args:
        connection: The transaction.
    """
    for number, reference, regime in connection.rows(
        "SELECT s.id, c.reference, c.regime FROM subjects s"
        " JOIN cases c ON c.id = s.case_id WHERE s.number > 1 ORDER BY s.id"
    ):
        own = connection.insert_id(
            "cases",
            {**_CASE, "regime": regime, "reference": f"{reference}-{number}", "unit": "",
             "attention_date": ""},
        )  # fmt: skip
        connection.run("UPDATE subjects SET case_id = :own WHERE id = :id", own=own, id=number)
    connection.run("UPDATE subjects SET person_id = NULL")


BEFORE, FLAGGED, AFTER = date(2013, 1, 15), date(2013, 8, 15), date(2014, 1, 15)
"""A day in each window of an action on July to September 2013 that was done in November."""

UNITS = {
    "Camden": ((40, 80), (20, 25), (14, 70)),
    "Brent": ((15, 75), (8, 25), (40, 80)),
    "Ealing": ((24, 80), (20, 25), (22, 75)),
    "Hackney": ((40, 80), (8, 25), (2, 8)),
    "Sutton": ((24, 80), (8, 25), (22, 75)),
    **{f"Like {n}": ((24, 80), (20 + n % 3, 25), (22, 75)) for n in range(6)},
    **{f"Other {n}": ((0, 0), (3 + n % 3, 12), (0, 0)) for n in range(80)},
}
"""How many were lowered of how many decided, in each window: Camden halved, Brent doubled, Ealing
and Sutton as before, Hackney too few since. Camden, Ealing and those like them were flagged."""


def plant_units(connection: Connection) -> None:
    """Plant every unit of `UNITS` in its three windows."""
    for unit, windows in UNITS.items():
        for day, (lowered, decided) in zip((BEFORE, FLAGGED, AFTER), windows, strict=True):
            plant(connection, unit, day, lowered, decided)
