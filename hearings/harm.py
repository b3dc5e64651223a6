"""Know the harm test: under which limbs information is withheld, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from hearings.errors import UsageError
from hearings.packaged import facts
from hearings.provisions import Provision, needed, only, provision

FILE = "harm_test.toml"


@dataclass(frozen=True, slots=True)
class Limb:
    """One limb of the harm test."""

    key: str
    """Its letter."""
    words: str
    """What keeping information back is, where it is withheld under this limb."""
    provisions: Mapping[str, Provision]
    """Where it stands and how sure its words are, by regime."""

    def __str__(self) -> str:
        """Give its letter and its words."""
        return f"({self.key}) {self.words}"


@cache
def limbs() -> dict[str, Limb]:
    """Read the limbs, by letter.

    Raises:
        UsageError: A row does not hold together.
    """
    table = facts(FILE)
    regimes: dict[str, str] = table["regulation"]
    found = {}
    for key, row in table["limb"].items():
        where = f"{FILE}, limb {key}"
        only(row, {"words", "confidence"}, where)
        needed(row, {"words", "confidence"}, where)
        sure: dict[str, str] = row["confidence"]
        if set(sure) != set(regimes):
            raise UsageError(f"{where} does not say of each regime how sure its words are.")
        found[key] = Limb(
            key,
            row["words"],
            {
                regime: provision({"source": regimes[regime], "confidence": confidence}, where)
                for regime, confidence in sure.items()
            },
        )
    return found


def limb_words(limb: str, regime: str = "") -> str:
    """Say a limb of the harm test: its letter and what it is for.

    Args:
        limb: Its letter; one that the list does not hold is given back alone.
        regime: The regime's id, to name the provision too, and whether it has been verified.

    Source:
        SI 2008/2864 reg 4; SI 2012/2632 reg 4; SI 2020/4 reg 6.
    """
    known = limbs().get(limb)
    if known is None:
        return f"({limb})"
    found = known.provisions.get(regime)
    return str(known) if found is None else f"{known} ({found})"
