"""The invented force: its accounts, its units and those who assess in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from db.demo.data import share, table
from db.demo.people import NOBODY, person_name
from db.demo.shapes import Player

NUMBERS = 900_000
"""How many six-digit force numbers there are."""

LOWEST_TILT, HIGHEST_TILT = 0.04, 0.58
"""How often the most careful unit and the least pitch a form too high."""

HEADQUARTERS = "Headquarters"
"""Where chairs serve."""

_STRIDE = 7919
_BENCH = {
    "investigator": ("DPS", ("investigator",)),
    "senior": ("DPS", ("authority",)),
    "chair": (HEADQUARTERS, NOBODY),
    "chief": (HEADQUARTERS, NOBODY),
}
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
    bench: dict[str, tuple[Player, ...]] = field(default_factory=dict)
    """Who investigates, certifies and chairs, by the kind of it."""

    def players(self) -> tuple[Player, ...]:
        """List everybody who acts, those with an account first, nobody twice."""
        units, bench = self.units.values(), self.bench.values()
        local = (p for unit in units for p in (*unit.inspecting, *unit.superintending))
        sitting = (player for players in bench for player in players)
        others = (p for p in (*local, *sitting) if not p.account)
        return (*self.accounts.values(), *others)

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
    for kind, (unit, roles) in _BENCH.items():
        players = [_seated(made, row, unit, roles, places) for row in table("bench")[kind]]
        made.bench[kind] = tuple(players)
        made.accounts.update({player.account: player for player in players if player.account})
    return made


def _seated(
    made: Force, row: dict[str, str], unit: str, roles: tuple[str, ...], places: Iterator[int]
) -> Player:
    """Give somebody of the proceedings a number; those who had one before keep theirs."""
    account, number = row.get("account", ""), made.number(next(places))
    return Player(account, number, row["name"], row["rank"], unit, roles if account else NOBODY)


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
