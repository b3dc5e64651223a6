"""The invented force: its accounts, its units and those who assess in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from db.demo.data import share, table
from db.demo.people import NOBODY, person_name
from db.demo.shapes import Player

NUMBERS = 900_000
"""How many six-digit force numbers there are."""

LOWEST_TILT, HIGHEST_TILT = 0.04, 0.58
"""How often the most careful unit and the least pitch a form too high."""

_STRIDE = 7919
_INSPECTING = ("Inspector", "Chief Inspector", "Detective Inspector")
_SUPERINTENDING = ("Superintendent", "Chief Superintendent")


@dataclass(frozen=True, slots=True)
class Unit:
    """A borough, those who assess in it, and how high they tend to pitch."""

    name: str
    """The borough."""
    tilt: float
    """How often its forms are pitched too high, before the assessor's rank is counted."""
    inspecting: tuple[Player, ...]
    """Those who fill in the MM1."""
    superintending: tuple[Player, ...]
    """Those who make the formal assessment."""


@dataclass(frozen=True, slots=True)
class Force:
    """Everybody who acts."""

    accounts: dict[str, Player]
    """Those with an account, by its name."""
    units: dict[str, Unit]
    """The boroughs, by name."""
    numbers_from: int
    """Where the force numbers of this seed begin."""

    def players(self) -> tuple[Player, ...]:
        """List everybody who acts, those with an account first, nobody twice."""
        units = self.units.values()
        local = (p for unit in units for p in (*unit.inspecting, *unit.superintending))
        return (*self.accounts.values(), *(p for p in local if not p.account))

    def number(self, place: int) -> str:
        """Give the force number at a place; no two places below `NUMBERS` share one."""
        return str(100_000 + (place * _STRIDE + self.numbers_from) % NUMBERS)


def force(seed: int) -> Force:
    """Draw the force of a seed."""
    rng = Random(f"{seed} force")
    made = Force({}, {}, rng.randrange(NUMBERS))
    places = iter(range(NUMBERS))
    for row in table("force")["account"]:
        number = made.number(next(places))
        made.accounts[row["account"]] = Player(
            row["account"], number, row["name"], row["rank"], row["unit"], tuple(row["roles"])
        )
    names = list(table("force")["units"])
    apart = (HIGHEST_TILT - LOWEST_TILT) / (len(names) - 1)
    steps = [LOWEST_TILT + apart * place for place in range(len(names))]
    rng.shuffle(steps)
    for name, tilt in zip(names, steps, strict=True):
        made.units[name] = _unit(made, rng, name, tilt, places)
    return made


def _unit(made: Force, rng: Random, name: str, tilt: float, places: Iterator[int]) -> Unit:
    ranks = (*_INSPECTING[: rng.randint(2, 3)], *_SUPERINTENDING)
    players = [p for p in made.accounts.values() if p.unit == name and p.rank == "Inspector"]
    for rank in ranks[len(players) :]:
        shown = person_name(rng, share("ethnicity").draw(rng), rng.choice("FM"))
        first, last = shown.split(" ", 1)
        players.append(
            Player("", made.number(next(places)), f"{first[0]}. {last}", rank, name, NOBODY)
        )
    inspecting = tuple(p for p in players if p.rank in _INSPECTING)
    return Unit(name, tilt, inspecting, tuple(p for p in players if p.rank in _SUPERINTENDING))
