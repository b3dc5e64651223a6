"""Lists: filtered, sorted every way, paged by key, and blind to what may not be seen."""

from __future__ import annotations

from dataclasses import fields, replace
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db import store
from db.people import keep_person, person_id
from db.store import SORTS, Query
from hearings.access import bar, roles
from hearings.errors import BadValue, UnknownReference, UsageError
from hearings.people import Actor, Maker, PersonFacts
from tests.cast import RATIONALE, TODAY, actor
from tests.desks import opened

EVERY = actor("supervisor")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def full(request, store_templates, tmp_path_factory):
    """Give a caseload to read, in which values repeat, differ and are missing."""
    if request.param == "sqlite":
        url = store_templates.sqlite(tmp_path_factory.mktemp("full"))
    else:
        templates = request.getfixturevalue("postgres_templates")
        url = store_templates.postgres(templates, templates)
    with opened(url) as office:
        yield _filled(office)


def _filled(office):
    rng = Random(7)
    units, ranks = ["Camden", "Barnet", "Zoë's"], ["PC", "PS", "Supt", ""]
    for place in range(14):
        named = place % 5 != 4
        ref = office.receive(
            attention_date=f"2014-0{rng.randint(1, 5)}-10", unit=rng.choice(units),
            rank=rng.choice(ranks), person=f"20{place:04d}" if named else None,
            name=rng.choice(["J Smith", "j smith", "Zoë Ann", "李", "B 100%"]) if named else None,
            standard=rng.choice(["honesty", "force"]),
        )  # fmt: skip
        if place % 3:
            level = rng.choice(["neither", "misconduct", "gross_misconduct"])
            office.go("assess_locally", ref, maker="local_assessor", level=level,
                      rationale=RATIONALE)  # fmt: skip
            if place % 2:
                office.go("pass_to_dps", ref)
        if place % 4 == 0:
            office.go("set_priority", ref, threat=rng.choice(["low", "medium", "high"]),
                      risk="low", harm="low")  # fmt: skip
            office.go("allocate", ref, handler=rng.choice(["R. Mensah", "A. Bee"]))
    office.go("add_subject", "MC-2014-00001", standard="force", narrative="N", reason="R")
    return office


def whole(office, query, who=EVERY):
    with office.database.read() as connection:
        ids = list(store.order(connection, query, who))
        lines = {line.id: line for line in store.page(connection, ids, who)}
    return [lines[number] for number in ids]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_by_key_walk_the_whole_list_in_its_order(full, sort, descending):
    query = Query(sort=sort, descending=descending)
    order = whole(full, query)
    with full.database.read() as connection:
        walked = store.first(connection, query, EVERY, 4)
        while page := store.after(connection, query, EVERY, walked[-1].reference, 4):
            walked += page

    assert walked == order
    assert len({line.id for line in order}) == len(order) == 15


@pytest.mark.parametrize("sort", SORTS)
def test_descending_is_ascending_backwards(full, sort):
    up, down = whole(full, Query(sort=sort)), whole(full, Query(sort=sort, descending=True))

    assert down == up[::-1]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("level", ["", "neither", "misconduct", "gross_misconduct"]),
        ("priority", ["red", "amber", "green", ""]),
    ],
)
def test_levels_and_priorities_sort_by_what_they_mean(full, sort, order):
    found = [getattr(line, sort) for line in whole(full, Query(sort=sort))]

    assert found == sorted(found, key=order.index)
    assert len(set(found)) >= 3


FILTERS = [
    Query(stage="awaiting_dps"),
    Query(unit="Camden"),
    Query(level="misconduct"),
    Query(priority="green"),
    Query(handler="A. Bee"),
    Query(unit="Camden", stage="with_unit"),
    Query(search="smith"),
    Query(search="SMITH camden"),
    Query(search="zoë"),
    Query(search="100%"),
    Query(search="100_"),
    Query(search="use of force"),
    Query(search="nobody"),
    Query(reading="waiting"),
    Query(decided_from="2014-01-01"),
    Query(overdue_on="2014-06-01"),
    Query(unit="'; DROP TABLE cases; --"),
]


def fits(line, query):
    """Say by other means whether a line belongs in a list."""
    if query.reading or query.decided_from or query.overdue_on:
        return False
    exact = ("stage", "unit", "level", "priority", "handler")
    return all(getattr(query, f) in {"", getattr(line, f)} for f in exact)


def named(query):
    given = {field.name: getattr(query, field.name) for field in fields(query)}
    return "-".join(str(value) for name, value in given.items() if value and name != "sort")


@pytest.mark.parametrize("query", FILTERS, ids=named)
def test_a_filter_shows_what_fits_and_counts_it(full, query):
    found = whole(full, query)
    everything = whole(full, Query())
    if query.search:
        words = query.search.casefold().split()
        shown = {"use", "of", "force"}  # A Standard is searched though no column shows it.
        for line in found:
            text = f"{line.name} {line.unit} {line.rank}".casefold()
            assert all(word in text or word in shown for word in words)
        expected = len(found)
    else:
        assert found == [line for line in everything if fits(line, query)]
        expected = len([line for line in everything if fits(line, query)])
    with full.database.read() as connection:
        total, cases = store.count(connection, query, EVERY)

    assert (total, cases) == (expected, len({line.reference.rpartition("/")[0] for line in found}))


def test_a_search_finds_names_units_stages_levels_and_standards(full):
    words = ("smith", "李", "zoë", "honesty", "with unit", "gross", "barnet", "/2")
    sizes = {word: len(whole(full, Query(search=word))) for word in words}

    assert all(sizes.values()), sizes
    assert len(whole(full, Query(search="smith"))) == len(whole(full, Query(search="SmItH")))


def test_signs_of_like_are_taken_as_typed(full):
    assert len(whole(full, Query(search="%"))) == len(whole(full, Query(search="100%"))) > 0
    assert whole(full, Query(search="_")) == []
    assert whole(full, Query(search="!")) == []


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\x1b[2J"])
def test_a_search_for_a_control_character_is_refused(office, text):
    with pytest.raises(BadValue):
        office.desk().listing(Query(search=text), 5)


def test_a_list_cannot_be_sorted_by_anything_else(office):
    with pytest.raises(UsageError, match="cannot be sorted by 'secret'; it can by reference"):
        office.desk().listing(Query(sort="secret"), 5)


def test_a_list_cannot_go_on_from_what_is_not_there_or_may_not_be_seen(office):
    hidden = office.receive(sensitivity="covert")
    for after in ("MC-1999-00001/1", hidden, "\x00"):
        with pytest.raises(UnknownReference):
            office.desk("auditor").listing(Query(), 5, after)


def test_a_list_is_bounded(full):
    total, cases, page = full.desk().listing(Query(), 3)

    assert (total, cases, len(page)) == (15, 14, 3)


def test_no_page_of_no_subjects_is_asked_for(office):
    with office.database.read() as connection:
        assert store.page(connection, [], EVERY) == []
        assert store.case_of(connection, 1) is None
        assert store.load(connection, "MC-1") is None


# ------ what may not be seen


ACTORS = [
    actor(name)
    for name in (
        "caseworker", "authority", "supervisor", "local_assessor", "champion", "auditor",
        "administrator", "investigator",
    )
]  # fmt: skip
NUMBERS = ["201234", "201235", "300001", "300002", "300005", "300009", ""]
matters = st.fixed_dictionaries({
    "unit": st.sampled_from(["Camden", "Barnet"]),
    "sensitivity": st.sampled_from(["open", "open", "restricted", "covert"]),
    "person": st.sampled_from(NUMBERS),
    "parties": st.lists(
        st.tuples(
            st.sampled_from(["witness", "complainant", "investigator", "adviser", "reporter"]),
            st.sampled_from(NUMBERS),
        ),
        max_size=2,
    ),
    "granted": st.lists(st.sampled_from(["authority", "auditor", "champion"]), max_size=2),
    "archive": st.sampled_from(["", "", "", "none", "2012"]),
})  # fmt: skip


PLAIN = {"unit": "Camden", "sensitivity": "open", "person": "201234", "parties": [], "granted": [],
         "archive": ""}  # fmt: skip


def any_actor(account, held, number_, unit):
    person = Maker(number_, "X", "PC") if number_ else None
    return Actor(account, frozenset(held), person, unit)


asking = st.one_of(
    st.sampled_from(ACTORS),
    st.builds(
        any_actor,
        st.sampled_from(["authority", "auditor", "champion", "x"]),
        st.lists(st.sampled_from(sorted(roles())), max_size=3),
        st.sampled_from(NUMBERS),
        st.sampled_from(["Camden", "Barnet", ""]),
    ),
)


def plant(office, matter):
    """Receive a matter; one of an archive is put there as an importer would."""
    person = matter["person"]
    ref = office.receive(
        unit=matter["unit"], sensitivity=matter["sensitivity"], person=person or None,
        name=f"N {person}" if person else None,
    )  # fmt: skip
    case = ref.partition("/")[0]
    for role, found in matter["parties"]:
        if (found != person or not found) and _open(office, case):
            office.go("add_party", ref, role=role, party_name="X", party_number=found or None)
    if matter["sensitivity"] != "open" and _open(office, case):
        for account in matter["granted"]:
            office.go("grant_access", ref, account=account, access="grant", reason="R")
    if matter["archive"]:
        _archive(office, case, matter["archive"], person)


def _open(office, case):
    with office.database.read() as connection:
        kept = store.load(connection, case)
    assert kept is not None
    return bar(actor("caseworker"), kept.file) is None


def _archive(office, case, regime, person):
    """Make a case an archive's, in its first event and in its rows."""
    office.run("UPDATE cases SET archive = 'Old', regime = :regime WHERE reference = :case",
               regime=regime, case=case)  # fmt: skip
    if regime == "none" and person:
        with office.database.write() as connection:
            keep_person(connection, PersonFacts(person), "Other", TODAY, "Old")
            theirs = person_id(connection, person, "Old")
            connection.run("UPDATE subjects SET person_id = :theirs WHERE reference = :ref",
                           theirs=theirs, ref=f"{case}/1")  # fmt: skip


def as_kept(office, file):
    """Give a case with the archive and regime that its row says."""
    archive, regime = office.rows("SELECT archive, regime FROM cases WHERE reference = :ref",
                                  ref=file.case.reference)[0]  # fmt: skip
    return replace(file, case=replace(file.case, archive=archive, regime=regime))


@settings(max_examples=25, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@example(matter=PLAIN | {"archive": "2012", "person": "300002"}, people=[])
@example(matter=PLAIN | {"archive": "none", "person": "300002"}, people=[])
@example(matter=PLAIN | {"sensitivity": "covert", "granted": ["auditor"]}, people=[])
@example(matter=PLAIN | {"parties": [("witness", "300002")]}, people=[])
@example(matter=PLAIN | {"parties": [("investigator", "300009")]}, people=[])
@given(matter=matters, people=st.lists(asking, min_size=12, max_size=12))
def test_a_list_shows_exactly_the_cases_that_can_be_opened(office, matter, people):
    """The two say the same in two languages: SQL for the list, Python for the case."""
    plant(office, matter)
    with office.database.read() as connection:
        names = [row[0] for row in connection.rows("SELECT reference FROM cases")]
        loaded = [store.load(connection, name) for name in names]
    files = [as_kept(office, kept.file) for kept in loaded if kept is not None]
    for who in [*people, *ACTORS]:
        listed = {line.reference for line in whole(office, Query(), who)}
        readable = {f"{file.case.reference}/{subject.number}" for file in files
                    if bar(who, file) is None for subject in file.subjects}  # fmt: skip
        assert listed == readable, who
