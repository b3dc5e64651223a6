"""Bundles are made, kept and given out again, and hold what they may in every form."""

from __future__ import annotations

import hashlib
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Word
from pypdf import PageObject, PdfReader, mult

from db import bundles, letters
from db.bundles import FORMS, facts, making
from db.bundles.folder import count, find, leaves
from db.bundles.forms import Laid, written
from db.documents import _environment
from db.engine import SQLITE
from hearings.bundles import kinds, plan, selection, typed
from hearings.conclusions import Document
from hearings.errors import (
    FoundFaults,
    NewerVersion,
    NotAllowed,
    Refused,
    UnknownReference,
    UsageError,
)
from tests.db.bundling import (
    HEARD,
    IN_HEARING,
    IN_OUTCOME,
    SECRET,
    attach,
    blank_pdf,
    found,
    papered,
    pdf_pages,
    referred,
    text_of,
)
from tests.db.test_letters import HOSTILE, MOMENT, Page
from tests.desks import Office, Templates, opened

NEVER = ("warning", "severity", "service", "comparator", "advice", "mitigation", "2013")
"""What the hearing bundle of an officer with a live warning may not say."""


def made(
    office: Office, ref: str, kind: str = "hearing", form: str = "html", **given: Any
) -> making.Made:
    desk = office.desk("practice_support", HEARD)
    return bundles.make(desk, ref, kind, form, force="the Met", **given)


def body(
    office: Office, ref: str, kind: str = "hearing", form: str = "html", **given: Any
) -> bytes:
    return made(office, ref, kind, form, **given).bundle.body


@pytest.fixture
def sole(store_templates: Templates, tmp_path: Path) -> Iterator[Office]:
    """Give an office on one engine: what a bundle says does not depend on the other."""
    place = tmp_path / "sole"
    place.mkdir()
    with opened(store_templates.sqlite(place)) as found_office:
        yield found_office


# ------ what is in them


def holds_no_more_than_it_may(text: str) -> None:
    """Check a hearing bundle's text: the served papers, and nothing of what it may not hold."""
    for name in IN_HEARING:
        assert name in text
    assert SECRET not in text
    for word in NEVER:
        assert word not in text.lower(), word


@pytest.mark.parametrize("form", FORMS)
def test_the_hearing_bundle_of_an_officer_with_a_live_warning_does_not_contain_it(sole, form):
    """Nor the change of severity, nor what is withheld, privileged or not yet marked."""
    ref = papered(sole)
    holds_no_more_than_it_may(text_of(form, body(sole, ref, form=form)))
    found(sole, ref)
    holds_no_more_than_it_may(text_of(form, body(sole, ref, form=form)))


@pytest.mark.parametrize("form", FORMS)
def test_a_filter_that_lets_everything_in_would_be_seen(sole, form, monkeypatch):
    """Proves the test above: with the filter of the documents gone it goes red."""
    ref = papered(sole)
    monkeypatch.setattr(selection, "goes_in", lambda one, order: one.kind in order)
    with pytest.raises(AssertionError):
        holds_no_more_than_it_may(text_of(form, body(sole, ref, form=form)))


@pytest.mark.parametrize("form", FORMS)
def test_a_part_about_warnings_in_the_hearing_bundle_would_be_seen(sole, form, monkeypatch):
    """Proves it for the parts: with the warnings among them it goes red."""
    ref = papered(sole)
    kind = kinds()["hearing"]
    monkeypatch.setattr(type(kind), "parts", property(lambda _self: ("alleged", "warnings")),
                        raising=False)  # fmt: skip
    with pytest.raises(AssertionError):
        holds_no_more_than_it_may(text_of(form, body(sole, ref, form=form)))


@pytest.mark.parametrize("form", FORMS)
def test_the_outcome_bundle_holds_what_the_outcome_is_decided_on(sole, form):
    ref = found(sole, papered(sole))
    text = text_of(form, body(sole, ref, "outcome", form))
    for name in IN_OUTCOME:
        assert name in text
    assert not any(name in text for name in IN_HEARING)
    assert SECRET not in text
    for said in (
        "The misconduct hearing found gross misconduct on 24 June 2014, chaired by Commander",
        "18 months beginning with 3 June 2013", "its last day is 2 December 2014",
        "First stage: seriousness", "Second stage: purpose", "Third stage: outcome",
        "The custody record was preferred.", "Open for gross misconduct at a misconduct hearing",
        "dismissal without notice (SI 2012/2632 reg",
        "No comparators have been served",
    ):  # fmt: skip
        assert said in text, said
    # What no panel would think of for an officer under these Regulations, and notes of research.
    for unsaid in (
        "Designation", "designation", "local policy", "eduction in rank", "no outcome", "ot proven",
        "was seen", "parallel", "there may be", "where that is so", "would have been",
    ):  # fmt: skip
        assert unsaid not in text, unsaid


def test_the_outcome_bundle_refuses_to_be_made_before_a_finding(sole):
    ref = papered(sole)
    for form in FORMS:
        with pytest.raises(Refused, match="made after a finding, and none stands"):
            made(sole, ref, "outcome", form)
    assert sole.rows("SELECT count(*) FROM letters") == [(0,)]
    account, action, _case, _number, _event, outcome, detail = sole.trail()[-1]
    assert (account, action, outcome) == ("practice_support", "bundle.make", "refused")
    assert "none stands" in str(detail)


def test_a_finding_of_nothing_proven_has_no_outcome_bundle(sole):
    ref = found(sole, papered(sole), "not_proven")
    with pytest.raises(Refused, match="Nothing was found proven"):
        made(sole, ref, "outcome")


def test_a_warning_given_in_another_matter_stands_in_the_outcome_bundle(sole, monkeypatch):
    """Catches an outcome bundle that knows only what was recorded on its own matter."""
    from datetime import date

    from db import matrix
    from hearings.warned import Warned

    other = (Warned("written_warning", date(2014, 1, 6), 12, source="another matter"),)
    ref = found(sole, referred(sole))
    monkeypatch.setattr(matrix, "warnings_elsewhere", lambda *_given: other)
    text = text_of("html", body(sole, ref, "outcome"))
    assert "Written warning: 12 months beginning with 6 January 2014" in text


def test_an_outcome_bundle_knows_the_changes_inside_its_regime(sole, monkeypatch):
    """Catches the presumption of dismissal, since 2025, left out of what is asked."""
    ref = found(sole, referred(sole))
    monkeypatch.setattr(facts, "overlays_of", lambda *_given: ("2024", "2025"))
    desk = sole.desk("practice_support", HEARD)
    view, _number = desk.show(ref)
    made_from = facts.matter_of(desk, view, 1, kinds()["outcome"], comparators=False, force="F")
    assert made_from.overlays == ("2024", "2025")


@pytest.mark.parametrize("category", ["Pocket book", "Custody log"])
def test_comparators_are_set_out_without_anything_that_says_whose_they_were(sole, category):
    """Nor the force's own category, whether both have it or one: it is free text."""
    told = {"name": "Q Earlier", "unit": "Hendon", "category": category}
    past = found(sole, referred(sole, person="209999", **told))
    sole.go("code_circumstances", past, culpability="reckless")
    given = {"outcome": "dismissal_without_notice", "told_there": "yes", "reason": "Once only."}
    from db.actions import Ask

    sole.desk("practice_support", HEARD).perform(Ask("impose", past, given, on=HEARD))
    ref = referred(sole)
    sole.listed(ref, sitting=["2014-06-25 10:00-16:00"])
    from datetime import date

    day = date(2014, 6, 25)
    desk = sole.desk("practice_support", day)
    desk.perform(Ask("open", ref, {"present": "yes"}, on=day))
    finding = {"facts": {"1": "proved"}, "breaches": {"honesty": "breached"},
               "finding": "gross_misconduct", "admission": "none", "reason": "R"}  # fmt: skip
    desk.perform(Ask("record_finding", ref, finding, on=day))
    sole.go("code_circumstances", ref, culpability="reckless")
    with pytest.raises(Refused, match="no document of comparators is marked served"):
        bundles.make(desk, ref, "outcome", "html", comparators=True)
    attach(sole, ref, "Comparators as served", "comparators", "served", pages=1)
    text = text_of("html", bundles.make(desk, ref, "outcome", "html", comparators=True).bundle.body)
    section = text.partition("The nearest past matters")[2].partition("Comparators as served")[0]
    assert "2014, 2012 Regulations: dismissal without notice." in section
    for leak in (past, past.partition("/")[0], "Earlier", "209999", "Hendon", "Hale", "June 2014",
                 "Pocket book", "Custody log", "category"):  # fmt: skip
        assert leak not in section
    silent = text_of("html", bundles.make(desk, ref, "outcome", "html").bundle.body)
    assert "this bundle does not set them out" in silent


# ------ one bundle for everybody


def test_whoever_makes_it_and_whatever_it_is_written_in_its_contents_come_to_the_same(sole):
    """One digest for panel, officer and presenting side: there is nothing to tell them apart by."""
    ref = found(sole, papered(sole))
    for kind in kinds():
        found_digests = {
            bundles.make(sole.desk(account, HEARD), ref, kind, form).bundle.digest
            for account in ("practice_support", "caseworker")
            for form in FORMS
        }
        assert len(found_digests) == 1
        first = made(sole, ref, kind)
        assert first.bundle.digest in text_of("html", first.bundle.body)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_bundle_has_the_same_bytes(sole, form):
    ref = papered(sole)
    assert body(sole, ref, form=form) == body(sole, ref, form=form)


def test_whoever_makes_it_is_told_what_stays_out_and_the_bundle_is_not(sole):
    bundle = made(sole, papered(sole))
    assert dict(bundle.left_out) == {
        "of a kind that this bundle does not hold": 5,
        "withheld under the harm test, limb (d) necessary to prevent or detect misconduct by other"
        " police (SI 2012/2632 reg 4)": 1,
        "privileged": 2,
        "not yet marked served, withheld or privileged": 1,
    }
    assert len(bundle.separate) == 4


# ------ the pages


@pytest.mark.parametrize("kind", kinds())
def test_the_index_of_a_pdf_names_the_pages_on_which_things_are(sole, kind):
    """Read back from the pages themselves; catches an index that is off by one."""
    ref = found(sole, papered(sole))
    for n in range(40):
        attach(sole, ref, f"Exhibit {n:02}", "served_document", "served", pages=n % 4)
    made_pdf = made(sole, ref, kind, "pdf").bundle
    pages = pdf_pages(made_pdf.body)
    (facts,) = sole.rows("SELECT facts FROM letters WHERE id = :id", id=made_pdf.id)[0]
    for title, first, _last, _note in json.loads(facts)["index"]:
        assert pages[first].startswith(re.sub(r" \([^()]*\)$", "", title)), title
    index = " ".join(text for n, text in sorted(pages.items()) if 1 < n < 5)
    for title, first, last, _note in json.loads(facts)["index"]:
        span = str(first) if first == last else f"{first}-{last}"
        assert re.search(rf"{re.escape(title)}(, [a-z ]+)? {span}\b", index), title
    assert all(text.endswith(f" of {made_pdf.pages}") for text in pages.values())


def test_html_and_word_bear_the_same_numbers_as_the_pdf(sole):
    ref = papered(sole)
    numbers = sorted(pdf_pages(body(sole, ref, form="pdf")))
    page = body(sole, ref).decode()
    assert [int(n) for n in re.findall(r'<section class="page" id="page-(\d+)"', page)] == numbers
    word = Word(io.BytesIO(body(sole, ref, form="docx")))
    starts = [s._sectPr.xpath("w:pgNumType/@w:start")[0] for s in word.sections]
    assert [int(n) for n in starts] == numbers
    foot = word.sections[0].footer._element.xml
    assert 'w:instr="PAGE"' in foot
    assert all(section.footer.is_linked_to_previous for section in list(word.sections)[1:])


def test_a_page_of_wide_letters_stays_one_page_and_loses_none_of_them(sole):
    """Catches text that runs over onto a page without a number of its own, or off the paper."""
    ref = papered(sole, narrative="W" * 5000 + " " + "\u0416" * 3000)
    pages = PdfReader(io.BytesIO(body(sole, ref, form="pdf"))).pages
    numbers = [int(re.findall(r"Page (\d+) of", page.extract_text())[-1]) for page in pages]
    assert numbers == sorted(set(numbers))
    whole = "".join(page.extract_text() for page in pages)
    assert whole.count("W") > 5000
    assert whole.count("\u0416") == 3000
    places = [x for page in pages for x in _letters(page)]
    assert len(places) > 5000
    assert max(places) < pages[0].mediabox.width - 50


def _letters(page: PageObject) -> list[float]:
    """Say how far to the right each piece of a page's text begins."""
    found_places: list[float] = []

    def visit(text: str, matrix: list[float], place: list[float], *_rest: object) -> None:
        if text.strip():
            found_places.append(mult(place, matrix)[4])

    page.extract_text(visitor_text=visit)
    return found_places


# ------ documents that are bound in

TEXT = "Statement of R Patel\n\n\tI saw {{7*7}} <b>it</b> #panic() \\ $x$.\f" + "Line.\n" * 60


def hashed(content: bytes) -> dict[str, object]:
    return {"sha256": hashlib.sha256(content).hexdigest(), "pages": count(content)}


@pytest.fixture
def folder(tmp_path):
    """A folder with a text, a PDF, something that is neither, and a file nobody asked for."""
    place = tmp_path / "papers" / "deeper"
    place.mkdir(parents=True)
    (place / "a.txt").write_text(TEXT)
    (place / "b.pdf").write_bytes(blank_pdf(3))
    (place / "c.docx").write_bytes(b"PK\x03\x04\xff\xfe")
    (place / "secret.txt").write_text(SECRET)
    return tmp_path / "papers"


def bound(office: Office, folder) -> str:
    ref = referred(office)
    for name, path in (("Statement", "a.txt"), ("Map", "b.pdf"), ("Sheet", "c.docx")):
        given = hashed((folder / "deeper" / path).read_bytes())
        given["pages"] = given["pages"] or 2
        attach(office, ref, name, "served_document", "served", **given)
    return ref


@pytest.mark.parametrize("form", FORMS)
def test_a_text_whose_hash_fits_is_bound_in_and_keeps_everybodys_numbers(sole, folder, form):
    ref = bound(sole, folder)
    without, within = made(sole, ref, form=form), made(sole, ref, form=form, folder=folder)
    assert without.bundle.digest == within.bundle.digest
    assert without.bundle.pages == within.bundle.pages
    text = text_of(form, within.bundle.body)
    assert "I saw {{7*7}} <b>it</b> #panic() \\ $x$." in text
    assert SECRET not in text
    assert "I saw" not in text_of(form, without.bundle.body)
    separate = ["Sheet"] if form == "pdf" else ["Map", "Sheet"]
    assert [title.split()[0] for title in within.separate] == separate


def test_the_pages_of_a_pdf_are_bound_into_a_pdf(sole, folder):
    ref = bound(sole, folder)
    whole = PdfReader(io.BytesIO(body(sole, ref, form="pdf", folder=folder)))
    bare = PdfReader(io.BytesIO(body(sole, ref, form="pdf")))
    assert len(whole.pages) == len(bare.pages) + 3 + len(typed(TEXT))
    assert "Page 8 of" in whole.pages[7].extract_text()
    again = body(sole, ref, form="pdf", folder=folder)
    assert again == body(sole, ref, form="pdf", folder=folder)


def test_a_file_with_other_than_the_recorded_pages_is_refused(sole, folder):
    """Catches a bundle whose later page numbers are other than everybody else's."""
    ref = referred(sole)
    given = {**hashed(blank_pdf(3)), "pages": 2}
    (folder / "m.pdf").write_bytes(blank_pdf(3))
    attach(sole, ref, "Map", "served_document", "served", **given)
    with pytest.raises(Refused, match="document 1 is recorded with 2 pages and its file has 3"):
        made(sole, ref, form="pdf", folder=folder)


def test_a_file_is_a_documents_by_its_hash_alone(folder):
    """Catches a file taken for its name, and a link followed out of the folder."""
    one = Document(1, "a.txt", "served_document", "served", sha256="0" * 64, pages=2)
    assert find(folder, [one], "X/1") == {}
    outside = folder.parent / "outside.txt"
    outside.write_text("Outside.")
    (folder / "link.txt").symlink_to(outside)
    linked = Document(1, "x", "served_document", "served", pages=1,
                      sha256=hashlib.sha256(outside.read_bytes()).hexdigest())  # fmt: skip
    assert find(folder, [linked], "X/1") == {}
    with pytest.raises(Refused, match="There is no folder"):
        find(folder / "nowhere", [one], "X/1")


def test_pages_are_counted_as_a_bundle_lays_them_out():
    assert [leaves(blank_pdf(n)) for n in (1, 2, 7, 16)] == [1, 2, 7, 16]
    assert count(b"%PDF-1.7 rubbish") == 0
    assert count(b"\xff\xfe\x00") == 0
    assert count(b"one\ftwo\fthree") == 3
    assert count(b"line\n" * 55) == 2


# ------ what people typed


@pytest.mark.parametrize("form", FORMS)
def test_what_people_typed_comes_out_as_text(sole, form):
    typed_in = "{{7*7}} #panic() $x$ *b* _i_ @ref <lbl> `c` \\ // <script>alert(1)</script> &amp;"
    ref = referred(sole, narrative=typed_in, place=typed_in[:90])
    attach(sole, ref, typed_in, "served_document", "served", pages=1, document_place="x")
    text = text_of(form, body(sole, ref, form=form))
    assert text.count(typed_in) >= 3
    assert "49" not in text


@pytest.mark.parametrize("form", FORMS)
def test_signs_that_cannot_be_seen_are_made_visible(form):
    """Handed to the pages as typed; catches a control sign that reaches a file, or breaks one."""
    said = plan((("Title",), (HOSTILE,)), [(HOSTILE, ((f"  {HOSTILE}",),))], [], {})
    text = text_of(form, written(Laid("Title", "X/1, hearing bundle", said), form, MOMENT))
    assert text.count("{{7*7}} {% raw %}") == 4
    assert "<script>alert(1)</script>" in text
    assert all(sign.isprintable() for sign in text)


def test_a_page_holds_no_script_and_fetches_nothing(sole):
    ref = papered(sole, narrative="<script>alert(1)</script><img src=x onerror=alert(1)>")
    page = Page(body(sole, ref).decode())
    assert page.open == []
    used = {tag for tag, _ in page.tags}
    assert not used & {"script", "img", "link", "iframe", "object"}
    assert all(str(given["href"]).startswith("#") for _, given in page.tags if "href" in given)
    assert not any("src" in given or "onerror" in given for _, given in page.tags)
    policy = [g["content"] for t, g in page.tags if t == "meta" and "content" in g]
    assert any(str(text).startswith("default-src 'none'") for text in policy)
    assert page.tags[0] == ("html", {"lang": "en-GB"})


def test_a_pdf_is_tagged_and_dated_with_the_moment_it_was_made(sole):
    reader = PdfReader(io.BytesIO(body(sole, papered(sole), form="pdf")))
    root: Any = reader.trailer["/Root"]
    told: Any = reader.metadata
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert told["/CreationDate"] == "D:20140601093000Z"
    assert told["/Title"].startswith("Hearing bundle: MC-2014-")


def test_letters_that_the_fonts_lack_are_written_out_by_number(sole):
    """Catches a name that vanishes from a PDF, or a PDF that cannot be made because of it."""
    ref = referred(sole, narrative="Seen by \u738b \U0001f600 and \u0416.")
    text = text_of("pdf", body(sole, ref, form="pdf"))
    assert "Seen by [U+738B] [U+1F600] and \u0416." in text


def test_a_word_file_says_nothing_but_the_bundle(sole):
    data = body(sole, papered(sole), form="docx")
    known = Word(io.BytesIO(data)).core_properties
    assert (known.author, known.comments, known.keywords) == ("hearings", "", "")
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        assert {part.date_time for part in held.infolist()} == {(2014, 6, 1, 9, 30, 0)}


def test_every_part_has_a_template():
    place = files("templates").joinpath("bundles")
    for kind in kinds().values():
        for part in kind.parts:
            assert place.joinpath(f"{part}.txt.j2").is_file()
            assert _environment("bundles").get_template(f"{part}.txt.j2").name == f"{part}.txt.j2"


# ------ the store


@pytest.mark.parametrize("form", FORMS)
def test_a_bundle_is_kept_and_given_out_again_byte_for_byte(office, form):
    ref = papered(office)
    first = made(office, ref, form=form).bundle
    assert first.sha256 == hashlib.sha256(first.body).hexdigest()
    office.go("amend", ref, allegation=1, narrative="Other words.", reason="Put right.")
    again = bundles.reissue(office.desk("caseworker"), first.id)
    assert again == first
    (listed,) = bundles.listed(office.desk("auditor"), ref)
    assert (listed.id, listed.digest, listed.body) == (first.id, first.digest, b"")
    assert bundles.listed(office.desk(), ref.rpartition("/")[0]) == [listed]


def test_every_making_and_reissue_stands_in_the_trail(office):
    ref = papered(office)
    first = made(office, ref).bundle
    bundles.reissue(office.desk("caseworker"), first.id)
    rows = [row for row in office.trail() if str(row[1]).startswith("bundle.")]
    case, detail = ref.rpartition("/")[0], f"bundle 1: hearing, html, {first.sha256}"
    assert rows == [
        ("practice_support", "bundle.make", case, 1, 0, "done", detail),
        ("caseworker", "bundle.reissue", case, 1, 0, "done", detail),
    ]


def test_bundles_and_letters_are_kept_apart(office):
    """Catches an investigator who has an outcome bundle given out as if it were a letter."""
    ref = papered(office)
    bundle = made(office, ref).bundle
    given = {"likely_form": "hearing"}
    letter = letters.issue(office.desk(), ref, "notice-of-investigation", "text", given)
    assert [one.id for one in letters.issued(office.desk(), ref)] == [letter.id]
    assert [one.id for one in bundles.listed(office.desk(), ref)] == [bundle.id]
    with pytest.raises(Refused, match=f"There is no letter {bundle.id}"):
        letters.reissue(office.desk(), bundle.id)
    with pytest.raises(Refused, match=f"There is no bundle {letter.id}"):
        bundles.reissue(office.desk(), letter.id)


@pytest.mark.parametrize("account", ["auditor", "administrator", "investigator", "supervisor"])
def test_only_those_who_prepare_hearings_make_bundles(office, account):
    ref = papered(office)
    first = made(office, ref).bundle
    for attempt in (
        lambda: bundles.make(office.desk(account), ref, "hearing", "html"),
        lambda: bundles.reissue(office.desk(account), first.id),
    ):
        with pytest.raises(NotAllowed, match="Bundles are made by"):
            attempt()
        assert office.trail()[-1][5] == "refused"


def test_a_case_that_may_not_be_known_has_no_bundles(office):
    ref = papered(office)
    office.go("amend", ref, sensitivity="restricted", reason="A colleague is named.")
    first = bundles.make(office.desk(), ref, "hearing", "html").bundle
    barred = office.desk("practice_support")
    for attempt in (
        lambda: bundles.make(barred, ref, "hearing", "html"),
        lambda: bundles.listed(barred, ref),
    ):
        with pytest.raises(UnknownReference):
            attempt()
    with pytest.raises(Refused, match="There is no bundle 1"):
        bundles.reissue(barred, first.id)


def test_a_bundle_whose_bytes_no_longer_fit_their_hash_is_not_given_out(office):
    first = made(office, papered(office)).bundle
    on = "" if office.database.dialect == SQLITE else " ON letters"
    office.run(f"DROP TRIGGER letters_no_update{on}")
    office.run("UPDATE letters SET body = :body", body=b"Another.")
    with pytest.raises(FoundFaults, match="no longer fit their hash"):
        bundles.reissue(office.desk(), first.id)


def test_a_bundle_of_what_has_changed_meanwhile_is_not_kept(office, monkeypatch):
    ref = papered(office)

    def meanwhile(*_given: object) -> bytes:
        office.go("note", ref, note="Changed.")
        return b""

    monkeypatch.setattr(making, "written", meanwhile)
    with pytest.raises(NewerVersion):
        made(office, ref)
    assert office.rows("SELECT count(*) FROM letters") == [(0,)]


@pytest.mark.parametrize(("form", "library"), [("pdf", "typst"), ("docx", "docx")])
def test_a_form_without_its_library_names_the_extra(office, monkeypatch, form, library):
    ref = papered(office)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match=r"hearings\[publish\]"):
        made(office, ref, form=form)
    assert body(office, ref)


def test_what_cannot_be_asked_for_is_refused(office):
    ref = papered(office)
    with pytest.raises(UsageError, match="html, docx, pdf"):
        made(office, ref, form="text")
    with pytest.raises(UsageError, match="no hearing bundle"):
        made(office, ref, comparators=True)
    with pytest.raises(Refused, match="There is no bundle 9"):
        bundles.reissue(office.desk(), 9)
