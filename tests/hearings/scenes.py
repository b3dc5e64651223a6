"""Places that a case can be brought to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hearings.people import Maker
from tests.cast import RATIONALE, maker
from tests.hearings.walks import Walk

GROSS, MISCONDUCT, NEITHER = "gross_misconduct", "misconduct", "neither"
FORM: dict[str, Any] = {"level": MISCONDUCT, "rationale": RATIONALE}
HALL: dict[str, Any] = {"handled_by": "L Hall"}
OFFICER: dict[str, Any] = {"person": "201234", "name": "J Smith"}


def seen(role: str, number: str, walk: Walk | None = None) -> Walk:
    """Put a party into a case that was passed to DPS."""
    walk = walk or Walk().passed()
    return walk.go("add_party", role=role, party_name="X", party_number=number)


def covert() -> Walk:
    return Walk().receive(sensitivity="covert")


def kept(level: str = MISCONDUCT) -> Walk:
    walk = Walk().receive().local(level)
    return walk.go("keep_locally", made_by="superintendent", reason="First.", **HALL)


def returned() -> Walk:
    walk = Walk().decided(MISCONDUCT, MISCONDUCT)
    return walk.go("return_to_unit", made_by="authority", **HALL)


def sent_back() -> Walk:
    return Walk().passed().go("request_information", by="authority", missing="Pages.")


def referred(mode: str = "", **given: Any) -> Walk:
    walk = Walk().passed().go("refer_to_iopc", reason="Grave.")
    return walk.go("iopc_decides", mode=mode, **given) if mode else walk


def hold(walk: Walk) -> Walk:
    return walk.go("hold", made_by="authority", consulted="yes", prejudice="P",
                   review_date="2014-09-01")  # fmt: skip


def assess(walk: Walk, by: Maker | str = "authority", level: str = GROSS, **given: Any) -> Walk:
    return walk.go("assess", made_by=by, level=level, rationale=RATIONALE, **given)


def of_rank(rank: str, account: str = "authority") -> Maker:
    return replace(maker(account), rank=rank)


def two_allegations() -> Walk:
    walk = Walk().receive()
    return walk.go("add_allegation", standard="duties", narrative="Left post.", reason="Seen.")


def unknown_officer() -> Walk:
    return Walk().receive(person=None, name=None, rank=None)


def decided_covert() -> Walk:
    walk = covert().local().go("pass_to_dps").decide(MISCONDUCT)
    return walk.read() if walk.subject.second_reading else walk
