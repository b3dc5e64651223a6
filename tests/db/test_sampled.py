"""Who may not read a matter blind, and what its page says of a reading; on both databases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db import blind, drawing
from db.actions import Ask
from db.store import Query
from hearings.errors import Refused
from tests.cast import RATIONALE
from tests.desks import RULES, Office
from tui.plain.showing import case_lines, event_rows, promised
from tui.telling import history
from tui.telling import review as telling

YEAR = (date(2014, 1, 1), date(2014, 12, 31))
NOT_BY_REFERENCE = "by sample and place, in Review or with 'hearings review level'"


@pytest.fixture
def drawn(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Give an office with three decisions, one of them in a sample."""
    for place in range(3):
        office.decided("misconduct", "misconduct", person=f"20130{place}", name=f"P {place}")
    drawing.draw(office.desk("supervisor"), "s", 1, *YEAR)
    return office


def ref(office: Office) -> str:
    (row,) = office.rows("SELECT s.reference FROM sampled d JOIN subjects s ON s.id = d.subject_id")
    return str(row[0])


def test_a_reference_reaches_no_reading_whether_it_was_drawn_or_not(drawn):
    """Catches a matter that is picked, and a trial of references that says which were drawn."""
    said = set()
    for number in range(1, 5):
        one = f"MC-2014-{number:05d}/1"
        for event, given in (
            ("read_blind", {"sample": 1, "level": "misconduct"}),
            ("answer_reading", {"concurs": "concur"}),
        ):
            for item in (None, (1, 2), (2, 1)):
                with pytest.raises(Refused, match=NOT_BY_REFERENCE) as refusal:
                    drawn.desk("supervisor").perform(Ask(event, one, given, item=item))
                said.add(str(refusal.value))
    assert len(said) == 1
    assert drawn.rows("SELECT count(*) FROM readings") == [(0,)]


def test_with_the_bar_off_a_reference_is_enough(drawn, monkeypatch):
    """The planted defect: the reading is kept, by a reference that somebody picked."""
    monkeypatch.setattr("db.sampled.check_item", lambda *_asked: None)
    ask = Ask("read_blind", ref(drawn), {"sample": 1, "level": "misconduct"})
    drawn.desk("supervisor").perform(ask)
    assert drawn.rows("SELECT count(*) FROM readings") == [(1,)]


def opens(how: str, office: Office, one: str) -> None:
    """Open a matter as somebody does: on its page, for its note, or by an entry."""
    desk = office.desk("supervisor")
    if how == "case":
        desk.show(one.partition("/")[0])
    elif how == "subject":
        desk.show(one)
    elif how == "entry":
        office.go("code_circumstances", one, by="supervisor", culpability="reckless")
    else:
        with office.database.write() as connection:
            desk.trail(connection, how, one.partition("/")[0], 1)


OPENED = ("case", "subject", "entry", "letter.issue", "bundle.make", "read.hearing")


@pytest.mark.parametrize("how", OPENED)
def test_whoever_opened_it_since_it_was_decided_does_not_read_it(drawn, how, monkeypatch):
    """Catches a reader who looks the level up first; with the bar off, it counts as blind."""
    desk = drawn.desk("supervisor")
    assert blind.item(desk, 1).place == 1
    opens(how, drawn, ref(drawn))
    with pytest.raises(Refused, match="1: you have opened it since it was decided"):
        blind.item(desk, 1)
    with pytest.raises(Refused, match="1/1 is not for you to read: you have opened it since"):
        blind.read(desk, 1, 1, "misconduct", "")
    ask = Ask("read_blind", ref(drawn), {"sample": 1, "level": "misconduct"}, item=(1, 1))
    with pytest.raises(Refused, match="D Iyer opened it since it was decided"):
        desk.perform(ask)
    assert blind.item(drawn.desk("authority2"), 1).place == 1

    monkeypatch.setattr("db.sampled._opened", lambda *_asked: False)
    assert blind.read(desk, 1, 1, "misconduct", "").own is not None


def test_a_list_a_refusal_and_what_was_opened_before_are_no_opening(office, monkeypatch):
    """Catches everybody passed over: who allots matters has opened all of them before."""
    monkeypatch.setattr("hearings.samples.ONE_IN", 1)
    one = office.passed("misconduct")
    desk = office.desk("supervisor")
    desk.show(one)
    office.go("assess", one, maker="authority", level="misconduct", rationale=RATIONALE)
    drawing.draw(desk, "s", 1, *YEAR)
    desk.listing(Query(), 50)
    blind.states(desk, 1)
    with pytest.raises(Refused):
        office.go("second_read", one, by="supervisor", concurs="concur")
    assert blind.item(desk, 1).place == 1
    assert blind.read(desk, 1, 1, "misconduct", "").own is not None


def test_a_matter_that_a_unit_kept_is_opened_from_its_own_level_on(office):
    refs = [office.assessed_locally("misconduct", person=f"20130{n}", name="P P") for n in range(3)]
    desk = office.desk("supervisor")
    for one in refs:
        desk.show(one)
        office.go("keep_locally", one, maker="300010", handled_by="L Hall", reason="First.")
    drawing.draw(desk, "s", 1, *YEAR)
    with pytest.raises(Refused, match="you have opened it since it was decided"):
        blind.item(desk, 1)


def told(office: Office, account: str) -> str:
    """Give everything that a matter's page, its history and its JSON say to an account."""
    view, number = office.desk(account).show(ref(office))
    said: list[Any] = [*case_lines(view, number), *history(view.history, number or 1, RULES)]
    return "\n".join(map(str, [*said, *event_rows(view, number), promised(view, number)]))


@pytest.fixture
def read(drawn: Office) -> Office:
    """Give a matter that a delegate read blind, at another level, and asked to reconsider."""
    desk = drawn.desk("authority2")
    blind.read(desk, 1, 1, "gross_misconduct", "A grave matter.")
    blind.answer(desk, 1, 1, "reconsider", "See the book.")
    return drawn


SECRETS = ("B Marsh", "300003", "authority2", "gross_misconduct", "A grave matter.")


@pytest.mark.parametrize("account", ["caseworker", "authority", "practice_support"])
def test_a_matter_says_that_it_was_read_blind_and_neither_by_whom_nor_how(
    read, account, monkeypatch
):
    """Catches a decision-maker who learns who disagreed; with the bar off, they do."""
    said = told(read, account)
    assert "read-blind" in said
    assert "Read blind, in a dip sample" in said
    for secret in SECRETS:
        assert secret not in said, secret
    assert "See the book." in said  # Whoever decided it is asked to reconsider, and why.

    monkeypatch.setattr("db.actions.unsigned", lambda event, _who: event)
    assert all(secret in told(read, account) for secret in SECRETS)


def test_the_readings_of_others_are_not_in_the_subject_either(read, monkeypatch):
    """Catches a level that the JSON of the subject gives away, where the history does not."""
    view, _number = read.desk("caseworker").show(ref(read))
    assert view.file.subjects[0].readings == ()
    monkeypatch.setattr("db.actions.own_readings", lambda subjects, _who: subjects)
    assert "gross_misconduct" in told(read, "caseworker")


@pytest.mark.parametrize("account", ["supervisor", "auditor", "authority2"])
def test_the_reader_a_supervisor_and_an_auditor_see_it_all(read, account):
    said = told(read, account)
    for secret in SECRETS:
        assert secret in said, secret


def test_kept_and_decided_have_one_page_of_the_same_shape(office, monkeypatch):
    """Catches paragraphs that are counted: two for a kept matter, three for one DPS decided."""
    monkeypatch.setattr("hearings.samples.ONE_IN", 1)
    kept = office.assessed_locally("misconduct")
    office.go("keep_locally", kept, maker="300010", handled_by="L Hall", reason="First.")
    one = office.passed("misconduct", person="201300", name="P P")
    seen = {"information": "The custody record\n\nand a statement", "action": "No more."}
    office.go("assess", one, maker="authority", level="misconduct", rationale=seen,
              known="No live warning.")  # fmt: skip
    desk = office.desk("supervisor")
    drawing.draw(desk, "s", 2, *YEAR)
    order = [row[0] for row in office.rows("SELECT kind FROM sampled ORDER BY place")]

    def pages() -> dict[str, list[str]]:
        found = {kind: blind.item(desk, 1, place) for place, kind in enumerate(order, start=1)}
        return {kind: [text for said in telling.blind(page) for text in said.text.splitlines()]
                for kind, page in found.items()}  # fmt: skip

    shown = pages()
    assert len(shown["kept_locally"]) == len(shown["unchanged"])
    for page in shown.values():
        heads = [page.index(head) for head in ("Information", "What was known",
                                               "What was not known")]  # fmt: skip
        assert heads == [heads[0], heads[0] + 2, heads[0] + 4]
    assert "What the form says. The custody record and a statement." in shown["unchanged"]
    assert shown["kept_locally"].count("Nothing is recorded.") == 2

    monkeypatch.setattr("db.blind.one_text", "\n".join)
    assert len(pages()["unchanged"]) > len(pages()["kept_locally"])
