"""Word past outcomes beside a question: how many, how they spread, and the nearest of them.

Nothing here says what an outcome should be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hearings.factors import COUNTED
from hearings.precedents import FEWEST
from hearings.precedents.features import GROUP_WORDS
from hearings.realms import LOCAL
from hearings.regimes import regimes
from tui.diary_words import counted
from tui.telling.records import NOT_A_TARIFF
from tui.telling.said import HEAD, TEXT, Said
from tui.words import day, first_upper

if TYPE_CHECKING:
    from hearings.precedents import Answer, Counted, Difference, Precedent, Share

WIDTH: Final = 21
"""Cells of an interval that is drawn: one for each five parts of a hundred, and nought."""

SAID: Final = 3
"""How many of what is not counted are named; the others are counted."""

_SIDES: Final = {"asked": "only in this one", "precedent": "only in that matter"}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: a past matter, or a heading with what stands under it."""

    head: str
    """Its first line."""
    about: tuple[str, ...] = ()
    """What stands under it."""
    ref: str = ""
    """The matter; empty where it is none."""
    heading: bool = False
    """Whether it stands over others."""


def lines(answer: Answer) -> list[Line]:
    """Word an answer, entry by entry.

    Args:
        answer: What past matters say.
    """
    return [
        _over(NOT_A_TARIFF, "They say what was done, not what should be."),
        _spread(answer),
        *_elsewhere(answer),
        _over(f"Left out in all: {counted(answer.overturned, 'outcome')} overturned"),
        *_nowhere(answer),
        _over("The nearest" if answer.precedents else "No past outcome can be compared."),
        *map(_precedent, answer.precedents),
        Line("What each counts", (weights_words(answer.weights), f"Lists: {answer.edition}.")),
    ]


def _over(head: str, *about: str) -> Line:
    return Line(head, about, heading=True)


def page(answer: Answer) -> Iterator[Said]:
    """Word an answer as a page to read.

    Args:
        answer: What past matters say.
    """
    for line in lines(answer):
        yield Said(HEAD, line.head, 2 if line.ref else 0)
        for about in line.about:
            yield Said(TEXT, about, 4 if line.ref else 2)


def _nowhere(answer: Answer) -> Iterator[Line]:
    """Give what no past matter has that was looked at."""
    if answer.nowhere:
        yield _over("In no past matter looked at", _listed(answer.nowhere))


def regime_words(regime: str) -> str:
    """Name the Regulations of an outcome, or the policy of those whom they do not reach."""
    if regime == LOCAL:
        return "local policy (police staff)"
    known = regimes().get(regime)
    return regime if known is None else known.title


def _spread(answer: Answer) -> Line:
    under = regime_words(answer.regime) if answer.regime else "every regime, each with its own base"
    about = [f"From similarity {answer.least} on."]
    if answer.too_few:
        about.append(f"Fewer than {FEWEST}: too little to compare. No shares are given.")
    about += _shares(answer.distribution, by_regime=not answer.regime)
    return _over(f"n = {answer.n:,} · {under}", *about)


def _elsewhere(answer: Answer) -> Iterator[Line]:
    """Give as similar outcomes under other Regulations, which never count into the spread."""
    if answer.elsewhere:
        total = sum(share.count for share in answer.elsewhere)
        about = _shares(answer.elsewhere, by_regime=True)
        yield _over(f"Apart, under other rules: {total:,}", *about)


def _shares(shares: Sequence[Share], *, by_regime: bool) -> Iterator[str]:
    before = None
    for one in shares:
        if by_regime and one.regime != before:
            before = one.regime
            yield f"{first_upper(regime_words(one.regime))}, n = {one.base:,}:"
        said = first_upper(one.words)
        if one.share is None or one.low is None or one.high is None:
            yield f"{said}: {one.count:,}"
            continue
        yield (
            f"{said}: {one.count:,} of {one.base:,}, {one.share:.0%} ({one.low:.0%}–{one.high:.0%})"
        )
        yield f"0 {interval(one.low, one.share, one.high)} 100%"


def interval(low: float, share: float, high: float) -> str:
    """Draw a share and its 95 % interval on a scale from nought to the whole.

    Args:
        low: The lower bound, from 0 to 1.
        share: The share.
        high: The upper bound.
    """
    first, here, last = (round(part * (WIDTH - 1)) for part in (low, share, high))
    drawn = ["─" if first <= place <= last else "·" for place in range(WIDTH)]
    drawn[first], drawn[last] = "├", "┤"
    drawn[here] = "●"
    return "".join(drawn)


def _precedent(one: Precedent) -> Line:
    when = day(one.on) if one.on else "day not known"
    beside = "" if one.comparator else "; not similar enough to be counted"
    return Line(
        f"{one.ref}  {first_upper(one.words)}",
        (
            f"{first_upper(regime_words(one.regime))}, {when}",
            f"Similarity {one.similarity:.2f} ({one.shared} of {one.either}){beside}",
            f"Matched: {_listed(one.matched)}",
            f"Differs: {_apart(one.differs)}",
            *_uncounted(one.differs),
        ),
        one.ref,
    )


def _listed(several: Iterable[Counted]) -> str:
    return "; ".join(f"{one.words} ({one.weight})" for one in several) or "nothing"


def _apart(several: Iterable[Difference]) -> str:
    told = (f"{one.words}, {_SIDES[one.side]} ({one.weight})" for one in several if one.weight)
    return "; ".join(told) or "nothing"


def _uncounted(several: Iterable[Difference]) -> Iterator[str]:
    """Name the first of what differs and weighs nothing."""
    found = [one.words for one in several if not one.weight]
    more = f"; and {len(found) - SAID} more" if len(found) > SAID else ""
    if found:
        yield f"Not counted: {'; '.join(found[:SAID])}{more}"


def weights_words(weights: Mapping[str, int]) -> str:
    """Say what each kind of circumstance counts."""
    said = ", ".join(f"{GROUP_WORDS[group]} {weights.get(group, 0)}" for group in COUNTED)
    return first_upper(said) + "."
