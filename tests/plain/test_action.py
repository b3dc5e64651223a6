"""`hearings action` and `hearings stats mine`: what they print, promise and refuse."""

from __future__ import annotations

import csv
import io

import pytest

from tests.cast import number
from tests.plain.clocks import copied, made
from tests.planted import AFTER, plant, plant_units

ADD = ("action", "add", "--measure", "gross_lowered", "--from", "2013-07-01", "--to", "2013-09-30",
       "--kind", "training", "--owner", "R Mensah", "--due", "2013-12-01")  # fmt: skip
OCTOBER = ("--as-of", "2013-10-07")
JUNE = ("--as-of", "2014-06-01")

LIST = """\
1  Camden: Gross misconduct at first, lowered by DPS
   2013-07-01 to 2013-09-30, above the 99.8 % limit
   training, R Mensah, due 2013-12-01: done 2013-11-01
2  Brent: Gross misconduct at first, lowered by DPS
   2013-07-01 to 2013-09-30, no flag: inside the limits
   dip sample, R Mensah, due 2013-12-01: overdue
"""

SHOW = """\
Action 1: training, unit Camden
Owner R Mensah, due 2013-12-01: done 2013-11-01
Given on 2013-10-07 by supervisor.
Note: Two =sessions.

Measure: lowered, of those first called gross misconduct
Flag: above the 99.8 % limit. 80.0 % (20 of 25); 99.8 % limits 12.1 % to 72.4 %.

                                     share                95 % interval
Camden
  before   2012-07-01 to 2013-06-30  50.0 % (40 of 80)    39.3-60.7 %
  flagged  2013-07-01 to 2013-09-30  80.0 % (20 of 25)    60.9-91.1 %
  after    2013-11-01 to 2014-04-30  20.0 % (14 of 70)    12.3-30.8 %
Like units, pooled
  before   2012-07-01 to 2013-06-30  30.0 % (168 of 560)  26.4-33.9 %
  flagged  2013-07-01 to 2013-09-30  83.4 % (146 of 175)  77.2-88.2 %
  after    2013-11-01 to 2014-04-30  29.3 % (154 of 525)  25.6-33.4 %

Like: the 7 units without action and with at least 10 decided in the flagged
period that lay above the same 99.8 % limit.
  Ealing, Like 0, Like 1, Like 2, Like 3, Like 4, Like 5

What it shows: improved.
The rate fell: -30.0 points, 95 % interval -43.2 to -14.8, more than that of
like units: -0.7 points, 95 % interval -6.1 to +4.8.
Judged at the look after 6 months. The next, after 12 months, on 2014-11-01.
Of actions without any effect, in simulation at most 3 in 100 were called
improved at one of the three looks; where each unit's own rate drifts by 8
points, 8 to 21 in 100.
  Change, before to after: -30.0 points, 95 % interval -43.2 to -14.8
  The same, like units: -0.7 points, 95 % interval -6.1 to +4.8
  Change beyond theirs: -29.3 points, 95 % interval -43.6 to -13.2

What could make a fall that is none, by the day the matter came to attention
  before: 2012-07-01 to 2013-06-30, 12.0 months, 80 matters
  after: 2013-11-01 to 2014-06-01, 7.0 months, 70 matters
            number  a month  share               95 % interval
  forms passed to DPS
    before  80      6.7      100.0 % (80 of 80)  95.4-100.0 %
    after   70      10.0     100.0 % (70 of 70)  94.8-100.0 %
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Make a database with planted units, and forms of one assessor."""
    place = tmp_path_factory.mktemp("planted") / "clocks.db"
    with made(place) as office, office.database.write() as connection:
        plant_units(connection)
        _forms(connection)
    return place


def _forms(connection):
    """Plant twelve forms of the local assessor and five of another person."""
    own, other = number("local_assessor"), number("champion")
    for maker, level, lowered, decided, more in (
        (own, "gross_misconduct", 4, 10, {"reason": "threshold_too_high", "avoidable": 1}),
        (own, "misconduct", 1, 2, {"reason": "new_information"}),
        (other, "gross_misconduct", 5, 5, {"reason": "threshold_too_high"}),
    ):
        ids = plant(connection, "Acton", AFTER, lowered, decided, level=level, **more)
        for place, one in enumerate(ids):
            event = connection.insert_id("events", {
                "case_id": one, "subject_id": one, "kind": "note", "at": "", "effective": "",
                "from_stage": "", "to_stage": "", "maker": maker, "maker_name": "",
                "maker_rank": "", "maker_unit": "", "authority": "", "keyed_by": "", "stated": 0,
                "late": 0, "payload": "{}",
            })  # fmt: skip
            connection.insert("assessments", {
                "subject_id": one, "event_id": event, "kind": "initial", "level": level,
                "made_on": "", "maker": maker, "maker_rank": "", "maker_unit": "",
                "authority": "", "keyed_by": "", "reason": "",
            })  # fmt: skip
            standard = "honesty" if place % 2 else "force"
            connection.insert("allegations", {
                "subject_id": one, "number": 1, "standard": standard, "category": "",
            })  # fmt: skip


@pytest.fixture
def ask(place, hearings, tmp_path):
    """Give a function that runs `hearings` on a copy as somebody."""
    return copied(place, hearings, tmp_path)


@pytest.fixture
def two(ask):
    """Give two actions: one done, one overdue."""
    note = ("--note", "Two =sessions.")
    assert ask("supervisor", *ADD, "--unit", "Camden", *note, *OCTOBER).code == 0
    assert ask("supervisor", "action", "done", 1, "--on", "2013-11-01", *JUNE).code == 0
    words = [word if word != "training" else "dip_sample" for word in ADD]
    answer = ask("supervisor", *words, "--unit", "Brent", *OCTOBER)
    assert (answer.code, answer.out) == (0, "")
    # Would catch an action on what is no outlier that is taken without a word.
    assert answer.err.startswith(
        "Action 2 is given.\nNo flag: inside the limits. 32.0 % (8 of 25);"
    )
    return ask


def test_the_number_of_a_new_action_is_data(ask):
    """Catches a number that a program can have only from a sentence on standard error."""
    answer = ask("supervisor", *ADD, "--unit", "Camden", *OCTOBER, "--format", "json")
    assert (answer.code, answer.err) == (0, "Action 1 is given.\n")
    assert answer.json == {"schema": "hearings.action_step/1", "action": 1, "step": "given"}
    done = ask("supervisor", "action", "done", 1, "--on", "2013-11-01", *JUNE, "--format", "csv")
    assert done.out == "action,step\n1,done\n"
    assert ask("supervisor", *ADD, "--unit", "Brent", *OCTOBER).code == 0
    words = ("action", "drop", 2, "--reason", "The unit was merged.", *JUNE, "--format", "json")
    assert ask("supervisor", *words).json["step"] == "dropped"


def test_the_limits_of_a_flag_are_rounded_as_every_number_is(two):
    """Catches 0.17567567567567569: the last digits are of the machine, not of the figure."""
    limits = two("auditor", "action", "show", 1, *JUNE, "--format", "json").json["limits"]
    for limit in (limits["centre"], *limits["warning"], *limits["alarm"]):
        assert limit == round(limit, 10)


def test_the_list_says_what_each_action_is_and_how_it_stands(two):
    assert two("auditor", "action", "list", *JUNE).out == LIST
    assert "Camden" not in two("auditor", "action", "list", "--open", *JUNE).out
    found = two("auditor", "action", "list", *JUNE, "--format", "json").json
    assert (found["schema"], found["as_of"]) == ("hearings.actions/1", "2014-06-01")
    assert [row["status"] for row in found["rows"]] == ["done", "overdue"]
    assert two("auditor", "action", "list", "--as-of", "2013-12-01").out.count("to do") == 1
    rows = list(csv.DictReader(io.StringIO(
        two("auditor", "action", "list", *JUNE, "--format", "csv").out
    )))  # fmt: skip
    assert [(row["value"], row["status"]) for row in rows] == [
        ("Camden", "done"), ("Brent", "overdue"),
    ]  # fmt: skip


def test_an_action_is_shown_with_before_after_like_units_and_a_verdict(two):
    text = two("auditor", "action", "show", 1, *JUNE).out
    assert text[: len(SHOW)] == SHOW
    for words in ("forms passed to DPS", "kept locally", "sent straight to DPS", "forms sent again",
                  "not yet decided", "avoidable reason", "DPS's own gross misconduct", "none",
                  "reason not recorded", "a month", "the flagged period is", "at most 3 in 100",
                  "8 to 21"):  # fmt: skip
        assert words in text, words
    assert "*" not in text


def test_every_line_fits_a_terminal_of_80_cells(two):
    """Catches a table that a terminal breaks in the middle of a number."""
    for words in (("list",), ("show", 1), ("show", 2)):
        text = two("auditor", "action", *words, *JUNE).out
        assert max(map(len, text.splitlines())) <= 80


def test_what_stands_beside_a_fall_is_per_month_and_has_its_interval(two):
    """Catches twelve months set beside seven as bare numbers."""
    text = two("auditor", "action", "show", 1, *JUNE).out
    assert "  forms passed to DPS\n    before  80      6.7      100.0 % (80 of 80)" in text
    assert "    after   70      10.0     100.0 % (70 of 70)" in text
    found = two("auditor", "action", "show", 1, *JUNE, "--format", "json").json["beside"]["after"]
    assert found["months"] == pytest.approx(7, abs=0.02)
    assert found["shares"]["kept_locally"] == {
        "of": "matters", "rate": 0.0, "low": 0.0, "high": pytest.approx(0.052, abs=0.001),
        "per_month": 0.0,
    }  # fmt: skip


def test_a_reason_that_is_not_recorded_is_not_called_unavoidable(two):
    """Catches 0 of 14 avoidable where no reason is known of any."""
    text = two("auditor", "action", "show", 1, *JUNE).out
    head = "changed for an avoidable reason, of those with a reason"
    assert f"  {head}\n    before  0       0.0      no data (0 of 0)" in text
    assert "    after   14      2.0      100.0 % (14 of 14)" in text


def test_the_answer_has_every_promised_key(two):
    """Catches a picture that is shown in text and missing for a script."""
    found = two("auditor", "action", "show", 1, *JUNE, "--format", "json").json
    assert found["schema"] == "hearings.action/1"
    assert [one["window"] for one in found["windows"]] == ["before", "flagged", "after"]
    first = found["windows"][0]
    assert (first["part"], first["base"], first["rate"]) == (40, 80, 0.5)
    assert (first["like"]["part"], first["like"]["base"]) == (168, 560)
    assert found["verdict"] == "improved"
    assert found["change"]["value"] == pytest.approx(-0.3)
    assert found["like"]["limit"] == "99.8 %"
    assert found["beside"]["before"]["received"] == 80
    assert found["beside"]["after"]["agreement"] == {}
    assert (found["flag"], found["flagged_part"], found["flagged_base"]) == ("above_998", 20, 25)
    assert found["limits"]["warning"][0] < found["limits"]["centre"] < 0.8
    assert (found["look"], found["like"]["acted_since"]) == (6, [])
    assert found["looked"].startswith("Judged at the look after 6 months. The next, after 12")
    assert first["levels"]["gross_misconduct"]["part"] == 40
    assert len(found["notes"]) == 4


def test_the_sheet_has_a_row_for_each_window_and_side(two):
    text = two("auditor", "action", "show", 1, *JUNE, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["window"], row["of"], row["part"], row["base"]) for row in rows][:2] == [
        ("before", "Camden", "40", "80"), ("before", "like units", "168", "560"),
    ]  # fmt: skip
    assert len(rows) == 6


def test_what_is_not_done_and_what_was_dropped_have_no_after(two):
    text = two("auditor", "action", "show", 2, *JUNE).out
    assert "  after      not done yet" in text
    # Would catch a period that is called flagged where there is no flag.
    assert "  looked at  2013-07-01 to 2013-09-30" in text
    assert "What it shows: too early to tell.\nIt is not done yet." in text
    assert two("supervisor", "action", "drop", 2, "--reason", "Merged.", *JUNE).code == 0
    text = two("auditor", "action", "show", 2, *JUNE).out
    assert "dropped 2014-06-01\n" in text
    assert "Dropped because: Merged.\n" in text
    assert "It was dropped; there is nothing to judge." in text
    assert two("auditor", "action", "show", 2, *JUNE, "--format", "json").json["verdict"] is None


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (ADD, 2, "one --unit, one --rank or one --tier"),
        ((*ADD, "--unit", "A", "--tier", "inspecting"), 2, "one --unit, one --rank or one --tier"),
        ((*ADD, "--unit", "Nowhere"), 3, "The figures have no unit 'Nowhere'"),
        ((*ADD, "--rank", "Insp"), 3, "The figures have no rank 'Inspector'"),
        ((*ADD, "--unit", "Cam\x1b[2Jden"), 3, "control character"),
        ((*ADD, "--unit", "Camden", "--due", "2013-10-06"), 3, "it is past"),
        ((*ADD, "--unit", "Camden", "--due", "soon"), 2, "write it as 2014-03-12"),
        ((*ADD, "--unit", "Camden", "--kind", "praise"), 3, "kind cannot be 'praise'"),
        ((*ADD, "--unit", "Camden", "--measure", "all"), 3, "measure cannot be 'all'"),
        (("action", "done", 7), 3, "There is no action 7"),
        (("action", "show", 7), 3, "There is no action 7"),
        (("action", "drop", 7, "--reason", "x"), 3, "There is no action 7"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(ask, words, code, said):
    answer = ask("supervisor", *words, *OCTOBER)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


@pytest.mark.parametrize("account", ["auditor", "caseworker", "local_assessor"])
def test_only_a_supervisor_gives_actions(ask, account):
    answer = ask(account, *ADD, "--unit", "Camden", *OCTOBER)
    assert (answer.code, answer.out) == (3, "")
    assert "Actions are given by supervisor" in answer.err


def test_what_was_typed_is_harmless_on_a_screen_and_in_a_spreadsheet(ask):
    words = [word if word != "R Mensah" else "=1+1\u202e" for word in ADD]
    assert ask("supervisor", *words, "--unit", "Camden", *OCTOBER).code == 0
    for command in (("list",), ("show", 1)):
        assert "\u202e" not in ask("auditor", "action", *command, *JUNE).out
    assert ",'=1+1" in ask("auditor", "action", "list", *JUNE, "--format", "csv").out


def test_over_all_levels_it_is_said_that_the_change_is_within_each(ask):
    words = [word if word != "gross_lowered" else "changed" for word in ADD]
    assert ask("supervisor", *words, "--unit", "Camden", *OCTOBER).code == 0
    text = ask("auditor", "action", "show", 1, *JUNE).out
    assert "Measure: changed, within each initial level" in text
    assert "The change is taken within each initial level." in text
    assert "Camden: initial assessment gross misconduct\n  before" in text
    assert "Like units, pooled: initial assessment misconduct\n  before" in text
    assert "Flag: above the 99.8 % limit. 20 of 25 against " in text


def test_without_any_action_the_list_says_so(ask):
    assert ask("auditor", "action", "list").out == "There is no action.\n"


# ------ one's own figures

MINE = """\
Your own initial assessments: L Hall
Counted: officers in a case whose level you set (12), and DPS's decision on it
(12); by day received, all days.

initial                                                        rate, 95 %
assessment         decided  changed  lowered  raised  waiting  interval
gross misconduct   10       4        4        0       0        40.0 %
                                                               (16.8-68.7 %)
misconduct         2        1        1        0       0        too few for a
                                                               rate
in all             12       5        5        0       0        41.7 %
                                                               (19.3-68.0 %)

Changed for a reason that guidance could have spared
  threshold set too high  4

The guidance that applies to what was changed
  Use of Force           3  hearings guidance show force
  Honesty and Integrity  2  hearings guidance show honesty

Only you are shown these. A change does not say who was right.
For use inside the force: nothing here is suppressed for staff or the public.
Restricted matters are counted; a covert one is not, until it is overt.
Everybody here is invented: this is a demonstration.
What is not over is counted up to """


def test_an_assessor_is_shown_their_own_forms_and_the_guidance_that_applies(ask):
    text = ask("local_assessor", "stats", "mine").out
    assert text.startswith(MINE)
    assert len(text[len(MINE) :]) == len("2014-03-31.\n")
    found = ask("local_assessor", "stats", "mine", "--format", "json").json
    assert (found["schema"], found["person"]) == ("hearings.mine/1", number("local_assessor"))
    assert [(row["local_level"], row["too_few"]) for row in found["levels"]] == [
        ("gross_misconduct", False), ("misconduct", True),
    ]  # fmt: skip
    assert found["levels"][1]["rate"] is None
    assert found["levels"][1]["changed"] == 1
    assert found["avoidable"] == [
        {"code": "threshold_too_high", "words": "threshold set too high", "changed": 4}
    ]
    text = ask("local_assessor", "stats", "mine", "--format", "csv").out
    assert text.splitlines()[2].startswith("gross_misconduct,10,4,4,0,0,0.4,")


def test_nobody_is_shown_anybody_elses(ask):
    """Catches the forms of a unit given to each of its assessors."""
    found = ask("champion", "stats", "mine", "--format", "json").json
    assert (found["total"]["decided"], found["total"]["rate"]) == (5, None)
    assert "too few for a rate" in ask("champion", "stats", "mine").out
    assert ask("auditor", "stats", "mine", "--format", "json").json["total"]["decided"] == 0
    assert ask("local_assessor", "stats", "mine", "--person", "300006").code == 2
    assert ask("local_assessor", "stats", "reassessment").code == 3


def test_an_account_that_belongs_to_nobody_has_no_forms(ask):
    answer = ask("legal", "stats", "mine")
    assert (answer.code, answer.out) == (3, "")
    assert "belongs to none" in answer.err
