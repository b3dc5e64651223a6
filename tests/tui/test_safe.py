"""Text that people typed reaches the screen harmless, and fits."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hearings.cells import ELLIPSIS
from tui.widgets.safe import UNSHOWABLE, cell, shown

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=())) | st.text(
    st.sampled_from("ab[/]\x00\x1b\x07\x9b\x7f\u202e\u2066\u200b\u200d\ufe0f\ud800李é\u0301\n\t")
)
HARMFUL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

AS_TYPED = [
    "J Smith [/]",
    "[@click=app.quit]x",
    "[red]x[/red] \\[b]",
    "Zoë Ann O'Brien-Hughes",
    "李小龍",
    "e\u0301 a\u0308",
    "יצחק محمد",
    "नि ศรี",
    "● red ◐ amber ○ green – £5 “so”",
    "a\N{NO-BREAK SPACE}b\N{IDEOGRAPHIC SPACE}c",
    "",
]


@given(ANY_TEXT)
def test_nothing_that_steers_the_terminal_is_left(text: str) -> None:
    assert not {unicodedata.category(char) for char in shown(text)} & HARMFUL


@given(ANY_TEXT)
def test_text_made_safe_twice_is_text_made_safe_once(text: str) -> None:
    assert shown(shown(text)) == shown(text)


@given(ANY_TEXT)
def test_every_character_leaves_something_to_see(text: str) -> None:
    assert len(shown(text)) == len(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S"], max_codepoint=0x2FF)))
def test_letters_figures_and_signs_stay_as_typed(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize("text", AS_TYPED)
def test_ordinary_text_stays_as_typed(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("a\x1b]52;c;eA==\x07b", "a␛]52;c;eA==␇b", id="writes-the-clipboard"),
        pytest.param("\x1b[2J", "␛[2J", id="clears-the-screen"),
        pytest.param("a\x9b31mb", "a�31mb", id="c1"),
        pytest.param("a\tb\r\nc\x7f", "a␉b␍␊c␡", id="tab-line-end-delete"),
        pytest.param("PC \u202egnoS", "PC �gnoS", id="right-to-left-override"),
        pytest.param("\u2066x\u2069 \u200fy", "�x� �y", id="isolates-and-marks"),
        pytest.param("a\u200bb\u200dc\ufeff", "a�b�c�", id="zero-width"),
        pytest.param("x\ufe0f\u034f\U000e0100", "x���", id="selectors"),
        pytest.param("\u3164\u115f\u2800", "���", id="letters-that-look-like-nothing"),
        pytest.param("a\u2028b\u2029c", "a�b�c", id="line-separators"),
        pytest.param("\ud83d\ue000\U000e0041", "���", id="surrogate-private-tag"),
    ],
)
def test_what_could_do_harm_is_shown_as_a_sign(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_line_ends_are_kept_where_text_may_run_over_lines() -> None:
    assert shown("a\r\nb\rc\n\td\x1b", lines=True) == "a\nb\nc\n    d␛"
    assert shown("x\ty") == "x␉y"


@given(ANY_TEXT, st.integers(-2, 40))
def test_a_cell_takes_exactly_its_width(text: str, width: int) -> None:
    assert cell_len(cell(text, width)) == max(width, 0)


@given(ANY_TEXT, st.integers(1, 40))
def test_a_cell_holds_nothing_harmful(text: str, width: int) -> None:
    assert not {unicodedata.category(char) for char in cell(text, width)} & HARMFUL


@pytest.mark.parametrize(
    ("text", "width", "seen"),
    [
        pytest.param("Camden", 8, "Camden  ", id="filled"),
        pytest.param("Camden", 6, "Camden", id="exact"),
        pytest.param("Camden", 5, f"Camd{ELLIPSIS}", id="cut"),
        pytest.param("Camden", 1, ELLIPSIS, id="no-room-but-for-the-sign"),
        pytest.param("李小龍", 6, "李小龍", id="wide"),
        pytest.param("李小龍", 5, f"李小{ELLIPSIS}", id="wide-cut"),
        pytest.param("李小龍", 4, f"李{ELLIPSIS} ", id="wide-cut-in-half"),
        pytest.param("e\u0301e\u0301e\u0301", 2, f"e\u0301{ELLIPSIS}", id="accents"),
        pytest.param("a\x1b[0m", 3, f"a␛{ELLIPSIS}", id="cut-after-it-was-made-safe"),
        pytest.param("abc", 0, "", id="no-room"),
    ],
)
def test_a_cell_is_cut_with_a_sign_or_filled(text: str, width: int, seen: str) -> None:
    assert cell(text, width) == seen


def test_the_sign_for_the_unshowable_is_itself_shown() -> None:
    assert shown(UNSHOWABLE) == UNSHOWABLE
