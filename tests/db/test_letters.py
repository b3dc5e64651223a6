"""Letters are worded, kept and given out again, and what people typed stays text."""

from __future__ import annotations

import hashlib
import io
import json
import re
import sys
import zipfile
from datetime import UTC, datetime
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import pytest
from docx import Document
from jinja2 import TemplateNotFound, UndefinedError, meta

from db import letters
from db.documents import FORMATS, _environment, as_html, as_text, as_word, paragraphs, render
from db.engine import SQLITE
from hearings.errors import (
    FoundFaults,
    NewerVersion,
    NotAllowed,
    Refused,
    UnknownReference,
    UsageError,
)
from hearings.letters import kinds
from tests.cast import RATIONALE
from tests.desks import Office
from tests.hearings.test_letters import GIVEN, letter
from tests.repository import ROOT
from tests.repository import files as repository_files

NOTICE = "notice-of-investigation"
MOMENT = datetime(2014, 6, 1, 9, 30, tzinfo=UTC)

HOSTILE = (
    "{{7*7}} {% raw %} {{ self.__class__ }} <script>alert(1)</script> &amp; \"'\n\n"
    "Yours faithfully\n<img src=x onerror=alert(1)>\n"
    "bell \x07 escape \x1b[31m right-to-left \u202e isolate \u2066 mark \u200f nul \x00 end"
)
"""What somebody might type into a narrative to get out of it."""


def hostile(kind: str) -> tuple[tuple[str, ...], ...]:
    """Word a letter in which every fact that is text is hostile."""

    def poisoned(value: Any) -> Any:
        if isinstance(value, str):
            return f"{value} {HOSTILE}"
        if isinstance(value, dict):
            return {key: poisoned(item) for key, item in value.items()}
        return [poisoned(item) for item in value] if isinstance(value, list) else value

    made = letter(kind)
    kept = {"kind", "regime", "forum_key", "track"}
    return paragraphs(
        kind, {name: v if name in kept else poisoned(v) for name, v in made.facts.items()}
    )


class Page(HTMLParser):
    """What a browser would see of a page: its tags with their settings, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += data


# ------ the wording


@pytest.mark.parametrize("kind", GIVEN)
def test_what_people_typed_comes_out_as_text(kind):
    text = as_text(hostile(kind))
    assert "{{7*7}}" in text
    assert "49" not in text
    assert "<script>alert(1)</script>" in text.replace("\n  ", " ")
    assert all(sign.isprintable() or sign == "\n" for sign in text)
    assert not set("\u202e\u2066\u200f\x07\x1b\x00") & set(text)


@pytest.mark.parametrize("kind", GIVEN)
def test_what_people_typed_makes_no_paragraph_of_its_own(kind):
    hostile_lines = [line for lines in hostile(kind) for line in lines]
    assert not any(line.startswith(("Yours", "<img")) for line in hostile_lines)


@pytest.mark.parametrize("kind", GIVEN)
def test_a_page_holds_no_script_and_fetches_nothing(kind):
    page = Page(as_html(hostile(kind)))
    assert page.open == []
    used = {tag for tag, _ in page.tags}
    assert used <= {"html", "head", "meta", "title", "style", "body", "h1", "p", "span", "br"}
    assert not any(name in {"src", "href", "onerror"} for _, given in page.tags for name in given)
    policy = [
        given["content"]
        for tag, given in page.tags
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy[0] is not None
    assert policy[0].startswith("default-src 'none'")
    assert page.tags[0] == ("html", {"lang": "en-GB"})
    assert "<script>alert(1)</script>" in page.text
    assert "{{7*7}}" in page.text


@pytest.mark.parametrize("kind", GIVEN)
def test_a_page_says_what_the_text_says(kind):
    made = letter(kind)
    said = paragraphs(kind, made.facts)
    page = Page(as_html(said))
    body = page.text.partition(" ".join(said[0]))[2]
    words = " ".join(" ".join(lines) for lines in said).split()
    assert "".join(body.split()) == "".join(words)


@pytest.mark.parametrize("kind", GIVEN)
def test_a_word_file_has_the_same_paragraphs(kind):
    said = hostile(kind)
    found = [p.text for p in Document(io.BytesIO(as_word(said, MOMENT))).paragraphs]
    assert found == ["\n".join(lines) for lines in said]


def test_a_word_file_says_nothing_but_the_letter():
    made = letter("notice_of_investigation")
    data = as_word(paragraphs(made.kind, made.facts), MOMENT)
    known = Document(io.BytesIO(data)).core_properties
    assert (known.author, known.last_modified_by, known.title) == ("hearings", "hearings", "")
    assert (known.comments, known.keywords, known.subject) == ("", "", "")
    assert known.created == known.modified == datetime(2014, 6, 1, 9, 30, tzinfo=UTC)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(2014, 6, 1, 9, 30, 0)}
        held = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".xml"))
    assert b"generated by" not in held
    assert b'w:val="en-GB"' in held


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_letter_has_the_same_bytes(form):
    made = letter("notice_of_referral")
    said = paragraphs(made.kind, made.facts)
    assert render(said, form, MOMENT) == render(said, form, MOMENT)


def test_a_word_file_without_its_library_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageError, match=r"hearings\[publish\]"):
        as_word((("Title",),), MOMENT)


def test_a_form_that_is_not_known_is_refused():
    with pytest.raises(UsageError, match="text, html, docx"):
        render((("Title",),), "pdf", MOMENT)


def test_a_fact_that_a_template_lacks_is_no_blank():
    with pytest.raises(UndefinedError):
        paragraphs("notice_of_referral", {"title": "x"})


def test_only_the_templates_that_ship_are_found():
    for name in ("../__init__.py", "/etc/passwd", "letter.html"):
        with pytest.raises(TemplateNotFound):
            _environment().get_template(name)


def test_every_template_states_only_facts_that_are_known():
    known = {name for kind in kinds() for name in letter(kind).facts}
    for entry in files("templates").joinpath("letters").iterdir():
        tree = _environment().parse(entry.read_text("utf-8"))
        own = {"rows", "paragraphs", "line"}
        assert meta.find_undeclared_variables(tree) - own <= known | {"withheld", "contact"}, entry


def test_every_kind_has_a_template_and_states_each_fact_it_needs():
    folder = files("templates").joinpath("letters")
    shared = "".join(e.read_text("utf-8") for e in folder.iterdir() if e.name.endswith(".txt.j2"))
    for kind in kinds().values():
        assert folder.joinpath(f"{kind.key}.txt.j2").is_file()
        for fact in kind.needs("2020"):
            assert fact == "second_reading" or re.search(rf"\b{fact}\b", shared), fact


def test_one_module_alone_uses_the_template_library():
    uses = re.compile(r"^\s*(from|import) jinja2", re.MULTILINE)
    names = repository_files("hearings", "db", "tui", "templates", "cli.py")
    users = [name for name in names if name.endswith(".py") and uses.search(_source(name))]
    assert users == ["db/documents.py"]


def _source(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


# ------ the store


def investigated(office: Office, **facts: Any) -> str:
    """Bring a matter as far as an investigation."""
    ref = office.passed(**facts)
    office.go(
        "assess",
        ref,
        maker="authority",
        level="gross_misconduct",
        likely_form="hearing",
        rationale=RATIONALE,
    )
    office.go(
        "appoint_investigator",
        ref,
        maker="authority",
        investigator="300009",
        outside_management=True,
    )
    return ref


@pytest.mark.parametrize("form", FORMATS)
def test_a_letter_is_kept_with_its_hash_and_given_out_again_byte_for_byte(office, form):
    ref = investigated(office)
    desk = office.desk()
    made = letters.issue(desk, ref, NOTICE, form, {}, force="the Met")
    assert made.sha256 == hashlib.sha256(made.body).hexdigest()
    assert (made.id, made.kind, made.format) == (1, "notice_of_investigation", form)
    again = letters.reissue(office.desk("authority"), made.id)
    assert again == made
    office.go("amend", ref, allegation=1, narrative="Other words.", reason="Put right.")
    assert letters.reissue(desk, made.id).body == made.body


def test_a_letter_says_what_the_case_says(office):
    ref = investigated(office, narrative="Entry made {{ 7 * 7 }} hours late.\n<b>Twice.</b>")
    text = letters.issue(office.desk(), ref, NOTICE, "text", {}, force="the Met").body.decode()
    assert text.startswith("Notice of investigation (Reg 15)\n")
    assert "From DPS, the Met\n" in text
    assert "Detective Sergeant" not in text
    assert "I Quest was appointed" in " ".join(text.split())
    assert text.endswith("C Worker, Police staff\n  for the appropriate authority, the Met\n")
    assert "  Entry made {{ 7 * 7 }} hours late.\n  <b>Twice.</b>\n" in text
    assert (
        "within 10 working days beginning with the first working day after the day this notice is"
        " given to you (SI 2012/2632 reg 16)" in " ".join(text.split())
    )


def test_every_issue_and_reissue_stands_in_the_trail(office):
    ref = investigated(office)
    made = letters.issue(office.desk(), ref, NOTICE, "text", {})
    letters.reissue(office.desk("supervisor"), made.id)
    case = ref.rpartition("/")[0]
    found = [row for row in office.trail() if str(row[1]).startswith("letter.")]
    detail = f"letter 1: notice_of_investigation, text, {made.sha256}"
    assert found == [
        ("caseworker", "letter.issue", case, 1, 0, "done", detail),
        ("supervisor", "letter.reissue", case, 1, 0, "done", detail),
    ]


def test_the_facts_are_kept_beside_the_letter(office):
    ref = investigated(office)
    letters.issue(office.desk(), ref, NOTICE, "text", {"contact": "Sgt Bell"})
    (kept,) = office.rows("SELECT facts FROM letters")[0]
    assert json.loads(kept)["contact"] == "Sgt Bell"
    assert json.loads(kept)["name"] == "J Smith"


def test_letters_are_listed_oldest_first_without_their_bytes(office):
    ref = investigated(office)
    for form in FORMATS:
        letters.issue(office.desk(), ref, NOTICE, form, {})
    found = letters.issued(office.desk("auditor"), ref)
    assert [made.format for made in found] == list(FORMATS)
    assert {made.body for made in found} == {b""}
    assert letters.issued(office.desk(), ref.rpartition("/")[0]) == found


def test_a_preview_keeps_nothing(office):
    ref = investigated(office)
    text = letters.preview(office.desk(), ref, NOTICE, {})
    assert text == letters.issue(office.desk(), ref, NOTICE, "text", {}).body.decode()
    assert office.rows("SELECT count(*) FROM letters") == [(1,)]


def test_a_missing_fact_stops_the_letter_and_stands_in_the_trail(office):
    ref = office.passed()
    with pytest.raises(Refused, match="the investigator's name is missing"):
        letters.issue(office.desk(), ref, NOTICE, "text", {})
    assert office.rows("SELECT count(*) FROM letters") == [(0,)]
    account, action, case, number, _event, outcome, detail = office.trail()[-1]
    assert (account, action, outcome) == ("caseworker", "letter.issue", "refused")
    assert (case, number) == (ref.rpartition("/")[0], 1)
    assert "cannot be written" in str(detail)


@pytest.mark.parametrize("account", ["auditor", "administrator", "local_assessor"])
def test_only_those_who_work_on_cases_write_letters(office, account):
    ref = investigated(office)
    made = letters.issue(office.desk(), ref, NOTICE, "text", {})
    for attempt in (
        lambda: letters.issue(office.desk(account), ref, NOTICE, "text", {}),
        lambda: letters.preview(office.desk(account), ref, NOTICE, {}),
        lambda: letters.reissue(office.desk(account), made.id),
    ):
        with pytest.raises(NotAllowed, match="Letters are written by"):
            attempt()
        assert office.trail()[-1][5] == "refused"


def test_a_case_that_may_not_be_known_has_no_letters(office):
    ref = investigated(office, sensitivity="restricted")
    made = letters.issue(office.desk(), ref, NOTICE, "text", {})
    barred = office.desk("supervisor")
    for attempt in (
        lambda: letters.issue(barred, ref, NOTICE, "text", {}),
        lambda: letters.preview(barred, ref, NOTICE, {}),
        lambda: letters.issued(barred, ref),
    ):
        with pytest.raises(UnknownReference):
            attempt()
    with pytest.raises(Refused) as hidden:
        letters.reissue(barred, made.id)
    assert "restricted" in str(office.trail()[-1][6])
    with pytest.raises(Refused) as unknown:
        letters.reissue(barred, made.id + 1)
    assert str(hidden.value) == "There is no letter 1."
    assert str(unknown.value) == "There is no letter 2."


def test_a_letter_whose_bytes_no_longer_fit_its_hash_is_not_given_out(office):
    ref = investigated(office)
    made = letters.issue(office.desk(), ref, NOTICE, "text", {})
    on = "" if office.database.dialect == SQLITE else " ON letters"
    office.run(f"DROP TRIGGER letters_no_update{on}")
    office.run("UPDATE letters SET body = :body", body=b"Another letter.")
    with pytest.raises(FoundFaults, match="no longer fit their hash"):
        letters.reissue(office.desk(), made.id)


@pytest.mark.parametrize("sql", ["UPDATE letters SET kind = 'x'", "DELETE FROM letters"])
def test_a_letter_stays_as_it_was_issued(office, sql):
    ref = investigated(office)
    letters.issue(office.desk(), ref, NOTICE, "text", {})
    with pytest.raises(Exception, match="history"):
        office.run(sql)


def test_a_letter_about_what_has_changed_meanwhile_is_not_kept(office, monkeypatch):
    ref = investigated(office)

    def meanwhile(*_given: object) -> bytes:
        office.go("note", ref, note="Changed.")
        return b""

    monkeypatch.setattr(letters, "render", meanwhile)
    with pytest.raises(NewerVersion):
        letters.issue(office.desk(), ref, NOTICE, "text", {})
    assert office.rows("SELECT count(*) FROM letters") == [(0,)]


def test_the_feedback_note_goes_out_as_a_letter(office):
    ref = office.decided()
    with pytest.raises(Refused, match="the second reader's answer is missing"):
        letters.issue(office.desk(), ref, "feedback-note", "text", {})
    office.go("second_read", ref, by="supervisor", concurs="concur")
    text = letters.issue(office.desk(), ref, "feedback-note", "text", {}).body.decode()
    assert text.startswith("Feedback note\n")
    assert "Decided by DPS as misconduct" in text


def test_a_form_that_is_not_known_keeps_nothing(office):
    ref = investigated(office)
    with pytest.raises(UsageError, match="one of text, html, docx"):
        letters.issue(office.desk(), ref, NOTICE, "pdf", {})
    assert office.rows("SELECT count(*) FROM letters") == [(0,)]
