"""The archive that is counted, and the one that is not, as the commands say it."""

from __future__ import annotations

import pytest

from tests.db.test_archives import ELSEWHERE, LEFT_OUT, bring_elsewhere
from tests.plain.clocks import copied, made

FIGURES = {
    "reassessment": (),
    "funnel": ("--by", "unit"),
    "trend": (),
    "tiers": (),
    "revisions": (),
    "waits": (),
    "gross": (),
    "disparity": ("--by", "sex", "--measure", "changed"),
}
"""The figures that take `--archive`, and how they are asked for."""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Put three officers of an archive from elsewhere beside one matter kept here."""
    folder = tmp_path_factory.mktemp("archives")
    with made(folder / "clocks.db") as office:
        office.decided("gross_misconduct", "gross_misconduct")
        bring_elsewhere(office, folder)
    return folder / "clocks.db"


@pytest.fixture
def ask(place, hearings, tmp_path):
    """Give a function that asks for a figure as an auditor."""
    run = copied(place, hearings, tmp_path)

    def asked(name, *words):
        return run("auditor", "stats", name, *FIGURES[name], *words)

    return asked


def said(answer):
    assert answer.code == 0, answer.err
    return " ".join(answer.out.split())


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_says_which_archive_it_counts_and_which_not(ask, name):
    """Catches another city's officers counted in silence, and left out in silence."""
    assert LEFT_OUT in said(ask(name))
    told = said(ask(name, "--archive", ELSEWHERE))
    assert f"of {ELSEWHERE} alone" in told
    assert LEFT_OUT not in told
    own, named = (ask(name, *words, "--format", "json").json
                  for words in ((), ("--archive", ELSEWHERE)))  # fmt: skip
    assert (own["archive"], own["notes"]) == (None, [LEFT_OUT])
    assert (named["archive"], named["notes"]) == (ELSEWHERE, [ELSEWHERE])


@pytest.mark.parametrize("name", FIGURES)
def test_an_archive_that_is_not_there_is_refused(ask, name):
    answer = ask(name, "--archive", "Chigaco")
    assert (answer.code, answer.out) == (2, "")
    assert "There is no archive 'Chigaco'; there is Old forms." in answer.err


def test_a_list_is_of_the_same_officers(ask):
    listed = ask("reassessment", "--list", "decided", "--format", "json").json
    assert (listed["total"], listed["archive"], listed["notes"]) == (1, None, [LEFT_OUT])
    named = ask("reassessment", "--list", "decided", "--archive", ELSEWHERE)
    assert ELSEWHERE in named.out
    assert "E-2/1" in named.out


def test_a_rank_that_the_workforce_does_not_say_is_said_to_leave_no_base(place, hearings, tmp_path):
    """Catches inspectors over the whole force, as per 100 of all who serve."""
    run = copied(place, hearings, tmp_path)
    file = tmp_path / "workforce.csv"
    file.write_text("day,sex,people\n2014-03-01,F,100\n", "utf-8")
    assert run("caseworker", "workforce", "import", file).code == 0
    words = ("stats", "disparity", "--by", "sex", "--measure", "concerned", "--as-of", "2014-06-01")
    whole = said(run("auditor", *words))
    assert "The rate is of 2013-06-02 to 2014-06-01; the workforce is of 2014-03-01, 92" in whole
    narrowed = (*words, "--where", "rank=Sergeant")
    assert "the workforce does not say rank, so no rate." in said(run("auditor", *narrowed))
    found = run("auditor", *narrowed, "--format", "json").json["steps"][0]
    assert (found["lacking"], found["workforce"], found["total"]["base"]) == (["rank"], None, 0)
    assert found["period"] == {"from": "2013-06-02", "to": "2014-06-01", "days": 365}


NEVER = f"The archive {ELSEWHERE} is not counted: its outcomes were given elsewhere."


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """Put an archive from elsewhere into a database that holds nothing else."""
    folder = tmp_path_factory.mktemp("alone")
    with made(folder / "clocks.db") as office:
        bring_elsewhere(office, folder)
    return folder / "clocks.db"


@pytest.mark.parametrize("name", ["place", "alone"])
def test_outcomes_name_the_archive_they_leave_out(name, request, hearings, tmp_path):
    """Catches `officers (0) in cases (0)` of a database of one archive, which names nobody."""
    run = copied(request.getfixturevalue(name), hearings, tmp_path)
    for words, notes in (
        (("outcomes",), [LEFT_OUT]),
        (("outcomes", "--archive", ELSEWHERE), [ELSEWHERE]),
        (("consistency",), [NEVER]),
    ):
        answer = run("auditor", "stats", *words)
        assert all(note in said(answer) for note in notes)
        assert run("auditor", "stats", *words, "--format", "json").json["notes"] == notes
