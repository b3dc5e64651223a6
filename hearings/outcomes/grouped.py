"""Put rulings that say the same together, so that a page says it once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hearings.outcomes.lawful import Ruling


@dataclass(frozen=True, slots=True)
class Group:
    """Rulings of which the same is said, by the same rule."""

    rulings: tuple[Ruling, ...]
    """The rulings, in the order they came; at least one."""

    @property
    def first(self) -> Ruling:
        """Give the ruling that speaks for all of them."""
        return self.rulings[0]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Name the outcomes."""
        return tuple(one.named for one in self.rulings)

    @property
    def standing(self) -> str:
        """Say what is said of all of them, to be followed by their names: No outcome of these."""
        return _begun(self.first.standing.removeprefix("is ").rstrip(":;"))

    @property
    def because(self) -> str:
        """Say why, with what would mend it or there may be instead; empty where they are open."""
        return _begun(f"{self.first.because or self.first.instead}{self.first.mend}")

    @property
    def why(self) -> str:
        """Say it of all of them without full stop or provision; of one as it says it itself."""
        return self.first.why if len(self.rulings) == 1 else self._named(self.because)

    @property
    def plain(self) -> str:
        """Say it to whoever decides: without what is open instead, and what would be recorded."""
        one = self.first
        if len(self.rulings) > 1:
            return self._named(_begun(one.because))
        standing = one.standing if one.because else one.standing.rstrip(":;")
        return _begun(f"{one.named} {standing} {one.because}".rstrip())

    def _named(self, because: str) -> str:
        said = f"{self.standing}: {'; '.join(self.outcomes)}"
        return f"{said}. {because}" if because else said


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def grouped(rulings: Iterable[Ruling]) -> tuple[Group, ...]:
    """Put rulings together that say the same by the same rule.

    Args:
        rulings: The rulings, the lightest outcome first.

    Returns:
        The groups, in the order of the first ruling of each.
    """
    found: dict[tuple[object, ...], list[Ruling]] = {}
    for one in rulings:
        said = (one.allowed, one.standing, one.because, one.instead, one.needs)
        rule = (one.provision, one.rule, one.unverified)
        found.setdefault((*said, *rule), []).append(one)
    return tuple(Group(tuple(each)) for each in found.values())
