"""`hearings stats views` and `keep`: the questions of the terminal app, and their figures."""

from __future__ import annotations

import csv
import io


def test_a_question_is_kept_listed_asked_and_dropped(demo):
    kept = demo("chaudhry", "stats", "keep", "Camden", "--figure", "trend", "--where",
                "unit=Camden")  # fmt: skip
    assert (kept.code, kept.err.strip()) == (0, "Kept as Camden.")
    # Would catch the words of the program, such as gross_lowered, among those of the field.
    told = demo("chaudhry", "stats", "views").out
    assert "  funnel: Gross misconduct at first, lowered by DPS, by unit\n" in told
    assert "_" not in told
    listed = demo("chaudhry", "stats", "views", "--format", "json").json
    assert listed["schema"] == "hearings.views/1"
    assert listed["rows"][-1]["name"] == "Camden"
    assert listed["rows"][-1]["where"] == {"unit": "Camden"}
    assert [row["own"] for row in listed["rows"]].count(True) == 1
    assert "Camden" not in demo("osei", "stats", "views").out
    asked = demo("chaudhry", "stats", "trend", "--where", "unit=Camden")
    assert demo("chaudhry", "stats", "views", "Camden").out == asked.out
    assert demo("chaudhry", "stats", "views", "Camden", "--drop").code == 0
    assert demo("chaudhry", "stats", "views", "Camden").code == 2


def test_the_figures_of_a_question_are_those_of_their_own_command(demo):
    """Catches a question that prints the figures of another one."""
    same = {
        "gross misconduct lowered by unit": ("funnel", "--by", "unit"),
        "all by tier": ("funnel", "--by", "tier", "--measure", "changed"),
        "trend by quarter": ("trend",),
        "avoidable by reason": ("reassessment", "--by", "reason"),
    }
    for name, words in same.items():
        for output in ("text", "json", "csv"):
            found = demo("chaudhry", "stats", "views", name, "--format", output)
            assert found.code == 0, name
            asked = demo("chaudhry", "stats", *words, "--format", output)
            assert found.out == asked.out, (name, output)


def test_a_cross_table_has_both_of_its_fields(demo):
    demo("chaudhry", "stats", "keep", "two", "--figure", "cross", "--measure", "changed")
    table = demo("chaudhry", "stats", "views", "two", "--format", "csv").out
    assert next(csv.reader(io.StringIO(table)))[:2] == ["unit", "tier"]


def test_the_list_is_a_sheet_too(demo):
    demo("chaudhry", "stats", "keep", "=1+1", "--where", "unit=Camden", "--where", "sex=F")
    table = demo("chaudhry", "stats", "views", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(table)))
    assert rows[-1]["where"] == "sex=F; unit=Camden"
    assert rows[-1]["name"].startswith("'=")


def test_what_cannot_be_asked_is_wrong_usage_and_who_may_not_is_refused(demo):
    assert demo("chaudhry", "stats", "keep", "x", "--by", "decider").code == 2
    assert demo("chaudhry", "stats", "keep", "x", "--date", "posted").code == 2
    assert demo("chaudhry", "stats", "keep", "x", "--from", "soon").code in {2, 3}
    assert demo("chaudhry", "stats", "views", "--drop").code == 2
    assert demo("chaudhry", "stats", "views", "all by tier", "--drop").code == 2
    assert demo("whitfield", "stats", "views").code == 3
    assert demo("whitfield", "stats", "keep", "x").code == 3
