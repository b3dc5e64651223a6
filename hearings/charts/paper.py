"""Draw with SVG: valid XML that fetches nothing, whose text is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from hearings.cells import fitted, folded, harmless, wide
from hearings.charts.numbers import marks

SIZE: Final = 12
"""The size of the letters, in pixels."""

LETTER: Final = 0.6 * SIZE
"""About how wide a letter is, in pixels."""

_LINE: Final = 16
"""The pixels of a line of text under a drawing."""

_INK: Final = 'stroke="#222" fill="none"'


class Paper:
    """A drawing, put together piece by piece; lengths are in pixels."""

    def __init__(self, width: int, height: int) -> None:
        """Begin with an empty sheet."""
        self.width, self.height = width, height
        self._pieces: list[str] = []

    def line(self, start: tuple[float, float], end: tuple[float, float], dash: str = "") -> None:
        """Draw a line, whole or dashed."""
        self.path([start, end], dash)

    def path(self, points: list[tuple[float, float]], dash: str = "") -> None:
        """Draw a line through points; one point alone draws nothing."""
        if len(points) < 2:
            return
        there = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._pieces.append(f'<polyline points="{there}" {_INK}{dashed}/>')

    def mark(self, x: float, y: float, shape: str, *, hollow: bool = False) -> None:
        """Draw a mark: dot, up, down or diamond, filled or hollow."""
        fill = "#fff" if hollow else "#222"
        if shape == "dot":
            self._pieces.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" stroke="#222" fill="{fill}"/>'
            )
            return
        there = " ".join(f"{x + right:.1f},{y + down:.1f}" for right, down in _SHAPES[shape])
        self._pieces.append(f'<polygon points="{there}" stroke="#222" fill="{fill}"/>')

    def box(self, place: tuple[float, float], size: tuple[float, float], grey: int) -> None:
        """Fill a box with a grey, 0 black to 255 white, inside a thin line."""
        shade = f"#{grey:02x}{grey:02x}{grey:02x}"
        self._pieces.append(
            f'<rect x="{place[0]:.1f}" y="{place[1]:.1f}" width="{size[0]:.1f}"'
            f' height="{size[1]:.1f}" stroke="#222" fill="{shade}"/>'
        )

    def say(
        self, x: float, y: float, text: str, *, anchor: str = "start", ink: str = "#222"
    ) -> None:
        """Write a text; the anchor is start, middle or end."""
        self._pieces.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{ink}">'
            f"{escape(harmless(text))}</text>"
        )

    def whole(self, title: str, said: list[str], under: Sequence[str] = ()) -> str:
        """Give the drawing as SVG, with its title and its words for whoever cannot see it.

        Args:
            title: What it shows.
            said: What it shows in words.
            under: What is written under it and said with its words.
        """
        under = list(dict.fromkeys(under))
        for text in under:
            for line in folded(harmless(text), int((self.width - 16) / LETTER)):
                self.height += _LINE
                self.say(8, self.height - 6, line)
        size = f'width="{self.width}" height="{self.height}"'
        seen = f'viewBox="0 0 {self.width} {self.height}"'
        letters = f'font-family="sans-serif" font-size="{SIZE}"'
        return "\n".join([
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} {seen} {letters}>',
            f"<title>{escape(harmless(title))}</title>",
            f"<desc>{escape(harmless(' '.join([*said, *under])))}</desc>",
            f'<rect {size} fill="#fff"/>',
            *self._pieces,
            "</svg>",
        ])  # fmt: skip


_SHAPES: Final = {
    "up": ((0, -5), (5, 4), (-5, 4)),
    "down": ((0, 5), (5, -4), (-5, -4)),
    "diamond": ((0, -5), (5, 0), (0, 5), (-5, 0)),
}


class Plot:
    """A plot on a sheet: shares upwards, something else to the right."""

    def __init__(self, paper: Paper, top: float, left: float, below: float) -> None:
        """Say where the scale of shares ends and how much room the marks take."""
        self._paper, self._top = paper, top
        self.left, self.right = left, paper.width - 16.0
        self.high, self.low = 40.0, paper.height - below

    def across(self, part: float) -> float:
        """Give the place of a part of the way to the right, from 0 to 1."""
        return self.left + part * (self.right - self.left)

    def up(self, share: float) -> float:
        """Give the place of a share; what is beyond the scale stands at its end."""
        return self.low - min(share / self._top, 1.0) * (self.low - self.high)

    def frame(self, unit: float = 0.0) -> None:
        """Draw the two axes and the marks of the scale, as `numbers.marks` says them."""
        paper = self._paper
        paper.line((self.left, self.high), (self.left, self.low))
        paper.line((self.left, self.low), (self.right, self.low))
        for part, said in zip((0.0, 0.5, 1.0), marks(self._top, unit), strict=True):
            paper.say(self.left - 6, self.up(part * self._top) + 4, said, anchor="end")


def cut(text: str, room: float) -> str:
    """Cut a text to a number of pixels, by the width of most letters."""
    cells = max(int(room / LETTER), 1)
    return fitted(text, min(cells, wide(harmless(text))))


def length(text: str) -> float:
    """Say about how long a text is, in pixels."""
    return wide(harmless(text)) * LETTER
