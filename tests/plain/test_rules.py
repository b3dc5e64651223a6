"""`hearings rules`: every rule with its source, and a lawyer's sign-off."""

from __future__ import annotations

import pytest

from hearings.regimes import all_rules, overlays
from tests.plain.clocks import copied, template

ROW = ["id", "regime", "kind", "title", "words", "source", "confidence", "unverified",
       "gives_no_day", "signed_by", "signed_on", "note", "lapsed", "trigger", "confirmed",
       "chosen_by"]  # fmt: skip
WEAK = "2020/hearing_held"
MAY = ("--as-of", "2014-05-10")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return template(tmp_path_factory.mktemp("rules"))


@pytest.fixture
def ask(place, hearings, tmp_path):
    return copied(place, hearings, tmp_path)


def rows(ask, *words):
    found = ask("auditor", "rules", "list", *words, "--format", "json").json
    assert found["schema"] == "hearings.rules/1"
    return {row["id"]: row for row in found["rows"]}


def test_every_rule_is_listed_with_its_promised_keys(ask):
    """Catches a rule that nobody could sign off because no list names it."""
    found = rows(ask)
    assert list(found) == [row.id for row in all_rules()]
    assert all(list(row) == ROW for row in found.values())
    assert all(row["source"] and row["words"] for row in found.values())


def test_the_list_is_narrowed_by_regime_and_by_what_waits(ask):
    everything, of_2012 = rows(ask), rows(ask, "--regime", "2012")
    assert {row["regime"] for row in of_2012.values()} == {"2012"}
    waiting = rows(ask, "--unverified")
    assert set(waiting) == {name for name, row in everything.items() if row["unverified"]}
    assert WEAK in waiting
    assert ask("auditor", "rules", "list", "--regime", "1999").code == 2


def test_overlays_show_their_trigger_and_whether_it_is_confirmed(ask, tmp_path):
    """Catches a setting for a trigger that nobody can see at work."""
    found = rows(ask)
    for overlay in overlays().values():
        row = found[overlay.rule]
        assert row["confirmed"] is overlay.confirmed
        assert row["trigger"] == " or ".join(overlay.trigger)
    text = ask("auditor", "rules", "show", "2012/overlay.2012c").out
    assert "trigger not confirmed: hearing_specified; a setting may name it" in text
    place = tmp_path / "config" / "hearings" / "settings.toml"
    place.parent.mkdir(parents=True)
    place.write_text("[triggers]\n2012c = 'chair_appointed'\n")
    assert rows(ask)["2012/overlay.2012c"]["chosen_by"] == "chair_appointed"
    assert (
        "your settings choose it by chair_appointed"
        in ask("auditor", "rules", "show", "2012/overlay.2012c").out
    )


def test_a_sign_off_removes_the_badge_and_says_who(ask):
    """Catches a badge that stays, and a sign-off nobody is named for."""
    title, *_rest = ask("auditor", "rules", "show", WEAK).out.splitlines()
    assert title.endswith("unverified")
    assert "gives no day until it is signed off" in ask("auditor", "rules", "show", WEAK).out
    words = ("rules", "sign-off", WEAK, "--by", "R Shah, solicitor", "--note", "Read whole.")
    answer = ask("legal", *words, "--as-of", "2020-06-01")
    assert (answer.code, answer.err) == (
        0, f"{WEAK} is signed off by R Shah, solicitor on 2020-06-01.\n",
    )  # fmt: skip

    text = ask("auditor", "rules", "show", WEAK).out
    assert "unverified" not in text
    assert "gives no day" not in text
    assert "signed off by R Shah, solicitor on 2020-06-01: Read whole." in text
    row = rows(ask, "--regime", "2020")[WEAK]
    assert (row["unverified"], row["signed_by"], row["signed_on"], row["note"]) == (
        False, "R Shah, solicitor", "2020-06-01", "Read whole.",
    )  # fmt: skip


def test_a_sign_off_takes_the_badge_from_a_subjects_limits(ask):
    limits = ("deadlines", "MC-2014-00001/1", *MAY)
    answer = next(
        line for line in ask("auditor", *limits).out.splitlines() if "Officer's response" in line
    )
    assert answer.endswith("unverified")
    ask("legal", "rules", "sign-off", "2012/response", "--by", "R Shah", *MAY)
    answer = next(
        line for line in ask("auditor", *limits).out.splitlines() if "Officer's response" in line
    )
    assert answer.endswith("signed off by R Shah on 2014-05-10")


# Catches a sign-off that anyone can enter, and refusals that a script cannot tell apart.
@pytest.mark.parametrize(
    ("account", "words", "code", "said"),
    [
        ("caseworker", ("sign-off", WEAK, "--by", "R Shah"), 3, "signed off by legal"),
        ("legal", ("sign-off", "2020/nonsense", "--by", "R Shah"), 3, "hearings rules list"),
        ("legal", ("sign-off", "2012/hearing_held", "--by", "R Shah"), 3, "verified already"),
        ("legal", ("sign-off", WEAK, "--by", " "), 3, "say who"),
        ("legal", ("sign-off", WEAK), 2, "--by"),
        ("auditor", ("show", "2020/nonsense"), 3, "hearings rules list"),
        ("auditor", ("recount",), 3, "Holidays and rules are settled by"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(ask, account, words, code, said):
    answer = ask(account, "rules", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_a_recount_says_what_moves_and_moves_nothing_twice(ask):
    assert ask("caseworker", "rules", "recount").out == "No running limit moves.\n"


def test_the_sheet_has_a_line_for_each_rule(ask):
    lines = ask("auditor", "rules", "list", "--regime", "none", "--format", "csv").out.splitlines()
    assert lines[0] == ",".join(ROW)


@pytest.mark.parametrize("name", ["list", "show", "sign-off", "recount"])
def test_each_command_has_help_with_an_example(hearings, name):
    assert f"Example: hearings rules {name}" in hearings("rules", name, "--help").out
