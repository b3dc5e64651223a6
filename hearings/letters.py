"""Know the kinds of letter, the facts each needs, and who may write one.

What a letter states is read from the case (`letter_facts.py`) or given with it; how it is worded
is a template. A fact that is missing is named, and the letter is not written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from hearings.access import roles
from hearings.cases import CaseFile, Subject, reference
from hearings.errors import BadValue, NotAllowed, Refused, UsageError
from hearings.packaged import facts as packaged
from hearings.people import Actor
from hearings.rules import Rules
from hearings.values import clean

if TYPE_CHECKING:
    from hearings.deadlines import Deadline

WRITERS = ("caseworker", "practice_support", "authority", "investigator", "supervisor")
"""The roles that may write, keep and reissue letters."""

_KINDS = {"words", "title", "to", "needs", "takes", "conduct", "regulation"}
_BY_REGIME = ("words_", "title_", "needs_")
_FACTS = {"words", "how", "given", "plural", "where"}


@dataclass(frozen=True, slots=True)
class Authority:
    """The regulation a letter is given under."""

    words: str
    """The regulation in full."""
    short: str = ""
    """What practitioners call it, such as `Reg 15`."""
    confidence: str = "quoted"
    """How sure its number is."""

    def __str__(self) -> str:
        """Name the regulation, and say so where its number has not been verified."""
        return f"{self.words} (unverified)" if self.confidence == "unverified" else self.words


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a letter states."""

    name: str
    """Its name in the templates and with `--fact`."""
    words: str
    """What a sentence calls it."""
    how: str
    """Where it comes from, as a whole sentence."""
    given: bool = False
    """Whether it may be given with the letter; otherwise the records alone say it."""
    plural: bool = False
    """Whether its words are several things."""
    where: str = ""
    """The fact without which a letter does not need it; empty where it always does."""

    @property
    def lacking(self) -> str:
        """Say that it is missing, and where it comes from."""
        return f"{self.words} {'are' if self.plural else 'is'} missing. {self.how}"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter."""

    key: str
    """Its name in the records and on the command line."""
    row: Mapping[str, Any]
    """What `letters.toml` says of it."""

    @property
    def to(self) -> str:
        """Say who reads it: officer, assessors or complainant."""
        return str(self.row["to"])

    @property
    def conduct(self) -> bool:
        """Say whether it is written under the Conduct Regulations alone."""
        return bool(self.row.get("conduct", "yes") == "yes")

    @property
    def takes(self) -> tuple[str, ...]:
        """Name the facts it states where they are there."""
        return tuple(self.row.get("takes", ()))

    def words(self, regime: str = "") -> str:
        """Say what a sentence calls it under a regime."""
        return str(self.row.get(f"words_{regime}", self.row["words"]))

    def title(self, regime: str = "") -> str:
        """Give its title under a regime."""
        return str(self.row.get(f"title_{regime}", self.row["title"]))

    def needs(self, regime: str = "") -> tuple[str, ...]:
        """Name the facts without which it is not written under a regime."""
        return (*self.row["needs"], *self.row.get(f"needs_{regime}", ()))

    def given(self, regime: str = "") -> tuple[Fact, ...]:
        """List the facts that may be given with it under a regime."""
        known = dict.fromkeys((*self.needs(regime), *self.takes))
        return tuple(fact for name in known if (fact := fact_named(name)).given)

    def authority(self, regime: str, *details: str) -> Authority | None:
        """Find the regulation it is given under.

        Args:
            regime: The regime's id.
            details: What may choose another one, such as the forum; the first that does counts.
        """
        rows = self.row.get("regulation", {})
        for key in (*(f"{regime}_{detail}" for detail in details), regime):
            if key in rows:
                return Authority(**rows[key])
        return None


@dataclass(frozen=True, slots=True)
class Matter:
    """What a letter is written from."""

    file: CaseFile
    """The case."""
    number: int
    """The number of the officer concerned in the case."""
    names: Mapping[str, str]
    """The names of the officer, the investigator and whoever sits, by force number."""
    deadlines: tuple[Deadline, ...]
    """The officer's limits."""
    rules: Rules
    """The force's own words and rules."""
    force: str
    """The force's name."""
    today: date
    """The day of the letter."""
    writer: str = ""
    """Who writes it, with their rank."""
    note: tuple[str, ...] = ()
    """The lines of the feedback note; empty where no change prepared one."""

    @property
    def subject(self) -> Subject:
        """Give the officer concerned."""
        return self.file.subject(self.number)

    @property
    def regime(self) -> str:
        """Give the regime's id."""
        return self.file.case.regime


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with the facts it states, ready to be worded."""

    kind: str
    """The kind."""
    title: str
    """Its first line."""
    case: str
    """The case's reference."""
    subject: int
    """The number of the officer concerned in the case."""
    facts: Mapping[str, Any]
    """Each fact by its name, as JSON values; empty where it is not there."""

    @property
    def ref(self) -> str:
        """Write the subject as `CASE/N`."""
        return reference(self.case, self.subject)


@cache
def kinds() -> dict[str, Kind]:
    """Read the kinds of letter, by key.

    Raises:
        UsageError: A kind has a setting or needs a fact that is not known.
    """
    found = {}
    for key, row in packaged("letters.toml")["letter"].items():
        strange = sorted(k for k in set(row) - _KINDS if not k.startswith(_BY_REGIME))
        if strange:
            raise UsageError(f"The letter {key} has an unknown setting: {', '.join(strange)}.")
        kind = found[key] = Kind(key, row)
        needs = [row[part] for part in row if part.startswith("needs")]
        for name in {*kind.takes, *chain.from_iterable(needs)}:
            fact_named(name)
    return found


@cache
def fact_named(name: str) -> Fact:
    """Find a fact by its name.

    Raises:
        UsageError: There is no such fact, or its row is not well formed.
    """
    row = packaged("letters.toml")["fact"].get(name)
    if row is None or set(row) - _FACTS:
        raise UsageError(f"letters.toml does not say what the fact {name} is.")
    return Fact(name, **row)


def kind_named(text: str) -> Kind:
    """Find a kind of letter.

    Args:
        text: Its key; hyphens count as underscores.

    Raises:
        BadValue: There is no such kind.
    """
    found = kinds().get(text.strip().lower().replace("-", "_"))
    if found is None:
        known = ", ".join(kinds())
        raise BadValue("kind", f"There is no letter {text!r}; there are {known}.")
    return found


def may_write(actor: Actor) -> None:
    """Refuse letters to an account that may make no move on a case.

    Raises:
        NotAllowed: No role of the account may.
    """
    if not actor.roles & set(WRITERS):
        named = ", ".join(roles()[name].words for name in WRITERS)
        raise NotAllowed(f"Letters are written by: {named}; {actor.account} is none of them.")


def read_given(kind: Kind, regime: str, given: Mapping[str, str]) -> dict[str, str]:
    """Read the facts given with a letter.

    Args:
        kind: The kind.
        regime: The regime's id.
        given: Texts by the name of the fact.

    Raises:
        BadValue: A fact is not known, comes from the records alone, or cannot be taken.
    """
    known = {fact.name: fact for fact in kind.given(regime)}
    needed = {*kind.needs(regime), *kind.takes}
    found = {}
    for name, text in given.items():
        if name not in known:
            if name in needed:
                fact = fact_named(name)
                verb = "come" if fact.plural else "comes"
                raise BadValue(name, f"{_begun(fact.words)} {verb} from the records. {fact.how}")
            names = ", ".join(known) or "no facts"
            raise BadValue(
                name, f"A {kind.words(regime)} does not take {name!r}; it takes {names}."
            )
        found[name] = clean(name, text, lines=True)
    if found.get("likely_form", "meeting") not in {"meeting", "hearing"}:
        raise BadValue("likely_form", "likely_form is meeting or hearing.")
    return found


def missing(kind: str, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the facts that a letter needs and that are not there.

    Args:
        kind: The kind of letter.
        facts: What is known, by name; `regime` among it.
    """
    needed = kinds()[kind].needs(str(facts.get("regime", "")))
    return tuple(name for name in needed if not facts.get(name) and _needed(name, facts))


def _needed(name: str, facts: Mapping[str, Any]) -> bool:
    where = fact_named(name).where
    return not where or bool(facts.get(where))


def check(letter: Letter) -> None:
    """Refuse a letter that lacks a fact.

    Raises:
        Refused: Every missing fact is named, and where each comes from.
    """
    names = missing(letter.kind, letter.facts)
    if not names:
        return
    words = kinds()[letter.kind].words(str(letter.facts.get("regime", "")))
    said = [fact_named(name).lacking for name in names]
    raise Refused(f"{letter.ref}: The {words} cannot be written: {' And '.join(said)}")


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
