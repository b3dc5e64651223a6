"""What the rules say, as the screens word it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from hearings.stages import built
from tests.repository import ROOT
from tests.tui.office import RULES
from tui.sentences import on_screen

SAYING = {"Refused", "NotAllowed", "OutOfTurn", "BadValue"}
SPOKEN = [*sorted((ROOT / "hearings").rglob("*.py")), *(ROOT / "db" / f"{name}.py" for name in (
    "actions", "people", "saving"))]  # fmt: skip
COMMANDS = [move.command for move in built()]


def said(node: ast.expr, command: str) -> str:
    """Give a sentence of the source, with a command for whatever names one."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(said(part, command) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return command if "command" in ast.unparse(node) else "MC-2014-00001/1"
    return ""


def sentences() -> Iterator[str]:
    """Find every sentence with which a rule refuses."""
    for path in SPOKEN:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id in SAYING and node.args:
                sentence = node.args[-1]
                commands = COMMANDS if ".command" in ast.unparse(sentence) else COMMANDS[:1]
                yield from (said(sentence, command) for command in commands)


def test_no_refusal_speaks_of_commands_or_options_on_a_screen() -> None:
    found = [sentence for sentence in sentences() if sentence]
    assert len(found) > 60
    assert any("--maker" in sentence for sentence in found)
    assert any("'pass-to-dps'" in sentence for sentence in found)
    for sentence in found:
        words = on_screen(sentence, RULES)
        assert "--" not in words
        assert "What can be" not in words
        for quoted in re.findall(r"'([^']+)'", words):
            assert quoted not in COMMANDS, words


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("X/1: who is none. Name who made it with --maker.",
         "X/1: who is none. Name who made it under “Made by”."),
        ("give the name and rank as well (--maker-name, --maker-rank).",
         "give the name and rank as well (“their name”, “rank”)."),
        ("X/1 is reported; 'assess' cannot be done from there. What can be: note, pass-to-dps.",
         "X/1 is reported; “Decide the severity” cannot be done from there."),
        ("X/1 was not sent back for information; use 'pass-to-dps'.",
         "X/1 was not sent back for information; use “Pass the form to DPS”."),
        ("X/1: event 7 (receive) is put right with 'amend'.",
         "X/1: event 7 (“Receive a matter”) is put right with “Put a fact of the case right”."),
        ("X/1: the level changes and it needs a reason: clerical, other.",
         "X/1: the level changes and it needs a reason."),
        ("X/1 was never at with_unit; it has been at reported, awaiting_dps.",
         "X/1 was never at with borough; it has been at reported, awaiting DPS."),
        ("X: 'note' is entered by role local_assessor; lowe has auditor.",
         "X: “Add a note” is entered by role local assessor; lowe has auditor."),
    ],
)  # fmt: skip
def test_a_refusal_names_fields_and_moves_as_the_screens_do(sentence: str, words: str) -> None:
    assert on_screen(sentence, RULES) == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Handler cannot be 'correct'; write the day as 2014-03-12.",
        "X/1 is already handled by Insp O'Note.",
        "only a delegate (role 'authority') makes this decision; j_smith is none.",
        "Nobody with the force number or account night_shift is known.",
    ],
)
def test_what_people_typed_stays_as_they_typed_it(sentence: str) -> None:
    assert on_screen(sentence, RULES) == sentence
