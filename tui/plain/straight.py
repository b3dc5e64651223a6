"""Read a lookup without the group of commands, which takes longer to load than a lookup to run.

What is not understood here, such as `--help`, is left to the group, which explains it.
"""

from __future__ import annotations

from tui.plain.lookups import MOST, Lookup

GLOBAL = {"--database": "database", "--as": "acting_as"}
"""The options before the command."""

ONCE = {
    "--level": "level",
    "--culpability": "culpability",
    "--harm-level": "harm_level",
    "--rank-band": "rank_band",
    "--regime": "regime",
    "--archive": "archive",
    "--most": "most",
    "--format": "output",
    "-f": "output",
}
"""The options of a lookup that are given once."""

OFTEN = {"--standard": "standard", "--factor": "factor", "--category": "category"}
"""Those that may be given again."""


def lookup_in(words: list[str]) -> tuple[dict[str, str], Lookup] | None:
    """Read a command line that is a lookup and nothing else.

    Returns:
        The options before the command, and the lookup; None for any other command line.
    """
    before: dict[str, str] = {}
    rest = list(words)
    while len(rest) > 1 and rest[0] in GLOBAL:
        before[GLOBAL[rest[0]]] = rest[1]
        rest = rest[2:]
    if rest[:2] != ["matrix", "lookup"]:
        return None
    given = _given(rest[2:])
    if given is None:
        return None
    most, output = str(given.pop("most", "20")), given.get("output", "text")
    if output not in {"text", "json", "csv"} or not most.isascii() or not most.isdecimal():
        return None
    if len(most) > len(str(MOST)) or not 1 <= int(most) <= MOST:
        return None
    return before, Lookup(most=int(most), **given)  # type: ignore[arg-type]  # by the tables above


def _given(words: list[str]) -> dict[str, str | tuple[str, ...]] | None:
    """Read the options of a lookup, by field; None where one is not understood."""
    once: dict[str, str | tuple[str, ...]] = {}
    often: dict[str, tuple[str, ...]] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in ONCE or word in OFTEN:
            if not rest or rest[0].startswith("-"):
                return None
            value = rest.pop(0)
            if word in OFTEN:
                often[OFTEN[word]] = (*often.get(OFTEN[word], ()), value)
            else:
                once[ONCE[word]] = value
        elif word.startswith("-") or "ref" in once:
            return None
        else:
            once["ref"] = word
    return {**once, **often}
