"""What goes into the two bundles, what does not, and on which page it stands."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.documents import paragraphs
from hearings.bundles import (
    HEADING,
    Bound,
    Comparator,
    Lawful,
    Matter,
    choose,
    contents,
    digest,
    kind_named,
    kinds,
    may_make,
    plan,
    selection,
    typed,
)
from hearings.bundles.kinds import parts
from hearings.bundles.pages import LINES, TYPED_LINES, TYPED_WIDTH, WIDTH, pieces
from hearings.conclusions import Document
from hearings.errors import BadValue, NotAllowed, Refused
from hearings.letter_words import written
from hearings.milestones import Reached
from hearings.referrals import referral, sent_to_new_panel
from hearings.stages import move_named
from hearings.warned import Warned
from tests.cast import PEOPLE, actor
from tests.hearings.scenes_conclusions import appealed as appealed_to_tribunal
from tests.hearings.scenes_conclusions import determine_appeal, find, heard, impose, met
from tests.hearings.scenes_diary import certify, fact, investigated, opened
from tests.hearings.walks import Walk

HELD = {
    "hearing": {"notice", "served_document", "response", "witness_list"},
    "outcome": {"service_record", "warning", "mitigation"},
}
"""What each bundle may hold, said here once more."""

MARKINGS = ("served", "withheld", "privileged", "")
KINDS = next(f for f in move_named("attach").fields if f.key == "document_kind").choices

NEVER = ("warning", "severity", "service", "comparator", "legal advice", "mitigation")
"""Words of what the hearing bundle may not hold."""


def document(number: int = 1, **changes: Any) -> Document:
    usual = Document(number, f"Document {number}", "served_document", "served", pages=3)
    return replace(usual, **changes)


def every_document() -> tuple[Document, ...]:
    """One of every kind under every marking."""
    pairs = [(kind, marking) for kind in KINDS for marking in MARKINGS]
    return tuple(
        document(n, name=f"{kind}-{marking or 'unmarked'}", kind=kind, marking=marking)
        for n, (kind, marking) in enumerate(pairs, 1)
    )


def matter(walk: Walk, **changes: Any) -> Matter:
    held = changes.pop("documents", ())
    file = replace(walk.file, subjects=(replace(walk.subject, documents=held),))
    return Matter(file, 1, "J Smith", "the Met", date(2014, 6, 24), **changes)


def said(of: Matter, kind: str) -> str:
    """Word everything in a bundle but its documents' own pages."""
    held = contents(of, kinds()[kind])
    text = [paragraphs("front", held.front, "bundles")]
    text += [paragraphs(key, facts, "bundles") for key, _title, facts in held.parts]
    lines = [" ".join(" ".join(lines).split()) for words in text for lines in words]
    titles = [title for _key, title, _facts in held.parts]
    return "\n".join([*titles, *lines, *(one.name for one in held.documents)])


def warned(walk: Walk) -> Walk:
    return walk.go("record_warning", warning="final_written_warning", notified_on="2013-06-03")


# ------ what goes in


@pytest.mark.parametrize("kind", HELD)
def test_each_kind_of_document_under_each_marking_goes_where_it_may(kind):
    """Every pair of kind and marking; catches a kind or a marking let into the wrong bundle."""
    walk = heard()
    held = choose(matter(walk, documents=every_document()).subject, kinds()[kind])
    assert {(one.kind, one.marking) for one in held.held} == {(k, "served") for k in HELD[kind]}
    assert sum(count for _why, count in held.left_out) == len(KINDS) * len(MARKINGS) - len(
        held.held
    )


@pytest.mark.parametrize("kind", HELD)
def test_a_filter_that_lets_everything_in_would_be_seen(kind, monkeypatch):
    """Proves the test above: with the filter gone it goes red."""
    monkeypatch.setattr(selection, "goes_in", lambda one, order: one.kind in order)
    with pytest.raises(AssertionError):
        test_each_kind_of_document_under_each_marking_goes_where_it_may(kind)


@pytest.mark.parametrize("kind", HELD)
def test_what_is_withheld_or_privileged_is_named_nowhere(kind):
    """Nor is it counted: that something is withheld may be what the harm test protects."""
    text = said(matter(heard(), documents=every_document()), kind)
    assert "privileged" not in text
    assert "withheld" not in text
    assert "unmarked" not in text


def test_the_hearing_bundle_holds_nothing_of_warnings_service_or_severity():
    walk = warned(heard())
    text = said(matter(walk, documents=every_document()), "hearing").lower()
    for word in NEVER:
        assert word not in text.replace("served_document", ""), word
    assert "2013" not in text


def test_the_hearing_bundle_says_nothing_that_is_known_of_the_outcome_alone():
    """The same case with and without everything the outcome bundle is made from."""
    walk = heard()
    more = {
        "mitigation": "Ill health.",
        "lawful": (Lawful(lawful=True, why="Something is open", source="reg 35"),),
        "elsewhere": (Warned("written_warning", date(2014, 1, 6), 12),),
        "comparators": (Comparator("2011", "2008", "written_warning"),),
    }
    assert said(matter(walk, **more), "hearing") == said(matter(walk), "hearing")


def test_what_there_is_no_case_to_answer_for_is_not_alleged():
    walk = opened()
    subject = replace(walk.subject, answers={"1": "none"})
    of = matter(walk)
    of = replace(of, file=replace(of.file, subjects=(subject,)))
    assert "Entry made two hours late" not in said(of, "hearing")
    assert "Entry made two hours late" in said(matter(walk), "hearing")


def test_nothing_in_a_bundle_depends_on_a_side():
    assert {one.name for one in fields(Matter)} == {
        "file", "number", "name", "force", "today", "mitigation", "lawful", "elsewhere",
        "comparators", "considered", "overlays",
    }  # fmt: skip


def test_a_meeting_has_a_meeting_bundle_for_the_person_who_conducts_it():
    """Only a panel has a chair."""
    text = said(matter(met()), "hearing")
    assert "Meeting bundle: MC-2014-00001/1" in text
    assert "one bundle for the person conducting the meeting" in text
    assert "conducted by Superintendent T Frost" in said(matter(met()), "outcome")
    assert "chaired by Commander K Hale" in said(matter(heard()), "outcome")


def test_a_matter_before_a_new_panel_keeps_the_authoritys_own_referral():
    """Catches the day of a tribunal's order that passes for the authority's referral."""
    walk = appealed_to_tribunal()
    own = said(matter(walk), "hearing")
    before = walk.subject.reached
    walk = determine_appeal(walk.at("2014-09-01"), "new_panel", determined_by="the tribunal")
    text = said(matter(walk), "hearing")
    [day] = [written(one.on) for one in before if one.key == "referred"]
    assert f"was referred to a misconduct hearing on {day}" in own
    assert f"was referred to a misconduct hearing on {day}" in text
    assert "It was sent to a new panel by the tribunal on 1 September 2014." in text
    assert "new panel" not in own


def test_an_authority_that_refers_again_has_its_newest_referral_in_the_bundle():
    """Catches a new panel of an earlier round that is told of in a later one."""
    walk = appealed_to_tribunal()
    first = Reached("referred", date(2014, 4, 1))
    anew = Reached("referred", date(2014, 9, 1), by="the tribunal", note="new panel")
    again = Reached("referred", date(2015, 2, 2))
    subject = replace(walk.subject, reached=(first, anew))
    assert (referral(subject), sent_to_new_panel(subject)) == (first, anew)
    later = replace(subject, reached=(first, anew, again))
    assert (referral(later), sent_to_new_panel(later)) == (again, None)
    never = replace(subject, reached=())
    assert (referral(never), sent_to_new_panel(never)) == (None, None)


def test_a_finding_changed_on_appeal_is_the_tribunals_with_its_reasons():
    """Catches a tribunal's finding put into the mouth of the hearing and its chair."""
    walk = determine_appeal(
        appealed_to_tribunal().at("2014-09-01"), "vary", finding="misconduct",
        outcome="final_written_warning", determined_by="the police appeals tribunal",
        reason="One lapse.",
    )  # fmt: skip
    text = said(matter(walk), "outcome")
    assert "Misconduct was found on appeal by the police appeals tribunal on 1 September" in text
    assert "One lapse." in text
    assert "chaired by" not in text
    assert "hearing found" not in text


def test_on_the_accelerated_road_the_notice_and_its_response_are_dated():
    walk = certify(investigated())
    assert "No response by the officer is recorded." in said(matter(walk), "hearing")
    fact(walk, "special_notice_given")
    fact(walk, "special_response_received")
    text = said(matter(walk), "hearing")
    assert "supplied to the officer on 1 June 2014" in text
    assert "response was received on 1 June 2014" in text


def test_whoever_makes_it_is_told_under_which_limb_a_document_is_withheld():
    """The limb's own words, and whether they were seen; a document never stands there."""
    held = (
        document(1, marking="withheld", limb="f", name="Letter of R Patel"),
        document(2, marking="withheld", limb="d"),
        document(3, marking="withheld", limb="d"),
        document(4, marking="withheld"),
        document(5, marking="privileged"),
    )
    found = contents(matter(heard(), documents=held), kinds()["hearing"]).left_out
    assert found == (
        ("withheld under the harm test", 1),
        (("withheld under the harm test, limb (d) necessary to prevent or detect misconduct by"
         " other police (SI 2012/2632 reg 4)"), 2),
        (("withheld under the harm test, limb (f) necessary and proportionate for the welfare and"
         " safety of an informant or a witness (SI 2012/2632 reg 4, unverified)"), 1),
        ("privileged", 1),
    )  # fmt: skip


# ------ when


def test_the_outcome_bundle_is_made_after_a_finding_that_stands():
    with pytest.raises(Refused, match="after a finding, and none stands"):
        contents(matter(opened()), kinds()["outcome"])
    assert contents(matter(find(opened())), kinds()["outcome"]).parts
    with pytest.raises(Refused, match="Nothing was found proven"):
        contents(matter(heard("not_proven")), kinds()["outcome"])


def test_a_finding_that_a_new_panel_is_to_make_again_is_none():
    """Catches an outcome bundle made of a finding that was set aside."""
    walk = determine_appeal(appealed_to_tribunal(), "new_panel")
    with pytest.raises(Refused, match="none stands"):
        contents(matter(walk), kinds()["outcome"])


def test_a_matter_that_was_never_referred_has_no_bundle():
    with pytest.raises(Refused, match="not referred"):
        contents(matter(investigated()), kinds()["hearing"])


def test_an_archive_has_no_bundle():
    of = matter(heard())
    case = replace(of.file.case, regime="none")
    with pytest.raises(Refused, match="archive"):
        contents(replace(of, file=replace(of.file, case=case)), kinds()["hearing"])


@pytest.mark.parametrize("account", PEOPLE)
def test_practice_support_and_caseworkers_alone_make_bundles(account):
    if account in {"practice_support", "caseworker"}:
        may_make(actor(account))
    else:
        with pytest.raises(NotAllowed, match="Bundles are made by"):
            may_make(actor(account))


def test_a_bundle_is_found_by_its_name():
    assert kind_named("Hearing-bundle") is kinds()["hearing"]
    with pytest.raises(BadValue, match="there are hearing, outcome"):
        kind_named("both")


# ------ the outcome bundle


def test_warnings_in_force_on_the_severity_day_stand_there_with_how_they_were_counted():
    """From this matter and from others; one that had run out is not among them."""
    walk = warned(heard())
    walk.go("record_warning", warning="written_warning", notified_on="2011-06-03")
    elsewhere = (Warned("written_warning", date(2014, 1, 6), 12, source="the other matter"),)
    text = said(matter(walk, elsewhere=elsewhere), "outcome")
    assert (
        "Final written warning: 18 months beginning with 3 June 2013, the day the officer was"
        " notified; its last day is 2 December 2014" in text
    )
    assert "12 months beginning with 6 January 2014" in text
    assert "its last day is 5 January 2015 (the other matter)" in text
    assert "2011" not in text
    assert "No warning was in force" in said(matter(heard()), "outcome")


def test_every_outcome_stands_with_its_rule_and_how_sure_that_is():
    rows = (
        Lawful(lawful=True, why="a warning is open", source="reg 35"),
        Lawful(lawful=True, why="advice is open", source="reg 36", confidence="parallel"),
        Lawful(lawful=True, why="dismissal is open", source="reg 37", confidence="unverified",
               waits=True),
        Lawful(lawful=True, why="more is open", source="reg 38", confidence="unverified"),
        Lawful(lawful=False, why="rank waits", source="reg 39", open_with_more=True),
        Lawful(lawful=False, why="nothing is not open", source="reg 40"),
    )  # fmt: skip
    text = said(matter(heard(), lawful=rows), "outcome")
    lawful, more = text.index("these are lawful"), text.index("if more were recorded")
    barred = text.index("These are not:")
    assert lawful < text.index("A warning is open (reg 35).") < more
    assert "Advice is open (reg 36, not verified)." in text
    assert "Dismissal is open (reg 37, not verified)." in text
    assert "More is open (reg 38, signed off by the force's lawyer)." in text
    assert more < text.index("Rank waits (reg 39).") < barred
    assert barred < text.index("Nothing is not open (reg 40).")


STAGES = ("seriousness", "purpose", "choice")


def found_on(day: date, level: str = "gross_misconduct", **changes: Any) -> Matter:
    """Give a matter with a finding of a day."""
    of = matter(heard(level), **changes)
    finding = replace(of.subject.findings[-1], on=day)
    return replace(of, file=replace(of.file, subjects=(replace(of.subject, findings=(finding,)),)))


def test_the_three_stages_of_the_guidance_are_headings_with_their_source():
    text = said(found_on(date(2017, 10, 1)), "outcome")
    places = [text.index(f"{n} stage: ") for n in ("First", "Second", "Third")]
    assert places == sorted(places)
    stages = [parts()[key] for key in STAGES]
    assert text.count("Source: College of Policing, Guidance on outcomes") == len(STAGES)
    assert all(stage.source and stage.source.confidence != "quoted" for stage in stages)
    assert text.count("not verified") == sum(
        stage.source.confidence == "unverified" for stage in stages if stage.source
    )


def test_a_finding_before_the_guidance_is_given_its_headings_alone():
    """Catches a bundle of 2014 that quotes what was first issued in October 2017."""
    text = said(found_on(date(2017, 9, 30)), "outcome")
    assert all(parts()[key].title in text for key in STAGES)
    assert text.count("It quotes no guidance.") == len(STAGES)
    assert "College" not in text
    assert "culpability" not in text


@pytest.mark.parametrize(
    ("level", "overlays", "kind", "presumed"),
    [
        ("gross_misconduct", ("2024", "2025"), "officer", True),
        ("gross_misconduct", ("2025",), "special", True),
        ("gross_misconduct", ("2024",), "officer", False),
        ("misconduct", ("2025",), "officer", False),
        ("gross_misconduct", ("2025",), "former", False),
        ("gross_misconduct", ("2025",), "staff", False),
    ],
)
def test_the_least_severe_comes_first_only_where_dismissal_is_not_presumed(
    level, overlays, kind, presumed
):
    """Catches a bundle that asks the contrary of what the Regulations say beside it."""
    of = found_on(date(2025, 9, 1), level, overlays=overlays)
    facts = replace(of.subject.facts, person_type=kind)
    of = replace(of, file=replace(of.file, subjects=(replace(of.subject, facts=facts),)))
    text = said(of, "outcome")
    assert ("the least severe is looked at first" in text) is not presumed
    assert ("unless exceptional circumstances justify less" in text) is presumed


def test_mitigation_recorded_with_the_outcome_is_quoted():
    text = said(matter(impose(heard()), mitigation="Ill health."), "outcome")
    assert "As it was heard: Ill health." in text
    assert "None has been recorded." in said(matter(heard()), "outcome")


# ------ comparators

SERVED = document(1, kind="comparators", name="Comparators as served")
PAST = Comparator("2011", "2008", "written_warning", ("honesty",), ("reckless (here alone)",))


def test_comparators_stand_there_only_when_both_sides_have_had_them_and_they_are_asked_for():
    none = said(matter(heard()), "outcome")
    assert "No comparators have been served" in none
    silent = said(matter(heard(), documents=(SERVED,)), "outcome")
    assert "this bundle does not set them out" in silent
    assert "as served" not in silent
    with pytest.raises(Refused, match="no document of comparators is marked served"):
        contents(matter(heard(), comparators=(PAST,)), kinds()["outcome"])
    withheld = replace(SERVED, marking="withheld")
    with pytest.raises(Refused, match="marked served"):
        contents(matter(heard(), comparators=(PAST,), documents=(withheld,)), kinds()["outcome"])
    full = said(matter(heard(), comparators=(PAST,), documents=(SERVED,), considered=7), "outcome")
    assert "2011, 2008 Regulations: written warning." in full
    assert "of which 7 are similar enough" in full
    assert "no tariff" in full
    assert "Comparators as served" in full


def test_a_comparator_has_no_field_that_says_whose_it_was():
    held = {one.name for one in fields(Comparator)}
    assert held == {"year", "regime", "outcome", "matched", "differs"}


# ------ the pages

WORDS = st.text("ab \u4e2d", min_size=1, max_size=400).filter(str.strip)
PARTS = st.lists(
    st.tuples(WORDS, st.lists(st.lists(WORDS, min_size=1, max_size=4), max_size=12)), max_size=8
)
DOCUMENTS = st.lists(st.integers(0, 40), max_size=60).map(
    lambda counts: [document(n, name=f"Document {n} " * (n % 9 + 1), pages=pages)
                    for n, pages in enumerate(counts, 1)]
)  # fmt: skip


@given(PARTS, DOCUMENTS)
def test_the_index_names_the_page_on_which_each_thing_begins(texts, documents):
    """Catches numbers that drift: by an index of several pages, a long part, a missing document."""
    made = plan((("Title",), ("x",)), texts, documents, {})
    starts = {
        page.number: page.blocks[0].text
        for page in made.pages
        if page.blocks and page.blocks[0].style == HEADING
    }
    assert len(made.entries) == len(texts) + len(documents)
    for entry in made.entries:
        assert entry.title.startswith(starts[entry.first])
    for one, following in zip(made.entries, made.entries[1:], strict=False):
        assert following.first == one.last + 1
    assert made.total == (made.entries[-1].last if made.entries else made.pages[-1].number)
    numbers = [page.number for page in made.pages]
    assert numbers == sorted(set(numbers))
    assert [e for page in made.pages for e in page.entries] == list(made.entries)


@given(PARTS)
def test_no_page_holds_more_than_it_has_room_for_and_nothing_is_lost(texts):
    made = plan((("Title",),), texts, (), {})
    for page in made.pages:
        lines = sum(len(pieces(b.text, WIDTH)) for b in page.blocks if b.style != HEADING)
        assert lines <= LINES
    wanted = "".join(w for _title, text in texts for lines in text for line in lines for w in line)
    body = "".join(b.text for page in made.pages[1:] for b in page.blocks if b.style != HEADING)
    assert "".join(body.split()) == "".join(wanted.split())


@given(st.text("ab ", max_size=300), st.integers(1, 40))
def test_the_lines_of_a_text_are_the_text(text, width):
    found = pieces(text, width)
    assert "".join(found) == text
    assert all(len(line) <= width + 1 and len(line.rstrip()) <= width for line in found)


@given(st.text(st.characters(), max_size=2000))
def test_plain_text_is_laid_out_in_pages_with_nothing_in_it_that_moves_the_reader(text):
    for page in typed(text):
        assert len(page) <= TYPED_LINES
        assert all(len(line) <= TYPED_WIDTH for line in page)
        assert all(s.isprintable() or category(s) == "Zs" for line in page for s in line)


def test_a_document_that_is_not_bound_in_keeps_its_numbers():
    made = plan((("T",),), (), [document(1, pages=4), document(2, pages=1)], {})
    assert [(e.first, e.last, e.note) for e in made.entries] == [
        (3, 7, "bound separately"), (8, 9, "bound separately"),
    ]  # fmt: skip
    assert [page.number for page in made.pages] == [1, 2, 3, 8]
    assert "Its pages are 4-7; it is bound separately" in made.pages[2].blocks[-1].text
    assert "Its page is 9;" in made.pages[3].blocks[-1].text


def test_a_document_that_is_bound_in_has_the_same_numbers():
    documents = [document(1, pages=2), document(2, pages=3)]
    bound = {1: Bound(text=(("a",), ("b",))), 2: Bound(leaves=3)}
    made = plan((("T",),), (), documents, bound)
    assert [page.number for page in made.pages] == list(range(1, 10))
    assert [page.leaf for page in made.pages] == [0, 0, 0, 0, 0, 0, 1, 2, 3]
    without = plan((("T",),), (), documents, {})
    assert [(e.first, e.last) for e in made.entries] == [(e.first, e.last) for e in without.entries]
    assert {e.note for e in made.entries} == {""}


def test_a_document_whose_pages_are_not_known_is_a_volume_of_its_own():
    made = plan((("T",),), (), [document(1, pages=0), document(2, pages=1)], {})
    assert [(e.first, e.note) for e in made.entries] == [
        (3, "a volume of its own"), (4, "bound separately"),
    ]  # fmt: skip


# ------ the digest


def test_what_the_contents_come_to_changes_with_each_of_them():
    """Catches a digest that leaves a part, a document or a hash out."""
    front, texts, documents = (("T",),), [("A", (("x",),))], [document(1, sha256="a" * 64)]
    first = digest(front, texts, documents)
    assert first == digest(front, list(texts), list(documents))
    others = [
        digest((("U",),), texts, documents),
        digest(front, [("B", (("x",),))], documents),
        digest(front, [("A", (("y",),))], documents),
        digest(front, texts, []),
        digest(front, texts, [document(1, sha256="b" * 64)]),
        digest(front, texts, [document(1, sha256="a" * 64, pages=9)]),
        digest(front, texts, [document(1, sha256="a" * 64, name="Other")]),
    ]
    assert len({first, *others}) == len(others) + 1
