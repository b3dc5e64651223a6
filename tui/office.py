"""What every screen needs: the desk, the force's settings, the clock and where faults go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from hearings.access import has, reach, reviews, roles
from hearings.errors import HearingsError
from hearings.people import acts_as, short_rank
from tui.faults import keep_fault

if TYPE_CHECKING:
    from db.actions import Desk
    from db.settings import Settings
    from hearings.rules import Rules


@dataclass(frozen=True, slots=True)
class Office:
    """The desk of one account, in one force."""

    desk: Desk
    """What the account can do."""
    settings: Settings
    """What the force has set."""
    clock: Callable[[], datetime]
    """Gives the moment, in UTC."""

    @property
    def rules(self) -> Rules:
        """Give the force's own rules and words."""
        return self.desk.rules

    @property
    def today(self) -> date:
        """Give the day to answer as of."""
        return self.desk.today

    @property
    def reads_cases(self) -> bool:
        """Say whether a role of whoever acts reads any case at all."""
        return bool(reach(self.desk.actor) - {"none"})

    @property
    def reviews(self) -> bool:
        """Say whether whoever acts reads decisions a second time."""
        return self.reads_cases and reviews(self.desk.actor)

    @property
    def compares(self) -> bool:
        """Say whether whoever acts may compare past outcomes: a role reads every case."""
        return "all" in reach(self.desk.actor)

    @property
    def sees_figures(self) -> bool:
        """Say whether whoever acts may ask for the figures of the whole force."""
        return has(self.desk.actor, "figures")

    @property
    def who(self) -> str:
        """Say who acts: name, rank and roles."""
        actor = self.desk.actor
        person = actor.person
        name = actor.account if person is None else person.name
        rank = "" if person is None else short_rank(person.rank)
        return ", ".join(part for part in (name, rank, self._roles()) if part)

    @property
    def own_handle(self) -> str:
        """Give the words under which matters are allocated to whoever acts."""
        actor = self.desk.actor
        return actor.account if actor.person is None else actor.person.name

    def own_maker(self, made_by: str) -> str:
        """Name whoever acts, where they can be the maker of a decision themselves.

        Args:
            made_by: What the table of moves says the maker must be.

        Returns:
            Name and rank; empty where somebody else has to be named.
        """
        person = self.desk.actor.person
        if person is None:
            return ""
        fits = {
            "authority": "authority" in person.roles,
            "investigator": "investigator" in person.roles,
            "second": bool(person.roles & {"authority", "supervisor"}),
            "inspecting": acts_as(person.rank) == "inspecting",
            "superintending": acts_as(person.rank) == "superintending",
        }
        return f"{person.name}, {person.rank}" if fits.get(made_by, True) else ""

    def sentence(self, error: Exception, what: str) -> str:
        """Say in one sentence what went wrong; a fault of the program goes to the log.

        Args:
            error: What was raised.
            what: What could not be done, as the start of a sentence.
        """
        if isinstance(error, HearingsError):
            # The words for refusals come with the first one; the first row waits for none.
            from tui.sentences import on_screen

            return on_screen(str(error), self.rules)
        kept = keep_fault(error, self.clock())
        return f"{what} (fault {kept}). Try again, or give that number to whoever looks after this."

    def _roles(self) -> str:
        held = self.desk.actor.roles
        if len(held) == len(roles()):
            return "every role"
        return ", ".join(row.words for name, row in roles().items() if name in held)
