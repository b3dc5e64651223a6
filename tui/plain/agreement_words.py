"""Say how often a blind second reading gave the level that stood; it stands under every rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from hearings.rate_words import NOT_RIGHT, READ, unread_words
from tui.plain.shares import interval, share

if TYPE_CHECKING:
    from hearings.disclosure import Audience
    from hearings.samples import Agreement, Agreements, Told

NONE = "Blind second reading: none recorded."
"""What is said where nothing was read blind."""

NONE_CLOSED = "Blind second reading: none up to the end of the last calendar quarter."
"""What staff and the public are told where none was by then."""


def agreement_lines(agreement: Agreements) -> Iterator[str]:
    """Say what a change does not say, and how often a blind reader came to the same level.

    Args:
        agreement: By kind; empty where nothing was read.
    """
    unread = unread_words(agreement.unread)
    if not agreement:
        yield f"{NOT_RIGHT} {NONE} {unread}".rstrip()
        return
    yield f"{NOT_RIGHT} Blind second readings gave the level that stood:"
    width = max(len(READ[kind]) for kind in agreement)
    for kind, words in READ.items():
        if kind in agreement:
            found = agreement[kind]
            yield f"  {words:<{width}} {share(found.agreed, found.read)}, {interval(found.bounds)}"
    if unread:
        yield f"  {unread}"


def agreement_promised(agreement: Mapping[str, Agreement]) -> dict[str, dict[str, object]]:
    """Give the agreement as JSON has it: readings, by kind; no kind that was not read."""
    found: dict[str, dict[str, object]] = {}
    for kind, one in agreement.items():
        bounds = one.bounds
        found[kind] = {
            "read": one.read,
            "agreed": one.agreed,
            "share": round(one.agreed / one.read, 10),
            "low": None if bounds is None else round(bounds[0], 10),
            "high": None if bounds is None else round(bounds[1], 10),
        }
    return found


def agreement_told(agreement: Mapping[str, Told], audience: Audience) -> Iterator[str]:
    """Say to staff or the public how often a blind reader agreed, small numbers withheld.

    Args:
        agreement: What is told by kind; empty where nothing was read.
        audience: Whom it is for.
    """
    if not agreement:
        yield f"{NOT_RIGHT} {NONE_CLOSED}"
        return
    yield f"{NOT_RIGHT} Blind second readings of the whole force, up to the end of the"
    yield "last calendar quarter after which enough had been read, gave the level that stood:"
    width = max(len(READ[kind]) for kind in agreement)
    for kind, words in READ.items():
        if kind in agreement:
            yield f"  {words:<{width}} {_told(agreement[kind], audience)}"


def _told(found: Told, audience: Audience) -> str:
    if found.read is None:
        return f"fewer than {audience.threshold} read"
    if found.agreed is None:
        return f"{found.read:,} read; how many did is withheld"
    return f"{share(found.agreed, found.read)}, {interval(found.bounds)}"


def told_promised(agreement: Mapping[str, Told]) -> dict[str, dict[str, object]]:
    """Give what staff or the public are told as JSON has it; null is withheld."""
    found: dict[str, dict[str, object]] = {}
    for kind, one in agreement.items():
        bounds, known = one.bounds, one.agreed is not None and one.read
        found[kind] = {
            "read": one.read,
            "agreed": one.agreed,
            "share": round((one.agreed or 0) / (one.read or 1), 10) if known else None,
            "low": None if bounds is None else round(bounds[0], 10),
            "high": None if bounds is None else round(bounds[1], 10),
        }
    return found
