"""How a case that came to a hearing went through the desk in the year before."""

from __future__ import annotations

from db.demo.forms import GROSS
from db.demo.sheet import Sheet

SECOND = "duties"
"""The Standard of a second, smaller allegation."""

_SECOND_ALLEGATION = 0.1


class Brought(Sheet):
    """Tells the forms and the decision of one officer, on which everybody agreed."""

    def tell(self) -> int:
        """Tell them.

        Returns:
            The day on which the severity was decided.
        """
        rng, level = self.rng, self.matter.level
        if level == GROSS and rng.random() < _SECOND_ALLEGATION:
            self.add_allegation()
        fields = self.pen.local(self.matter, self.seen, level) | self.by_allegation(level)
        self.put_local("assess_locally", fields, self.desk.inspecting, (0, 4))
        if rng.random() < 0.8:
            formal = self.pen.formal(self.matter, self.seen, level, level)
            formal |= self.by_allegation(level)
            self.put_local("assess_formally", formal, self.desk.superintending, (1, 6))
        self.put("pass_to_dps", {}, self.desk.local, wait=(0, 1))
        decision = self.pen.decision(self.seen, level) | self.by_allegation(level)
        self.put("assess", decision, *self.desk.delegate(rng), (3, 25))
        return self.day

    @property
    def standards(self) -> tuple[str, ...]:
        """Name the Standard of each allegation, in their order."""
        return (self.matter.standard, SECOND)[: self.allegations]
