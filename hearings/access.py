"""Say who may read a case, ask for figures or manage accounts.

A case that a person is in, or may not know of, is answered as an unknown reference; the reason goes
to the trail. What a role may not do at all is refused with a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from hearings.errors import Bar, NotAllowed, UsageError
from hearings.packaged import facts
from hearings.people import INVOLVED, Actor

if TYPE_CHECKING:
    from hearings.cases import CaseFile, Subject


@dataclass(frozen=True, slots=True)
class Role:
    """What one role may read."""

    name: str
    """Its name in the records."""
    words: str
    """What the screen calls it."""
    reads: str
    """All, unit, own or none."""
    figures: bool
    """Whether it may ask for internal figures."""
    persons: bool
    """Whether it may ask for figures by assessor, decider and chair."""
    accounts: bool
    """Whether it manages accounts and settings."""
    imports: bool = False
    """Whether it may bring an archive in."""
    settles: bool = False
    """Whether it may take in bank holidays and have limits made again."""
    signs: bool = False
    """Whether it may enter that a lawyer signed a rule off."""
    diary: bool = False
    """Whether it may say who and which room is not to be had."""
    kept: bool = False
    """Whether it may ask for the figures of hearings and comparisons, which it keeps."""
    samples: bool = False
    """Whether it draws dip samples."""
    readers: bool = False
    """Whether it sees who read a matter blind in a dip sample, and at which level."""
    improves: bool = False
    """Whether it gives actions on outliers."""
    releases: bool = False
    """Whether it makes tables and reports for staff and the public."""


REVIEWERS = frozenset({"supervisor", "authority"})
"""The roles that read decisions a second time; the table of moves names the same."""


@cache
def roles() -> dict[str, Role]:
    """Read the table of roles."""
    return {
        name: Role(**{"name": name, "figures": False, "persons": False, "accounts": False, **row})
        for name, row in facts("access.toml").items()
    }


def role_named(name: str) -> str:
    """Check a role's name.

    Raises:
        UsageError: There is no such role.
    """
    if name not in roles():
        raise UsageError(f"There is no role {name!r}; there are {', '.join(roles())}.")
    return name


def reach(actor: Actor) -> frozenset[str]:
    """Name how far an account reads: the union of what its roles read."""
    return frozenset(roles()[name].reads for name in actor.roles if name in roles())


def bar(actor: Actor, file: CaseFile) -> Bar | None:
    """Say why a case is not there for this person; None where they may read it.

    Args:
        actor: Whose account asks.
        file: The case; its access list counts while it is restricted or covert.
    """
    number = "" if actor.person is None else actor.person.number
    if number and _in_it(number, file):
        return "own_case"
    if file.case.sensitivity != "open" and actor.account not in file.case.access:
        return "restricted"
    reads = reach(actor)
    if "all" in reads:
        return None
    if "unit" in reads and actor.unit and actor.unit == file.case.unit:
        return None
    if "own" in reads and any(
        p.number == number and p.role == "investigator" for p in file.case.parties if number
    ):
        return None
    return "other_unit" if "unit" in reads else "not_a_reader"


def _in_it(number: str, file: CaseFile) -> bool:
    # Another force's numbers are other people's.
    ours = not file.case.realm
    if ours and any(subject.facts.number == number for subject in file.subjects):
        return True
    if any(p.number == number and p.role in INVOLVED for p in file.case.parties):
        return True
    return any(number in called(subject) for subject in file.subjects)


def called(subject: Subject) -> frozenset[str]:
    """Name the witnesses who are called to an officer's hearings; they do not read the case."""
    held = (*subject.past_hearings, *filter(None, (subject.hearing,)))
    return frozenset(s.person for one in held for s in one.seats if s.capacity == "witness")


def may_see_figures(actor: Actor, *, persons: bool = False, kept: bool = False) -> None:
    """Refuse internal figures to an account without the right to them.

    Args:
        actor: Whose account asks.
        persons: whether the figures are by assessor, decider or chair.
        kept: whether they are of hearings or comparisons, which practice support keeps.

    Raises:
        NotAllowed: No role of the account has the right.
    """
    held = [roles()[name] for name in actor.roles if name in roles()]
    if not any(role.figures or (kept and role.kept) for role in held):
        open_to = [role for role in roles().values() if role.figures or (kept and role.kept)]
        needed = ", ".join(role.name for role in open_to)
        raise NotAllowed(f"Internal figures are open to {needed}; {actor.account} is none of them.")
    if persons and not any(role.persons for role in held):
        needed = ", ".join(role.name for role in roles().values() if role.persons)
        raise NotAllowed(f"Figures by assessor, decider and chair are open to {needed} alone.")


def may_draw_samples(actor: Actor) -> None:
    """Refuse to draw a dip sample to an account without the right to it.

    Raises:
        NotAllowed: No role of the account has the right.
    """
    _needs(actor, "samples", "Dip samples are drawn by {needed}; {account} is none of them.")


def may_review(actor: Actor) -> None:
    """Refuse the review queue to an account that reads no decision a second time.

    Raises:
        NotAllowed: The account is neither a supervisor nor a delegate.
    """
    if not reviews(actor):
        needed = " or ".join(sorted(REVIEWERS))
        raise NotAllowed(f"Review is open to {needed}; {actor.account} is neither.")


def reviews(actor: Actor) -> bool:
    """Say whether an account reads decisions a second time, and dip samples."""
    return bool(actor.roles & REVIEWERS)


def may_improve(actor: Actor) -> None:
    """Refuse to give an action on an outlier to an account without the right to it.

    Raises:
        NotAllowed: No role of the account has the right.
    """
    _needs(actor, "improves", "Actions are given by {needed}; {account} is none of them.")


def may_release(actor: Actor) -> None:
    """Refuse a table for staff or the public to an account without the right to make one.

    Raises:
        NotAllowed: No role of the account has the right.
    """
    _needs(
        actor,
        "releases",
        "Figures for staff and the public are made by {needed}; {account} is none of them.",
    )


def has(actor: Actor, right: str) -> bool:
    """Say whether a role of an account has a right of the table of roles."""
    return any(getattr(roles()[name], right) for name in actor.roles if name in roles())


def _needs(actor: Actor, right: str, sentence: str) -> None:
    if not has(actor, right):
        needed = ", ".join(role.name for role in roles().values() if getattr(role, right))
        raise NotAllowed(sentence.format(needed=needed, account=actor.account))


def may_import(actor: Actor) -> None:
    """Refuse an import to an account without the right to it.

    Raises:
        NotAllowed: No role of the account has the right.
    """
    _needs(actor, "imports", "Importing is open to {needed}; {account} is none of them.")


def may_manage(actor: Actor) -> None:
    """Refuse accounts and settings to anyone but an administrator.

    Raises:
        NotAllowed: No role of the account has the right.
    """
    _needs(actor, "accounts", "Accounts are managed by an administrator; {account} is none.")


def may_settle(actor: Actor) -> None:
    """Refuse the force's holidays and rules to an account without the right to settle them.

    Raises:
        NotAllowed: No role of the account has the right.
    """
    _needs(
        actor,
        "settles",
        "Holidays and rules are settled by {needed}; {account} is none of them.",
    )


def may_sign_off(actor: Actor) -> None:
    """Refuse a lawyer's sign-off to an account that may not enter one.

    Raises:
        NotAllowed: No role of the account has the right.
    """
    _needs(actor, "signs", "A rule is signed off by {needed}; {account} is none of them.")


def keeps_diary(actor: Actor) -> bool:
    """Say whether an account may say who is away, and read why and when people are free."""
    return has(actor, "diary")


def may_read_diary(actor: Actor) -> None:
    """Refuse the diary to an account that reads no case.

    Raises:
        NotAllowed: No role of the account reads cases.
    """
    if not reach(actor) - {"none"}:
        raise NotAllowed(f"The diary is open to those who read cases; {actor.account} is none.")


def may_keep_diary(actor: Actor) -> None:
    """Refuse to say who is away to an account without the right to the diary.

    Raises:
        NotAllowed: No role of the account has the right.
    """
    _needs(actor, "diary", "The diary is kept by {needed}; {account} is none of them.")
