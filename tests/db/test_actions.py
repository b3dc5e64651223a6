"""Each thing a person does is one transaction: right, decision, rows and trail, or nothing."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

import pytest

from db import saving, store
from db import summary as kept_counts
from db import trail as kept_trail
from db.people import Account, Named, keep_account
from db.store import Query
from hearings.decisions import Request, Setting, decide
from hearings.errors import (
    BadValue,
    NewerVersion,
    NotAllowed,
    OutOfTurn,
    Refused,
    UnknownReference,
    UsageError,
)
from hearings.trail import Entry, entry_bytes
from tests.cast import MATTER, NOW, RATIONALE, TODAY, number

HALL: dict[str, Any] = {"handled_by": "L Hall"}
HIDDEN = "There is no case or subject {}."


class Planted(Exception):
    """A fault of the program, planted."""


# ------ all or nothing


@pytest.mark.parametrize(
    ("where", "name"),
    [(saving, "_save_event"), (kept_counts, "add"), (kept_trail, "keep"), (saving, "answer")],
    ids=lambda value: getattr(value, "__name__", value),
)
@pytest.mark.parametrize("move", ["receive", "assess"])
def test_a_failure_after_anything_was_written_leaves_nothing(
    office, monkeypatch, where, name, move
):
    """What it would catch: a part committed on its own, which a crash then keeps alone."""
    ref = office.passed()
    before, view = office.counts(), office.rows("SELECT * FROM subjects ORDER BY id")
    real = getattr(where, name)

    def fail(*args, **kwargs):
        real(*args, **kwargs)
        raise Planted

    monkeypatch.setattr(where, name, fail)
    if name == "answer":
        monkeypatch.setattr("db.making.answer", fail)
    matter = {**MATTER, "person": "209999", "name": "New Person"}
    form = {"level": "gross_misconduct", "rationale": RATIONALE}
    where_to, by, given = ("", "caseworker", matter) if move == "receive" else (
        ref, "authority", form)  # fmt: skip
    with pytest.raises(Planted):
        office.go(move, where_to, by=by, command_id="one", **given)
    monkeypatch.undo()

    assert office.counts() == before
    assert office.rows("SELECT * FROM subjects ORDER BY id") == view


def test_a_number_given_to_a_case_that_was_not_received_is_given_again(office, monkeypatch):
    def fail(*_args):
        raise Planted

    monkeypatch.setattr(kept_trail, "keep", fail)
    with pytest.raises(Planted):
        office.receive()
    monkeypatch.undo()

    assert office.receive() == "MC-2014-00001/1"


# ------ the trail


def test_every_write_has_its_line_with_its_event(office):
    ref = office.decided()
    office.go("second_read", ref, by="supervisor", concurs="concur")
    events = office.rows("SELECT id, kind FROM events ORDER BY id")

    assert [(action, event) for _, action, _, _, event, _, _ in office.trail()] == [
        (f"move.{kind}", number) for number, kind in events
    ]
    assert {line[5] for line in office.trail()} == {"done"}


def test_every_read_of_a_case_has_its_line(office):
    ref = office.decided()
    start = len(office.trail())
    desk = office.desk("auditor")
    desk.show(ref)
    desk.show("MC-2014-00001")
    desk.listing(Query(search="smith", unit="Camden"), 10)
    desk.settle(Query(stage="assessed"))
    desk.feedback(ref)
    lines = office.trail()[start:]

    assert [line[:4] for line in lines] == [
        ("auditor", "read.case", "MC-2014-00001", 1),
        ("auditor", "read.case", "MC-2014-00001", 0),
        ("auditor", "read.list", "", 0),
        ("auditor", "read.list", "", 0),
        ("auditor", "read.case", "MC-2014-00001", 1),
    ]
    assert json.loads(lines[2][6])["search"] == "smith"


@pytest.mark.parametrize(
    ("move", "by", "given", "error"),
    [
        ("assess", "supervisor", {"level": "neither", "rationale": RATIONALE}, NotAllowed),
        ("assess", "authority", {"level": "neither", "rationale": RATIONALE}, BadValue),
        ("dispose", "authority", {"disposal": "duplicate", "reason": "R"}, OutOfTurn),
        ("close", "authority", {}, OutOfTurn),
        ("send_feedback", "caseworker", {}, Refused),
        ("note", "caseworker", {"note": "\x1b[2J"}, BadValue),
        ("note", "caseworker", {"note": "x", "at_version": 2}, NewerVersion),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_refusal_has_its_line_with_its_reason(office, move, by, given, error):
    ref = office.passed()
    before = office.counts()
    with pytest.raises(error) as refusal:
        office.go(move, ref, by=by, **given)
    line = office.trail()[-1]

    assert line[:6] == (by, f"move.{move}", "MC-2014-00001", 1, 0, "refused")
    assert line[6] == str(refusal.value)
    assert {**office.counts(), "trail": 0} == {**before, "trail": 0}
    assert office.counts()["trail"] == before["trail"] + 1


def test_a_line_is_kept_as_the_bytes_that_prove_it(office):
    office.desk("auditor").listing(Query(search="smith"), 1)
    at, account, action, entry, salt, detail = office.rows(
        "SELECT t.at, t.account, t.action, t.entry, d.salt, d.detail FROM trail t"
        " JOIN trail_detail d ON d.trail_id = t.id"
    )[0]
    sealed = hashlib.sha256(bytes(salt) + detail.encode()).hexdigest()
    parsed = json.loads(bytes(entry))

    assert parsed == {
        "account": account, "action": action, "at": at, "case": "", "detail": sealed, "event": 0,
        "outcome": "done", "subject": 0,
    }  # fmt: skip
    found = Entry(NOW, "auditor", "read.list")
    assert bytes(entry) == entry_bytes(found, sealed)
    assert b"smith" not in bytes(entry)


# ------ what is not there for this person


@pytest.fixture
def own(office):
    """A case in which the second delegate is the officer concerned."""
    return office.receive(person=number("authority2"), name="B Marsh")


def refused(office, by, ref):
    """Say how reading and writing are answered."""
    answers = []
    for act in (
        lambda: office.desk(by).show(ref),
        lambda: office.go("note", ref, by=by, note="x"),
        lambda: office.desk(by).feedback(ref),
    ):
        with pytest.raises(UnknownReference) as refusal:
            act()
        answers.append(str(refusal.value))
    return answers


def test_ones_own_case_is_answered_as_a_missing_one_while_the_trail_says_why(office, own):
    answers = refused(office, "authority2", own)
    missing = refused(office, "authority2", "MC-2014-09999/1")

    assert answers == [HIDDEN.format(own)] * 3
    assert missing == [HIDDEN.format("MC-2014-09999/1")] * 3
    assert [line[5:] for line in office.trail()[-6:]] == [
        ("unknown", "own_case")] * 3 + [("unknown", "no_such_case")] * 3  # fmt: skip
    assert office.desk("authority2").listing(Query(), 10) == (0, 0, [])
    assert office.desk("authority").listing(Query(), 10)[0] == 1


def test_a_restricted_case_is_answered_so_too(office):
    ref = office.receive(sensitivity="restricted")

    assert refused(office, "authority", ref) == [HIDDEN.format(ref)] * 3
    assert office.trail()[-1][5:] == ("unknown", "restricted")
    assert office.desk("caseworker").show(ref)[1] == 1


def test_an_administrator_reads_no_case(office):
    ref = office.receive()

    with pytest.raises(UnknownReference):
        office.desk("administrator").show(ref)
    assert office.trail()[-1][5:] == ("unknown", "not_a_reader")


def test_another_units_case_is_not_there(office):
    ref = office.receive(unit="Barnet")
    with pytest.raises(UnknownReference):
        office.desk("champion").show(ref)
    assert office.trail()[-1][5:] == ("unknown", "other_unit")


@pytest.mark.parametrize(("move", "field"), [("link", "other_case"), ("dispose", "duplicate_of")])
def test_naming_a_hidden_case_tells_no_more_than_naming_a_missing_one(office, own, move, field):
    """What it would catch: a link that succeeds betrays a case that is answered as unknown."""
    keyed = Account("both", number("authority2"), "", ("caseworker", "authority"))
    with office.database.write() as connection:
        keep_account(connection, keyed)
    mine = office.receive()
    given = {"disposal": "duplicate"} if move == "dispose" else {}
    for other in (own.partition("/")[0], "MC-2014-09999"):
        with pytest.raises(UnknownReference) as refusal:
            office.go(move, mine, by="both", reason="R", **given, **{field: other})
        assert str(refusal.value) == HIDDEN.format(other)


def test_a_subject_that_a_case_has_not_is_unknown(office):
    office.receive()
    for act in (lambda: office.desk().show("MC-2014-00001/2"),
                lambda: office.go("note", "MC-2014-00001/2", note="x")):  # fmt: skip
        with pytest.raises(UnknownReference, match="no case or subject MC-2014-00001/2"):
            act()


@pytest.mark.parametrize("ref", ["MC\x002", "MC-\x1b[2J/1", "\ud800", "'; DROP TABLE cases; --"])
def test_a_hostile_reference_is_an_unknown_one(office, ref):
    with pytest.raises(UnknownReference):
        office.desk().show(ref)
    assert office.trail()[-1][5:] == ("unknown", "no_such_case")
    assert office.trail()[-1][2].isprintable()


def test_an_account_that_is_closed_or_unknown_cannot_act(office):
    with office.database.write() as connection:
        keep_account(connection, Account("left", "", "", ("auditor",), active=False))
    for account in ("left", "nobody"):
        with pytest.raises(Refused, match=f"The account {account} is not known"):
            office.desk(account)


# ------ versions and commands


def test_a_stale_version_is_refused_and_the_newer_one_named(office):
    ref = office.passed()
    office.go("note", ref, note="By another.", at_version=3)
    with pytest.raises(NewerVersion, match="you read version 3 and it is now at 4") as refusal:
        office.go("note", ref, note="Mine.", at_version=3)

    assert (refusal.value.read, refusal.value.now) == (3, 4)
    assert office.go("note", ref, note="Mine.", at_version=4)["version"] == 5


def test_a_row_changed_under_a_decision_is_noticed(office):
    """What it would catch: the version left out of the WHERE."""
    ref = office.receive()
    with office.database.write() as connection:
        kept = store.load(connection, "MC-2014-00001")
    assert kept is not None
    office.go("note", ref, note="In between.")
    desk = office.desk()
    setting = Setting(desk.actor, NOW, TODAY, desk.rules)
    decision = decide(kept.file, Request("note", "MC-2014-00001", 1, {"note": "Late."}), setting)
    with pytest.raises(NewerVersion), office.database.write() as connection:
        saving.save(connection, kept, decision, desk.rules)


def test_a_command_given_twice_has_one_effect_and_the_first_answer(office):
    first = office.go("receive", command_id="a-1", **_matter())
    office.go("note", first["subject"], note="In between.")
    before = office.counts()
    again = office.go("receive", command_id="a-1", **_matter())

    assert again == first
    assert office.counts() == before


def test_a_command_id_is_refused_for_anything_else(office):
    ref = office.receive()
    office.go("note", ref, note="x", command_id="a-1")
    for by, given in (("caseworker", {"note": "y"}), ("authority", {"note": "x"})):
        with pytest.raises(Refused, match="a-1 was used for another command"):
            office.go("note", ref, by=by, command_id="a-1", **given)


def test_a_refused_command_may_be_given_again_put_right(office):
    ref = office.passed()
    form = {"level": "misconduct", "rationale": RATIONALE}
    with pytest.raises(BadValue):
        office.go("assess", ref, by="authority", command_id="a-1", **form)
    done = office.go("assess", ref, by="authority", command_id="a-1",
                     change_reason="clerical", **form)  # fmt: skip

    assert done["stage"] == "assessed"


def _matter(**more):
    return {**MATTER, **more}


# ------ receiving


def test_cases_are_numbered_by_the_year_they_came_to_attention(office):
    refs = [
        office.receive(),
        office.receive(),
        office.receive(attention_date="2013-12-31"),
        office.receive(reference="HQ-7"),
        office.receive(reference="MC-2014-00003"),
        office.receive(),
    ]

    assert refs == [
        "MC-2014-00001/1", "MC-2014-00002/1", "MC-2013-00001/1", "HQ-7/1", "MC-2014-00003/1",
        "MC-2014-00004/1",
    ]  # fmt: skip


@pytest.mark.parametrize("reference", ["MC-2014-00001", " MC-2014-00001 "])
def test_a_reference_is_given_once(office, reference):
    office.receive()
    with pytest.raises(Refused, match="There is a case MC-2014-00001 already"):
        office.receive(reference=reference)


@pytest.mark.parametrize("reference", ["MC/1", "a b", "a\nb", "a\x00b"])
def test_a_reference_that_could_not_be_found_again_is_refused(office, reference):
    with pytest.raises(BadValue):
        office.receive(reference=reference)


def test_what_is_known_of_an_officer_fills_what_the_form_leaves_out(office):
    office.receive(person_type="officer", ethnicity="B1", ethnicity_set="16+1", service="7")
    ref = office.receive(name=None, rank=None, unit="Barnet")
    facts = office.desk().show(ref)[0].file.subject(1).facts

    assert (facts.rank, facts.ethnicity, facts.service, facts.unit) == ("Sergeant", "B1", "7",
                                                                        "Barnet")  # fmt: skip
    assert office.desk().show(ref)[0].names == {"201234": "J Smith"}


@pytest.mark.parametrize("text", ["J Smith [/]", "[@click=app.quit]x", "李 Zoë '; --"])
def test_hostile_looking_text_comes_back_as_it_was_typed(office, text):
    ref = office.receive(name=text, rank=text, category=text, narrative=text, place=text)
    view, _ = office.desk().show(ref)
    allegation = view.file.subject(1).allegations[0]

    assert view.names["201234"] == view.file.subject(1).facts.rank == text
    assert {allegation.category, allegation.narrative, allegation.place} == {text}
    assert office.desk().listing(Query(), 1)[2][0].name == text


def test_a_second_officer_is_numbered_and_needs_to_be_named(office):
    ref = office.receive()
    case = ref.partition("/")[0]
    done = office.go("add_subject", case, standard="force", narrative="N", reason="R")

    assert done["subject"] == f"{case}/2"
    with pytest.raises(UsageError, match=f"{case} has several subjects; name one of {case}/1"):
        office.go("note", case, note="x")
    with pytest.raises(UsageError, match="needs the subject"):
        office.go("note", note="x")


def test_access_is_granted_to_an_account_there_is(office):
    ref = office.receive(sensitivity="covert")
    with pytest.raises(BadValue, match="There is no account osay"):
        office.go("grant_access", ref, account="osay", access="grant", reason="R")
    office.go("grant_access", ref, account="authority", access="grant", reason="R")

    assert office.desk("authority").show(ref)[1] == 1


# ------ whoever made it


def test_a_maker_is_named_by_account_or_by_number_with_the_rank_on_record(office):
    ref = office.passed()
    office.go("assess", ref, maker="authority", level="gross_misconduct", rationale=RATIONALE)
    row = office.rows("SELECT maker, maker_name, maker_rank, stated, keyed_by FROM events"
                      " WHERE kind = 'assess'")[0]  # fmt: skip

    assert row == (number("authority"), "A Osei", "Chief Inspector", 1, "caseworker")


def test_somebody_new_is_kept_with_what_is_said_of_them(office):
    ref = office.receive()
    form = {"level": "misconduct", "rationale": RATIONALE}
    with pytest.raises(Refused, match="Nobody with the force number or account 176543"):
        office.go("assess_locally", ref, maker="176543", **form)
    office.go("assess_locally", ref, maker=Named("176543", "N Ewman", "DI", "Camden"), **form)
    office.go("assess_locally", ref, maker="176543", **form)

    assert office.rows("SELECT maker_rank FROM events WHERE kind = 'assess_locally'") == [
        ("Detective Inspector",)] * 2  # fmt: skip


def test_a_typist_cannot_lift_somebody_with_an_account_to_another_rank(office):
    """What it would catch: a decision by a rank that the law does not reach, in good form."""
    ref = office.passed()
    with pytest.raises(BadValue, match="on record as Chief Inspector, not Chief Constable"):
        office.go("assess", ref, maker=Named("authority", rank="CC"), level="gross_misconduct",
                  rationale=RATIONALE)  # fmt: skip
    assert office.rows("SELECT DISTINCT rank FROM person_facts f JOIN persons p"
                       " ON p.id = f.person_id WHERE p.number = :n",
                       n=number("authority")) == [("Chief Inspector",)]  # fmt: skip


@pytest.mark.parametrize(
    "named",
    [Named("176543", "L\x1b[2J", "Insp"), Named("176543", "L", "In\nsp"), Named("17\x00", "L"),
     Named("176543", "L", "Insp", "Cam\x07den"), Named("", "L Hall", "Insp")],
    ids=["name", "rank", "number", "unit", "nobody"],
)  # fmt: skip
def test_what_is_said_of_a_maker_is_read_as_strictly_as_any_field(office, named):
    ref = office.receive()
    with pytest.raises(BadValue):
        office.go("assess_locally", ref, maker=named, level="neither", rationale=RATIONALE)


def test_the_account_that_made_a_sqlite_file_holds_every_role_and_on_postgresql_none(office):
    roles = office.desk("maker").actor.roles

    assert bool(roles) is (office.database.path is not None)


def test_an_officer_with_an_account_but_no_record_is_barred_all_the_same(office):
    with office.database.write() as connection:
        keep_account(connection, Account("early", "201234", "", ("caseworker",)))
    desk = office.desk("early")
    ref = office.receive()

    with pytest.raises(UnknownReference):
        desk.show(ref)


# ------ drafts


def test_a_draft_belongs_to_its_writer_and_goes_when_the_move_is_made(office):
    ref = office.passed()
    body = {"level": "misconduct", "information": "Typed so far \u202e [/]"}
    writer, reader = office.desk("authority"), office.desk("authority2")
    writer.keep_draft(f"assess:{ref}", body, 3)

    assert writer.draft(f"assess:{ref}") == (body, 3)
    assert reader.draft(f"assess:{ref}") is None
    office.go("note", ref, by="authority", note="Another move.")
    assert writer.draft(f"assess:{ref}") is not None
    office.go("assess", ref, by="authority2", level="gross_misconduct", rationale=RATIONALE)
    assert writer.draft(f"assess:{ref}") is not None
    writer.keep_draft(f"revise:{ref}", body, 4)
    office.go("revise", ref, by="authority", level="misconduct", rationale=RATIONALE, reason="R")
    assert writer.draft(f"revise:{ref}") is None


def test_a_draft_of_a_new_matter_goes_when_it_is_received(office):
    desk = office.desk()
    desk.keep_draft("receive:", {"narrative": "Typed so far."}, 0)
    office.receive()

    assert desk.draft("receive:") is None


def test_a_draft_of_another_officer_goes_when_they_are_added(office):
    ref = office.receive()
    case = ref.partition("/")[0]
    office.desk().keep_draft(f"add_subject:{case}", {"narrative": "N"}, 1)
    office.go("add_subject", case, standard="force", narrative="N", reason="R")

    assert office.desk().draft(f"add_subject:{case}") is None


def test_a_refused_move_leaves_its_draft(office):
    ref = office.passed()
    desk = office.desk("authority")
    desk.keep_draft(f"assess:{ref}", {"level": "misconduct"}, 3)
    with pytest.raises(BadValue):
        office.go("assess", ref, by="authority", level="misconduct", rationale=RATIONALE)

    assert desk.draft(f"assess:{ref}") is not None


def test_an_emptied_draft_is_gone_and_a_later_one_takes_the_place_of_the_earlier(office):
    desk = office.desk()
    desk.keep_draft("note:X", {"note": "a"}, 1)
    desk.keep_draft("note:X", {"note": "b"}, 2)
    assert desk.draft("note:X") == ({"note": "b"}, 2)
    desk.keep_draft("note:X", {"note": ""}, 2)
    assert desk.draft("note:X") is None


# ------ the rest of a desk


def test_feedback_is_worded_with_the_readers_own_figures(office):
    office.decided()
    ref = office.decided()
    text = "\n".join(office.desk().feedback(ref))

    assert "  2 of 2 decided were changed (2 lowered, 0 raised)." in text
    with pytest.raises(Refused, match="so there is no feedback note"):
        office.desk().feedback(office.passed())


def test_each_move_says_why_it_cannot_be_made_now(office):
    view, number_ = office.desk("authority").show(office.decided())
    said = {move.event: words for move, words in
            office.desk("authority").refusals(view.file, number_)}  # fmt: skip

    assert said["revise"] == ""
    assert "waits for its second reader" in said["return_to_unit"]
    assert "cannot be done from there" in said["pass_to_dps"]
    assert "is entered by role" in said["allocate"]
    assert "receive" not in said


def test_a_step_of_an_earlier_day_is_kept_as_entered_late(office):
    ref = office.receive()
    office.go("assess_locally", ref, maker="local_assessor", on=date(2014, 5, 2), level="neither",
              rationale=RATIONALE)  # fmt: skip

    assert office.rows("SELECT effective, late, at FROM events WHERE kind = 'assess_locally'") == [
        ("2014-05-02", 1, "2014-06-01T09:30:00+00:00")]  # fmt: skip
    assert office.rows("SELECT assessed FROM subjects") == [("2014-05-02",)]
