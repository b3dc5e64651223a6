"""Word for a screen what the rules say in the names of the command line. Knows no Textual."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from hearings.access import roles
from hearings.listing import capacities, capacity_words
from hearings.rate_words import MEASURED
from hearings.severity import Level
from hearings.stages import Move, Stage, moves
from tui.diary_words import limit_title, limit_titles
from tui.words import choice_words, label, level_words, move_title, stage_of

if TYPE_CHECKING:
    from hearings.rules import Rules

_MAKER: Final = {
    "maker": "Made by",
    "maker-name": "their name",
    "maker-rank": "rank",
    "maker-unit": "unit",
    "second": "Made by",
    "on": "Took effect",
}
"""What a form calls the options that every decision has."""

_WITH: Final = re.compile(r"with --([a-z][a-z-]*)")
_OPTION: Final = re.compile(r"--([a-z][a-z-]*)")
# What somebody typed is quoted as well, after the word "be".
_COMMAND: Final = re.compile(r"(?<!be )'([a-z]+(?:[ -][a-z]+)*)'")
_KIND: Final = re.compile(r"\(([a-z_]+)\)")
_CODE: Final = re.compile(r"(?<!')\b[a-z]+(?:_[a-z]+)+\b(?!')")
_LISTS: Final = (
    re.compile(r" What can be: [^.]*\."),
    re.compile(r"(?<=it needs a reason): .*(?=\.$)"),
)
"""The lists of names that a sentence ends with; on a screen they are before one's eyes."""


def on_screen(sentence: str, rules: Rules) -> str:
    """Say a refusal with the words that the screens use for fields and moves.

    Args:
        sentence: What a rule said.
        rules: The force's own words.
    """
    for pattern in _LISTS:
        sentence = pattern.sub("", sentence)
    sentence = _WITH.sub(lambda found: f"under “{_field(found[1])}”", sentence)
    sentence = _OPTION.sub(lambda found: f"“{_field(found[1])}”", sentence)
    sentence = _COMMAND.sub(lambda found: _title(found, rules, "“{}”"), sentence)
    sentence = _KIND.sub(lambda found: _title(found, rules, "(“{}”)"), sentence)
    return _CODE.sub(lambda found: _code(found[0], rules), sentence)


def _field(option: str) -> str:
    """Say what a form calls an option; one that no form has keeps its name, without dashes."""
    return _MAKER.get(option) or _options().get(option, option.replace("-", " "))


def _title(found: re.Match[str], rules: Rules, shape: str) -> str:
    move = moves().get(re.sub(r"[ -]", "_", found[1]))
    return found[0] if move is None else shape.format(move_title(move, rules))


def _code(code: str, rules: Rules) -> str:
    """Say a code of the tables in words; whatever else has a dash below stays as it is."""
    if code in set(Stage):
        return stage_of(code, rules)
    if code in set(Level):
        return level_words(code)
    if code in roles():
        return roles()[code].words
    if code in capacities():
        return capacity_words(code)
    title = limit_title(code) if code in limit_titles() else MEASURED.get(code, "")
    if title:
        return f"“{title.replace('DPS', rules.dps)}”"
    return choice_words(code) if code in _choices() else code


@cache
def _options() -> dict[str, str]:
    return {
        field.option: label(field.key, field.option)
        for move in _all()
        for field in move.fields
    }  # fmt: skip


@cache
def _choices() -> frozenset[str]:
    return frozenset(choice for move in _all() for field in move.fields for choice in field.choices)


def _all() -> list[Move]:
    return list(moves().values())
