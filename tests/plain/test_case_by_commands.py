"""One case from a paper form to a feedback note, by the command line alone."""

from __future__ import annotations

import pytest

RECEIVE = (
    "case", "receive", "--attention-date", "2014-03-10", "--track", "internal_conduct",
    "--source", "supervisor", "--unit", "Camden", "--person", "299001", "--name", "J Smith [/]",
    "--rank", "PS", "--standard", "honesty", "--narrative", "Entry made late.", "--format", "json",
)  # fmt: skip
WHY = ("--information", "The entry is timed 14:10.", "--action", "Dishonesty, if proved.")


@pytest.fixture
def subject(demo):
    """Receive a matter and give its reference."""
    return demo("mensah", *RECEIVE).json["subject"]


def local_forms(demo, subject):
    demo("mensah", "case", "assess-locally", subject, "--maker", "176543", "--maker-name",
         "L Hall", "--maker-rank", "Insp", "--maker-unit", "Camden", "--on", "2014-03-12",
         "--level", "gross_misconduct", *WHY)  # fmt: skip
    demo("mensah", "case", "assess-formally", subject, "--maker", "154321", "--maker-name",
         "M Poe", "--maker-rank", "Supt", "--maker-unit", "Camden", "--on", "2014-03-14",
         "--level", "gross_misconduct", *WHY)  # fmt: skip
    return demo("mensah", "case", "pass-to-dps", subject, "--on", "2014-03-14")


LOWER = ("--level", "misconduct", "--reason", "threshold_too_high", *WHY)


def test_a_case_is_taken_from_a_paper_form_to_a_feedback_note(demo, subject):
    assert local_forms(demo, subject).code == 0
    decided = demo("osei", "case", "assess", subject, *LOWER, "--format", "json")
    assert decided.json | {"event": 0, "case": ""} == {
        "schema": "hearings.subject/1",
        "case": "",
        "subject": subject,
        "stage": "assessed",
        "level": "misconduct",
        "version": 5,
        "event": 0,
    }
    early = demo("osei", "case", "return-to-unit", subject, "--handled-by", "Insp Hall")
    assert early.code == 3
    assert "waits for its second reader" in early.err
    assert demo("osei", "case", "second-read", subject, "--answer", "concur").code == 3
    for words in (
        ("marsh", "case", "second-read", subject, "--answer", "concur"),
        ("osei", "case", "return-to-unit", subject, "--handled-by", "Insp Hall"),
        ("mensah", "case", "send-feedback", subject),
        ("osei", "case", "dispose", subject, "--disposal", "management_action", "--reason", "Done"),
    ):
        assert demo(*words).code == 0, words
    shown = demo("mensah", "case", "show", subject, "--format", "json").json
    assert [event["kind"] for event in shown["events"]] == [
        "receive", "assess_locally", "assess_formally", "pass_to_dps", "assess", "second_read",
        "return_to_unit", "send_feedback", "dispose",
    ]  # fmt: skip
    assert shown["subjects"][0]["pair"]["direction"] == "lowered"
    assert shown["events"][1]["stated"] is True
    assert shown["events"][1]["keyed_by"] == "mensah"


def test_the_feedback_note_says_what_changed_and_why_and_nobodys_record(demo, subject):
    local_forms(demo, subject)
    demo("osei", "case", "assess", subject, *LOWER)
    note = demo("mensah", "case", "feedback", subject).out
    assert "Passed to DPS as gross misconduct on 14 March 2014." in note
    assert "Reason: threshold set too high." in note
    # It goes to the inspector and the superintendent: neither is told the other's record.
    assert "decided were changed" not in note
    assert "How your own forms have fared is for you alone" in note


def test_names_are_shown_as_they_were_typed(demo, subject):
    assert "J Smith [/]" in demo("mensah", "case", "show", subject).out
    listed = demo("mensah", "case", "list", "--search", "smith [/]", "--format", "json").json
    assert [row["name"] for row in listed["rows"]] == ["J Smith [/]"]


LEVEL = ("assess", "--level")
REFUSED = {
    "a caseworker decides": ("mensah", ("assess", *LOWER), "only a delegate"),
    "an assessor decides": ("whitfield", ("assess", *LOWER), "entered by role"),
    "out of turn": ("osei", ("return-to-unit", "--handled-by", "x"), "cannot be done from"),
    "no reason": ("osei", (*LEVEL, "misconduct", *WHY), "it needs a reason"),
    "stale": ("osei", ("assess", *LOWER, "--at-version", "1"), "has moved on"),
    "no such level": ("osei", (*LEVEL, "serious", *WHY), "it is one of neither"),
    "no rationale": ("osei", (*LEVEL, "misconduct"), "needs rationale"),
    "control character": ("mensah", ("note", "--text", "a\x1b[2Jb"), "control character"),
}


@pytest.mark.parametrize(("account", "words", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_is_one_sentence_and_exit_code_3(demo, subject, account, words, sentence):
    local_forms(demo, subject)
    answer = demo(account, "case", words[0], subject, *words[1:])
    assert answer.code == 3
    assert sentence in answer.err
    assert answer.out == ""
    assert len(answer.err.strip().splitlines()) == 1


def test_a_date_before_every_regime_is_refused(demo):
    words = [*RECEIVE]
    words[3] = "2008-11-30"
    answer = demo("mensah", *words)
    assert answer.code == 3
    assert "lies before 2008-12-01" in answer.err


def test_ones_own_case_is_answered_like_one_that_is_not_there(demo, subject):
    demo("mensah", "case", "add-party", subject, "--role", "witness", "--name", "A Osei",
         "--person", "444527")  # fmt: skip
    own = demo("osei", "case", "show", subject)
    none = demo("osei", "case", "show", "MC-2014-99999/1")
    assert (own.code, none.code) == (3, 3)
    assert own.err == none.err.replace("MC-2014-99999/1", subject)


def test_the_same_command_id_has_one_effect(demo, subject):
    words = ("case", "note", subject, "--text", "Told.", "--command-id", "a1", "--format", "json")
    assert demo("mensah", *words).json == demo("mensah", *words).json
    assert (
        demo("mensah", "case", "show", subject, "--format", "json").json["subjects"][0]["version"]
        == 2
    )


def test_long_texts_come_from_a_file(demo, subject, tmp_path):
    (tmp_path / "why.toml").write_text('information = "From file"\naction = "So"\n')
    (tmp_path / "known.txt").write_text("One\nTwo\n")
    answer = demo("mensah", "case", "assess-locally", subject, "--maker", "whitfield", "--level",
                  "misconduct", "--rationale", tmp_path / "why.toml", "--text-from",
                  f"known={tmp_path / 'known.txt'}")  # fmt: skip
    assert answer.code == 0, answer.err
    shown = demo("mensah", "case", "show", subject, "--format", "json").json
    made = shown["subjects"][0]["assessments"][0]
    assert made["rationale"] == {"information": "From file", "action": "So"}
    assert made["known"] == "One\nTwo"


def test_a_wrong_attention_date_is_amended_and_picks_the_regime_again(demo, subject):
    words = ("case", "amend", subject, "--reason", "Misread.", "--attention-date")
    assert demo("mensah", *words, "2012-11-21").code == 0
    assert (
        demo("mensah", "case", "show", subject, "--format", "json").json["case"]["regime"] == "2008"
    )
    assert demo("mensah", *words, "2008-11-30").code == 3


def test_a_wrong_officer_is_amended_and_the_bars_follow(demo, subject):
    words = ("case", "amend", subject, "--reason", "Another of that name.", "--person")
    assert demo("mensah", *words, "444527", "--name", "A. Osei").code == 0
    assert demo("osei", "case", "show", subject).code == 3
    local = demo("mensah", "case", "assess-locally", subject, "--maker", "176543", "--maker-name",
                 "L Hall", "--maker-rank", "Insp", "--level", "misconduct", *WHY)  # fmt: skip
    assert local.code == 0
    barred = demo("mensah", *words, "176543", "--name", "L Hall")
    assert "has assessed" in barred.err


def test_a_force_number_has_one_spelling(demo):
    words = [*RECEIVE]
    words[words.index("299001")] = "4417sx"
    subject = demo("mensah", *words).json["subject"]
    demo("kaur", "user", "add", "hall", "--role", "caseworker", "--person", "4417SX",
         "--name", "L Hall")  # fmt: skip
    assert demo("hall", "case", "show", subject).code == 3
