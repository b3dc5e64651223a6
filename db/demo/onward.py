"""What happens to a subject after the severity decision, put together from its parts."""

from __future__ import annotations

from random import Random

from db.demo import calendar
from db.demo.course import Course
from db.demo.force import Force
from db.demo.inquiry import Inquiry
from db.demo.later import Matter
from db.demo.left import Fate, Left
from db.demo.measured import Measured
from db.demo.proceeding import Proceeding, References
from db.demo.shapes import Step


class Onward:
    """Tells what is planned, in an order of chances of each subject's own."""

    def __init__(self, seed: int, force: Force, references: References) -> None:
        """Begin before the first case.

        Args:
            seed: The seed of the demonstration.
            force: The people.
            references: The references of cases and hearings that were given out before.
        """
        self._seed, self._force = seed, force
        self.references = references

    def tell(self, reference: str, course: Course, left: Left, fate: Fate) -> list[Step]:
        """Tell the steps of one subject after the desk.

        Args:
            reference: The case's reference.
            course: The subject's course through the desk.
            left: Where it left off.
            fate: What is planned.
        """
        case = Random(f"{self._seed} {reference} investigator")
        investigator = case.choice(self._force.bench["investigator"])
        matter = Matter(left, fate, course.desk, course.allegations, investigator)
        name = f"{self._seed} {reference}/{left.subject}"
        measured = Measured(Random(f"{name} measured"), matter)
        measured.tell()
        steps = list(measured.steps)
        if fate.to:
            inquiry = Inquiry(Random(f"{name} inquiry"), matter)
            decided = inquiry.tell()
            steps += inquiry.steps
            if "split" in fate.besides:
                steps += self._joined(Random(f"{name} joined"), matter)
            if fate.supplied:
                proceeding = Proceeding(Random(f"{name} proceeding"), matter)
                proceeding.tell(decided, self.references)
                steps += proceeding.steps
        return [step for step in steps if calendar.place(step.on) <= measured.over]

    def _joined(self, rng: Random, matter: Matter) -> list[Step]:
        """Join a case with another, and part them again."""
        sheet = Inquiry(rng, matter)
        other = self.references.cases[matter.fate.other]
        day = calendar.worked(matter.left.day + rng.randint(20, 30))
        sheet.put(day, "join", {"other_case": other, "reason": sheet.phrase("joined")})
        day = calendar.worked(day + rng.randint(25, 45))
        sheet.put(day, "split", {"other_case": other, "reason": sheet.phrase("split")})
        return sheet.steps
