"""Know the two bundles: what each holds, in which order, and who may make one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from hearings.access import roles
from hearings.errors import BadValue, NotAllowed, UsageError
from hearings.packaged import facts
from hearings.people import Actor
from hearings.provisions import Provision, needed, only, provision

FILE = "bundles.toml"
HEARING, OUTCOME = "hearing", "outcome"


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the two bundles."""

    key: str
    """Hearing or outcome."""
    called: Mapping[str, str]
    """What a sentence calls it, by forum; under an empty one where nothing else is said."""
    documents: tuple[str, ...]
    """The kinds of document it holds, in order."""
    parts: tuple[str, ...]
    """What is written in it from the records, in order."""

    def words(self, forum: str = "") -> str:
        """Say what a sentence calls it at a forum."""
        return self.called.get(forum, self.called[""])

    @property
    def kept_as(self) -> str:
        """Name it among the letters that are kept."""
        return f"{self.key}_bundle"


@dataclass(frozen=True, slots=True)
class Part:
    """One part that is written from the records."""

    key: str
    """Its name, which is its template's."""
    title: str
    """Its heading and its line in the index."""
    asks: str = ""
    """What a stage of the guidance asks; empty for the others."""
    presumed: str = ""
    """What it asks instead where dismissal is presumed; empty where that changes nothing."""
    source: Provision | None = None
    """Where a stage comes from and how sure that is."""
    since: date = date.min
    """The first day on which there was that source."""


@cache
def kinds() -> dict[str, Kind]:
    """Read the bundles, by key.

    Raises:
        UsageError: A row does not hold together.
    """
    found, table = {}, facts(FILE)
    for key, row in table["bundle"].items():
        where = f"{FILE}, bundle {key}"
        only(row, {"words", "words_meeting", "documents", "parts"}, where)
        needed(row, {"words", "documents", "parts"}, where)
        strange = [*(set(row["documents"]) - set(table["document"])),
                   *(set(row["parts"]) - set(parts()))]  # fmt: skip
        if strange:
            raise UsageError(f"{where} names what the file does not hold: {', '.join(strange)}.")
        called = {"": row["words"], "meeting": row.get("words_meeting", row["words"])}
        found[key] = Kind(key, called, tuple(row["documents"]), tuple(row["parts"]))
    return found


@cache
def parts() -> dict[str, Part]:
    """Read the parts that are written from the records, by key.

    Raises:
        UsageError: A row has no title, or a stage no source.
    """
    found = {}
    for key, row in facts(FILE)["part"].items():
        where = f"{FILE}, part {key}"
        only(row, {"title", "asks", "presumed", "source", "confidence", "from"}, where)
        needed(row, {"title"}, where)
        if "asks" not in row:
            found[key] = Part(key, row["title"])
            continue
        needed(row, {"from"}, where)
        found[key] = Part(
            key, row["title"], row["asks"], row.get("presumed", ""), provision(row, where),
            row["from"],
        )  # fmt: skip
    return found


def document_words(kind: str) -> str:
    """Say what the index calls a kind of document."""
    return str(facts(FILE)["document"].get(kind, kind))


def kind_named(text: str) -> Kind:
    """Find a bundle by its key, or by the name it is kept under.

    Raises:
        BadValue: There is no such bundle.
    """
    found = kinds().get(text.strip().lower().replace("-", "_").removesuffix("_bundle"))
    if found is None:
        raise BadValue("kind", f"There is no bundle {text!r}; there are {', '.join(kinds())}.")
    return found


def may_make(actor: Actor) -> None:
    """Refuse bundles to an account that does not prepare hearings.

    Raises:
        NotAllowed: No role of the account may.
    """
    allowed: list[str] = facts(FILE)["made_by"]
    if not actor.roles & set(allowed):
        named = ", ".join(roles()[name].words for name in allowed)
        raise NotAllowed(f"Bundles are made by: {named}; {actor.account} is neither.")
