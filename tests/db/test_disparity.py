"""Disparity counted on both databases: whom each step is asked of, and what two figures say."""

from __future__ import annotations

from datetime import date

import pytest

from db import disparity_counts
from db.disparity import Asked, Report, Step, disparity, disparity_for
from db.tables.cases import SubjectRow
from db.tables.conclusions import ConclusionRow
from hearings.disparity.groups import fields
from hearings.disparity.measures import COLUMN, CONCLUSION, DAYS, measures
from hearings.errors import NotAllowed, UsageError
from tests.cast import SUPERINTENDENT, TODAY
from tests.concluded import concluded, found, withdrawn
from tests.db.archive import Shelf, rows

WHITE = {"ethnicity": "W1", "ethnicity_set": "16+1"}
BLACK = {"ethnicity": "B1", "ethnicity_set": "18+1"}


def asked(office, key="all", by="ethnicity", **more) -> Report:
    """Ask as an auditor does."""
    return disparity(office.desk("auditor"), Asked(by, key, **more))


def step(office, key, by="ethnicity", **more) -> Step:
    """Give what was counted at one step."""
    (one,) = asked(office, key, by, **more).steps
    return one


def shares(office, key, by="ethnicity", **more):
    """Give the part and the base of each group at one step."""
    return {
        row.group: (row.counts.changed, row.counts.decided)
        for row in step(office, key, by, **more).found.rows
    }


def row(found: Step, group):
    return next(one for one in found.found.rows if one.group == group)


@pytest.fixture
def ladder(office):
    """Bring seven officers to as many ends: restricted, lowered, warned, dismissed and others."""
    first = office.receive(person="201301", name="P One", **WHITE)
    office.go("restrict", first, maker="authority", imposed="yes", terms="No contact.",
              alternatives="None.", reason="Protects the witness.")  # fmt: skip
    office.decided("gross_misconduct", "misconduct", person="201302", name="P Two", **WHITE)
    concluded(office, person="201303", name="P Three", **BLACK)
    concluded(office, "dismissal_without_notice", person="201304", name="P Four", **BLACK)
    concluded(office, "not_proven", person="201305", name="P Five", **WHITE)
    found(office, person="201306", name="P Six")
    withdrawn(office, "performance_procedures", person="201307", name="P Seven", **WHITE)
    return office


RIGHT = {
    "initial_level": {"5+1:White": (3, 3), "5+1:Black": (2, 2), "": (1, 1)},
    "initial_gross": {"5+1:White": (3, 3), "5+1:Black": (2, 2), "": (1, 1)},
    "changed": {"5+1:White": (1, 3), "5+1:Black": (0, 2), "": (0, 1)},
    "gross_lowered": {"5+1:White": (1, 3), "5+1:Black": (0, 2), "": (0, 1)},
    "misconduct_lowered": {},
    "misconduct_raised": {},
    "neither_raised": {},
    "investigated": {"5+1:White": (2, 2), "5+1:Black": (2, 2), "": (1, 1)},
    "suspended": {"5+1:White": (1, 4), "5+1:Black": (0, 2), "": (0, 1)},
    "case_to_answer": {"5+1:White": (2, 2), "5+1:Black": (2, 2), "": (1, 1)},
    "no_further_action": {"5+1:White": (0, 2), "5+1:Black": (0, 2), "": (0, 1)},
    "no_proceedings": {"5+1:White": (0, 2), "5+1:Black": (0, 2), "": (0, 1)},
    "referred": {"5+1:White": (2, 2), "5+1:Black": (2, 2), "": (1, 1)},
    "finding": {"5+1:White": (0, 2), "5+1:Black": (2, 2), "": (1, 1)},
    "dismissed": {"5+1:Black": (1, 2)},
    "would_have_been_dismissed": {"5+1:Black": (0, 2)},
    "reduced_in_rank": {"5+1:Black": (0, 2)},
    "final_written_warning": {"5+1:Black": (1, 2)},
    "written_warning": {"5+1:Black": (0, 2)},
    "lesser": {"5+1:Black": (0, 2)},
}
"""With how many of how many each step happened, in each group, worked out by hand."""


def test_each_step_is_asked_of_those_who_came_so_far(ladder):
    """Catches a base that is everybody, of whom most never came to the step."""
    report = asked(ladder)
    assert report.reference == "5+1:White"
    counted = {
        one.measure.key: {r.group: (r.counts.changed, r.counts.decided) for r in one.found.rows}
        for one in report.steps
        if one.measure.kind == "share"
    }
    assert counted == RIGHT
    for one in report.steps:
        if one.measure.kind == "share":
            assert one.total.decided == sum(base for _part, base in RIGHT[one.measure.key].values())
            assert one.total.changed == sum(part for part, _base in RIGHT[one.measure.key].values())


def test_a_group_more_often_called_misconduct_than_neither_is_shown(office):
    """Catches a first step that sets gross misconduct beside all else, and hides neither in it.

    Both groups have one of two called gross misconduct; of the others, one was called misconduct
    and one neither.
    """
    for place, (level, group) in enumerate((
        ("gross_misconduct", WHITE), ("neither", WHITE),
        ("gross_misconduct", BLACK), ("misconduct", BLACK),
    )):  # fmt: skip
        office.assessed_locally(level, person=str(201301 + place), name="P", **group)
    office.receive(person="201399", name="P", **WHITE)
    assert shares(office, "initial_gross") == {"5+1:White": (1, 2), "5+1:Black": (1, 2)}
    assert shares(office, "initial_level") == {"5+1:White": (1, 2), "5+1:Black": (2, 2)}


@pytest.mark.parametrize("by", fields())
def test_by_every_field_the_groups_and_the_unknown_add_up(ladder, by):
    """Catches a join that counts an officer twice, and one whose group is not known left out."""
    total = asked(ladder, by="sex").steps
    for one, right in zip(asked(ladder, by=by).steps, total, strict=True):
        if one.measure.kind == DAYS:
            assert right.all_times is not None
            assert sum(r.started for r in one.times) == right.all_times.started == 7
            continue
        assert sum(r.counts.decided for r in one.found.rows) == right.total.decided
        assert sum(r.counts.changed for r in one.found.rows) == right.total.changed
        assert one.total == right.total


def test_the_conditions_are_on_columns_that_are_there():
    for measure in measures().values():
        for one in (*measure.given, *measure.happened):
            if one.on in {COLUMN, CONCLUSION}:
                table = SubjectRow if one.on == COLUMN else ConclusionRow
                assert one.names[0] in table.model_fields, measure.key


def test_chinese_of_both_sets_counts_with_asian_and_full_keeps_every_code(ladder):
    """Catches the older set's Chinese in Other, and codes of two sets taken for one in full."""
    for number, value in enumerate(("16+1:O1", "18+1:A4", "18+1:O2", "16+1:NS", "16+1:W1",
                                    "18+1:W1", "WHITE"), 1):  # fmt: skip
        ladder.run("UPDATE subjects SET ethnicity = :value WHERE id = :id", value=value, id=number)
    assert {group: base for group, (_part, base) in shares(ladder, "suspended").items()} == {
        "5+1:White": 2, "5+1:Asian": 2, "5+1:Other": 1, "5+1:NS": 1, "WHITE": 1,
    }  # fmt: skip
    assert list(shares(ladder, "suspended", groups="full")) == [
        "16+1:W1", "16+1:O1", "18+1:W1", "18+1:A4", "18+1:O2", "WHITE", "16+1:NS",
    ]  # fmt: skip
    assert asked(ladder, "suspended").own_words == ("WHITE",)


def test_the_figures_are_narrowed_by_a_field_a_period_and_its_day(ladder):
    ladder.run("UPDATE subjects SET unit = 'Harrow', received = '2013-01-01' WHERE id = 1")
    ladder.run("UPDATE allegations SET category = 'Force' WHERE subject_id = 2")
    assert shares(ladder, "suspended", where={"unit": "Harrow"}) == {"5+1:White": (1, 1)}
    assert shares(ladder, "suspended", end=date(2013, 6, 1)) == {"5+1:White": (1, 1)}
    assert shares(ladder, "suspended", start=date(2013, 6, 1))["5+1:White"] == (0, 3)
    assert shares(ladder, "changed", where={"category": "Force"}) == {"5+1:White": (1, 1)}
    assert shares(ladder, "suspended", start=date(2014, 1, 1), basis="decided")["5+1:White"] == (
        0, 3,
    )  # fmt: skip


def test_a_covert_matter_is_not_counted_at_any_step(ladder):
    """Catches a covert inquiry that shows as one more officer suspended in a small unit."""
    ladder.run("UPDATE cases SET sensitivity = 'covert' WHERE id IN (1, 3)")
    report = asked(ladder)
    for one in report.steps:
        if one.all_times is not None:
            assert one.all_times.started == 5
        elif one.measure.key == "concerned":
            assert one.total.changed == 5
        elif one.measure.key == "suspended":
            assert (one.total.changed, one.total.decided) == (0, 5)
    assert shares(ladder, "dismissed") == {"5+1:Black": (1, 1)}


# ------ per 100 of the workforce


def staffed(office, *lines: tuple[str, str, str, int], day="2014-03-31", load=1):
    """Put lines of the workforce in: ethnicity, rank band, person type, people."""
    for ethnicity, band, kind, number in lines:
        office.run(
            "INSERT INTO workforce (load, day, unit, rank_band, person_type, ethnicity, sex,"
            " service_band, people) VALUES (:load, :day, '', :band, :kind, :ethnicity, '', '',"
            " :number)",
            load=load, day=day, band=band, kind=kind, ethnicity=ethnicity, number=number,
        )  # fmt: skip


def test_people_count_once_against_the_workforce_of_the_same_group(ladder):
    """Catches an officer with two matters counted as two people, and matters put to a base."""
    ladder.receive(person="201303", name="P Three", **BLACK)
    staffed(ladder, ("16+1:W1", "sergeant", "", 100), ("18+1:W9", "constable", "", 60),
            ("18+1:B1", "sergeant", "", 50), ("", "staff", "", 7))  # fmt: skip
    assert shares(ladder, "concerned") == {"5+1:White": (4, 160), "5+1:Black": (2, 50), "": (1, 7)}
    found = step(ladder, "concerned")
    assert (found.workforce, found.total.changed, found.total.decided) == ("2014-03-31", 7, 217)
    staffed(ladder, ("16+1:W1", "sergeant", "", 10), load=2)
    assert shares(ladder, "concerned")["5+1:White"] == (4, 10), "A later load of a day counts."


def test_a_person_stands_where_their_newest_matter_puts_them(ladder):
    """Catches a promoted officer counted in both ranks, or in the one they have left."""
    newest = ladder.receive(person="201303", name="P Three", **BLACK)
    ladder.run("UPDATE subjects SET rank_band = 'inspecting' WHERE reference = :ref", ref=newest)
    assert shares(ladder, "concerned", "rank_band") == {"sergeant": (6, 0), "inspecting": (1, 0)}
    ladder.run("UPDATE subjects SET rank_band = 'inspecting' WHERE id = 3")
    ladder.run("UPDATE subjects SET rank_band = 'sergeant' WHERE reference = :ref", ref=newest)
    assert shares(ladder, "concerned", "rank_band") == {"sergeant": (7, 0)}
    # One that came in earlier and was entered last is not the newest.
    ladder.run("UPDATE subjects SET received = '2013-01-01' WHERE reference = :ref", ref=newest)
    assert shares(ladder, "concerned", "rank_band") == {"sergeant": (6, 0), "inspecting": (1, 0)}


def test_the_people_of_an_archive_without_regulations_are_of_another_force(ladder):
    """Catches another city's officers counted against the force's own workforce."""
    ladder.run("UPDATE cases SET regime = 'none', archive = 'Elsewhere' WHERE id = 1")
    staffed(ladder, ("16+1:W1", "sergeant", "officer", 100))
    assert shares(ladder, "concerned")["5+1:White"] == (3, 100)
    ladder.run("UPDATE subjects SET person_id = NULL WHERE id = 1")
    assert shares(ladder, "concerned")["5+1:White"] == (3, 100), "Nor one nobody knows."


def test_without_a_workforce_nobody_has_a_rate(ladder):
    """Catches a rate per nobody; an archive's people are in no workforce of the force."""
    found = step(ladder, "concerned")
    assert (found.workforce, found.total.changed, found.total.rate) == ("", 7, None)
    assert all(one.crude is None and one.interval is None for one in found.found.rows)
    staffed(ladder, ("16+1:W1", "sergeant", "officer", 100))
    assert step(ladder, "concerned", end=date(2014, 3, 30)).workforce == ""


def test_the_people_of_an_archive_by_name_are_put_to_no_workforce(ladder, tmp_path):
    """Catches those of one archive over everybody who serves."""
    Shelf(ladder, tmp_path).bring(rows({}))
    staffed(ladder, ("16+1:W1", "sergeant", "officer", 100))
    found = step(ladder, "concerned", archive="Old forms")
    assert (found.workforce, found.total.decided) == ("", 0)


def test_a_workforce_that_does_not_say_of_which_group_its_people_are_is_no_base(ladder):
    """Catches the whole workforce put under those whose group is not recorded."""
    staffed(ladder, ("", "sergeant", "officer", 1000))
    found = step(ladder, "concerned")
    assert (found.workforce, found.total.decided) == ("", 0)
    assert step(ladder, "concerned", "rank_band").total.decided == 1000


@pytest.mark.parametrize("where", [{"rank": "Inspector"}, {"category": "Force"}, {"unit": ""}])
def test_what_the_workforce_cannot_be_narrowed_by_leaves_no_base(ladder, where):
    """Catches inspectors over the whole force: a rank that no line of the workforce says.

    Planted: a condition that is left out of the workforce gives 100 people as the base.
    """
    staffed(ladder, ("16+1:W1", "sergeant", "officer", 100))
    found = step(ladder, "concerned", where=where)
    assert (found.unsaid, found.workforce, found.total.decided) == ((*where,), "", 0)
    narrowed = step(ladder, "concerned", where={"rank_band": "sergeant"})
    assert (narrowed.unsaid, narrowed.total.decided) == ((), 100)


def test_people_are_counted_for_twelve_months_unless_days_are_given(ladder):
    """Catches every matter there ever was, over the people of one day, read as a year's."""
    staffed(ladder, ("16+1:W1", "sergeant", "officer", 100))
    ladder.run("UPDATE subjects SET received = '2013-06-01' WHERE id = 1")
    found = step(ladder, "concerned")
    assert found.period is not None
    assert (found.period.first, found.period.last) == (date(2013, 6, 2), TODAY)
    assert row(found, "5+1:White").counts.changed == 3
    since = step(ladder, "concerned", start=date(2013, 6, 1))
    assert row(since, "5+1:White").counts.changed == 4
    assert step(ladder, "changed").period is None


def test_an_unidentified_officer_is_a_person_of_no_known_group(ladder):
    ladder.receive(person="", name="")
    staffed(ladder, ("16+1:W1", "sergeant", "officer", 100))
    assert shares(ladder, "concerned")[""] == (2, 0)


# ------ how long it took


def test_a_matter_that_is_not_decided_has_lasted_until_today_or_until_it_was_closed(ladder):
    """Catches days counted for what is still open as if it had come to its end."""
    found = step(ladder, "days_to_decision")
    assert {one.group: (one.finished, one.started) for one in found.times} == {
        "5+1:White": (3, 4), "5+1:Black": (2, 2), "": (1, 1),
    }  # fmt: skip
    ended = step(ladder, "days_to_end")
    assert {one.group: (one.finished, one.started) for one in ended.times} == {
        "5+1:White": (1, 4), "5+1:Black": (0, 2), "": (0, 1),
    }  # fmt: skip
    assert all(one.few and one.median is None for one in (*found.times, *ended.times))
    ladder.run("UPDATE subjects SET decided = '' WHERE id = 2")
    times = step(ladder, "days_to_decision").all_times
    assert times is not None
    assert times.started == 6, "Decided on no known day."


def test_a_matter_that_the_unit_kept_or_another_decided_does_not_run_on(ladder):
    """Catches one that nobody will decide counted until today, as if DPS still had to."""
    ref = ladder.assessed_locally("misconduct", person="201308", name="P Eight")
    ladder.go("keep_locally", ref, maker=SUPERINTENDENT[0], handled_by="Insp Hall", reason="Late.")
    waits = ladder.assessed_locally("misconduct", person="201309", name="P Nine")
    measure, last = measures()["days_to_decision"], date(2015, 6, 1)
    with ladder.database.read() as connection:
        lengths = disparity_counts.lengths(connection, Asked("ethnicity"), measure, last)
        received = connection.row("SELECT received FROM subjects WHERE reference = :r", r=waits)
    waited = (last - date.fromisoformat(received[0])).days
    running = [length for length, done in lengths[""].values() if not done]
    assert max(running) == waited
    assert sum(length == waited for length in running) == 1
    assert len(running) == 2


def test_what_the_unit_handles_has_ended_and_was_not_investigated(ladder):
    """Catches matters handed back left out of the base, which makes the others' share too high."""
    before = {key: shares(ladder, key)[""] for key in ("investigated", "no_proceedings")}
    ref = ladder.decided("misconduct", "misconduct", person="201308", name="P Eight")
    ladder.go("return_to_unit", ref, maker="authority", handled_by="Insp Hall")
    after = {key: shares(ladder, key)[""] for key in before}
    assert (before["investigated"], after["investigated"]) == ((1, 1), (1, 2))
    assert (before["no_proceedings"], after["no_proceedings"]) == ((0, 1), (1, 2))
    assert shares(ladder, "no_further_action")[""] == (0, 2)


# ------ the two figures, counted


def planted(office, folder, cells):
    """Bring in officers first called misconduct, by group and category, some of them lowered."""
    lines = [
        {"ref": f"{group}-{kind}-{n}", "first": "M", "final": "N" if n < part else "M",
         "kind": kind, "ethnicity": group, "rank": "PC"}
        for group, kind, part, whole in cells
        for n in range(whole)
    ]  # fmt: skip
    shelf = Shelf(office, folder)
    shelf.bring(rows(*lines))
    office.run("UPDATE subjects SET ethnicity = '16+1:' || ethnicity WHERE ethnicity <> ''")


def test_a_planted_disparity_that_is_of_the_category_vanishes_when_standardised(office, tmp_path):
    """Catches strata that SQL does not keep apart, so that both figures are the plain one."""
    planted(office, tmp_path, [("W1", "minor", 10, 100), ("W1", "grave", 20, 40),
                               ("B1", "minor", 4, 40), ("B1", "grave", 50, 100)])  # fmt: skip
    black = row(step(office, "misconduct_lowered"), "5+1:Black")
    assert black.crude.value == pytest.approx(1.8)
    assert black.crude.low > 1
    assert black.standardised.value == pytest.approx(1.0)
    assert (black.strata, black.strata_used, black.alike_reference) == (2, 2, 140)


def test_a_planted_disparity_within_every_category_stays(office, tmp_path):
    planted(office, tmp_path, [("W1", "minor", 10, 100), ("W1", "grave", 20, 40),
                               ("B1", "minor", 8, 40), ("B1", "grave", 90, 100)])  # fmt: skip
    black = row(step(office, "misconduct_lowered"), "5+1:Black")
    assert black.standardised.value == pytest.approx(1.8, abs=0.1)
    assert black.standardised.low > 1.3
    narrowed = step(office, "misconduct_lowered", where={"category": "minor"})
    assert row(narrowed, "5+1:Black").crude.value == pytest.approx(2.0)


def test_officers_of_one_case_widen_the_interval(office, tmp_path):
    """Catches forty officers of four raids taken for forty strangers."""
    planted(office, tmp_path, [("W1", "a", 20, 40), ("B1", "a", 20, 40)])
    alone = row(step(office, "misconduct_lowered"), "5+1:Black")
    office.run("UPDATE subjects SET case_id = 1 + (id - 1) / 10")
    joint = row(step(office, "misconduct_lowered"), "5+1:Black")
    assert (alone.counts.spread, joint.counts.spread > 3) == (1.0, True)
    assert (joint.counts.changed, joint.counts.cases) == (alone.counts.changed, 4)
    assert joint.interval[0] < alone.interval[0]
    assert joint.crude.low < alone.crude.low


def test_an_officer_of_several_categories_is_in_a_stratum_of_its_own(office, tmp_path):
    """Catches an officer who stands in two strata, and is counted in both."""
    planted(office, tmp_path, [("W1", "a", 10, 30), ("B1", "a", 10, 30)])
    office.run("INSERT INTO allegations (subject_id, number, standard, category) SELECT id, 2,"
               " 'force', 'b' FROM subjects WHERE ethnicity = '16+1:B1' AND id > 50")  # fmt: skip
    black = row(step(office, "misconduct_lowered"), "5+1:Black")
    assert (black.strata, black.strata_used, black.alike, black.counts.decided) == (2, 1, 20, 30)


def test_what_an_archive_does_not_keep_is_not_asked_of_it(office, tmp_path):
    """Catches nobody suspended of those of whom no suspension would be known."""
    planted(office, tmp_path, [("W1", "a", 10, 30)])
    office.receive(person="201301", name="P One", **BLACK)
    assert shares(office, "suspended") == {"5+1:Black": (0, 1)}
    assert shares(office, "misconduct_lowered") == {"5+1:White": (10, 30)}
    report = asked(office, archive="Old forms")
    assert report.notes == ("Old forms",)
    assert {one.measure.key for one in report.steps if one.total.decided} == {
        "initial_level", "initial_gross", "changed", "misconduct_lowered", "misconduct_raised",
    }  # fmt: skip
    with pytest.raises(UsageError, match="there is Old forms"):
        asked(office, archive="New forms")


# ------ who may ask, and for whom


def test_who_asked_for_what_stands_in_the_trail(ladder):
    asked(ladder, "changed", where={"unit": "Camden"}, reference="Black")
    _account, action, *_rest, outcome, detail = ladder.trail()[-1]
    assert (action, outcome) == ("figures.disparity", "done")
    assert '"measure": "changed"' in detail
    assert '"reference": "Black"' in detail
    with pytest.raises(NotAllowed):
        disparity(ladder.desk("local_assessor"), Asked("sex"))
    assert ladder.trail()[-1][5] == "refused"


@pytest.mark.parametrize(
    "wrong",
    [
        {"by": "unit"},
        {"key": "lowered"},
        {"groups": "6"},
        {"where": {"assessor": "300005"}},
        {"where": {"name": "Smith"}},
        {"basis": "closed"},
        {"start": TODAY, "end": date(2014, 1, 1)},
        {"reference": "Martian"},
    ],
)
def test_what_cannot_be_asked_is_refused(ladder, wrong):
    """Catches figures narrowed to the decisions of one assessor, who would be named by them."""
    with pytest.raises(UsageError):
        asked(ladder, **wrong)


def test_staff_have_the_numbers_that_were_released_and_what_follows_from_them(office, tmp_path):
    """Catches a ratio of true numbers beside withheld ones, from which they could be had."""
    planted(office, tmp_path, [("W1", "a", 50, 200), ("B1", "a", 30, 60), ("A1", "a", 2, 30),
                               ("", "a", 3, 11)])  # fmt: skip
    ask = Asked("ethnicity", "misconduct_lowered")
    left = disparity_for(office.desk("supervisor"), ask, "staff")
    published = left.release.published
    small = {("5+1:Asian", "happened"): 2, ("", "happened"): 3}
    assert all(published[place] is None for place in small)
    assert published[None, None] == 301
    for one in left.found.rows:
        part, base = published[one.group, "happened"], published[one.group, None]
        assert (part, base) == (one.counts.changed, one.counts.decided)
        assert one.standardised is None
    black = next(one for one in left.found.rows if one.group == "5+1:Black")
    assert black.crude is not None
    assert black.crude.value == pytest.approx(2.0)
    again = disparity_for(office.desk("supervisor"), ask, "staff")
    assert again.release.number == left.release.number


def test_the_public_have_ratios_of_rounded_numbers(office, tmp_path):
    planted(office, tmp_path, [("W1", "a", 51, 203), ("B1", "a", 32, 61), ("", "a", 30, 71)])
    left = disparity_for(
        office.desk("supervisor"), Asked("ethnicity", "misconduct_lowered"), "public"
    )
    black = next(one for one in left.found.rows if one.group == "5+1:Black")
    assert (black.counts.changed, black.counts.decided) == (30, 60)
    assert black.crude is not None
    assert black.crude.value == pytest.approx((30 / 60) / (50 / 205))
    assert left.found.rows[-1].crude_why == "unknown", "Not known, and not dropped."


@pytest.mark.parametrize("key", ["all", "concerned", "days_to_end"])
def test_only_one_share_at_a_time_is_released(ladder, key):
    with pytest.raises(UsageError, match="one step at a time"):
        disparity_for(ladder.desk("supervisor"), Asked("sex", key), "staff")


def test_whoever_may_not_release_is_refused(ladder):
    with pytest.raises(NotAllowed):
        disparity_for(ladder.desk("caseworker"), Asked("sex", "changed"), "public")
    assert ladder.trail()[-1][5] == "refused"
