"""The cases that came to a hearing in the year: they came to attention in the year before."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from db.demo import calendar
from db.demo.book import Book
from db.demo.brought import Brought
from db.demo.challenge import Challenge
from db.demo.coded import Alleged, alleged, said
from db.demo.conclusion import Conclusion
from db.demo.data import share, table
from db.demo.desk import Desk
from db.demo.docket import Docket, Docketed
from db.demo.force import Force
from db.demo.inquiry import Inquiry
from db.demo.later import DIARY, Later, Matter
from db.demo.left import Fate, Left
from db.demo.measured import Measured
from db.demo.proceeding import Proceeding, References
from db.demo.shapes import Step, Story

_SUSPENDED, _MARKED_EVERY = 0.15, 40


class Past:
    """Tells what came to a hearing in the year, and to a few misconduct meetings."""

    def __init__(self, seed: int, force: Force, book: Book, share: float) -> None:
        """Plan all of it.

        Args:
            seed: The seed of the demonstration.
            force: The people.
            book: The appointment book, with the hearings to come already in it.
            share: How large the demonstration is, as a share of the year.
        """
        self._seed, self._force = seed, force
        self.docket = Docket(seed, force, book, share)

    def stories(self, references: References) -> Iterator[Story]:
        """Tell the cases in the order they ended, so that each is compared with earlier ones.

        Args:
            references: Where the references given out are kept, for the year that follows.
        """
        cases = sorted(self.docket.cases, key=lambda made: (made.ended, made.place))
        for made in cases:
            if made.other is not None:
                continue
            references.cases[made.place] = made.reference
            steps = self._case(made, references)
            for second in (one for one in cases if one.other is made):
                steps += self._case(second, references)
            steps.sort(key=lambda step: step.on)
            yield Story(made.reference, tuple(steps))

    def _case(self, made: Docketed, references: References) -> list[Step]:
        """Tell one case from its first day."""
        name = f"{self._seed} {made.reference}"
        # Cases that are heard together are about the same conduct.
        lead = made.other or made
        what = alleged(Random(f"{self._seed} {lead.reference} matter"), lead.ends)
        course, matter = self._desk(Random(f"{name} desk"), made, what)
        inquiry = Inquiry(Random(f"{name} inquiry"), matter)
        decided = inquiry.tell()
        proceeding = Proceeding(Random(f"{name} proceeding"), matter)
        conclusion = Conclusion(Random(f"{name} conclusion"), matter, made, what, course)
        parts: list[Later] = [inquiry, proceeding, conclusion]
        if made.ends.beside == "remitted":
            remitted = Remitted(Random(f"{name} remitted"), matter)
            decided = remitted.tell(decided)
            parts.append(remitted)
        proceeding.tell(decided, references)
        marked = made.place % _MARKED_EVERY == 0
        conclusion.file_documents(calendar.after(made.listing.supplied, 1), marked=marked)
        if made.ends.withdrawn:
            conclusion.withdraw(made.listing)
        else:
            parts += self._heard(name, made, matter, conclusion, references)
        steps = [*course.steps, *(step for part in parts for step in part.steps)]
        return [_of(step, made) for step in steps] if made.other is not None else steps

    def _heard(
        self, name: str, made: Docketed, matter: Matter, conclusion: Conclusion,
        references: References,
    ) -> list[Later]:  # fmt: skip
        """Tell the hearing, what was brought against its outcome, and the suspension before it."""
        parts: list[Later] = []
        notified = conclusion.hear(made.listing)
        measured = Measured(Random(f"{name} measured"), matter)
        gross = made.ends.forum != "meeting"
        if gross and measured.rng.random() < _SUSPENDED and made.second is None:
            measured.until(conclusion.decided, said(measured.rng, "lifted"))
            parts.append(measured)
        over: int | None = notified
        if made.appeal is not None or made.ends.challenged:
            challenge = Challenge(Random(f"{name} challenge"), matter)
            over = challenge.tell(made, notified, references)
            parts.append(challenge)
        if over is not None and made.second is not None:
            fate = Fate("listed", made.second.supplied, made.second)
            again = Matter(matter.left, fate, matter.desk, matter.allegations, matter.investigator)
            proceeding = Proceeding(Random(f"{name} again"), again)
            proceeding.again(references)
            parts.append(proceeding)
            over = conclusion.hear(made.second, again=True)
        if over is not None:
            conclusion.close(over)
        return parts

    # the desk

    def _desk(self, rng: Random, made: Docketed, what: Alleged) -> tuple[Brought, Matter]:
        """Bring the matter in, and tell it as far as the severity decision."""
        unit, accounts = self._force.units[made.officer.unit], self._force.accounts
        first, other = accounts["osei"], accounts["marsh"]
        if rng.random() < 0.4:
            first, other = other, first
        typist = "mensah" if rng.random() < 0.55 else "obrien"
        desk = Desk(
            unit=unit,
            inspecting=rng.choice(unit.inspecting),
            superintending=rng.choice(unit.superintending),
            authority=first,
            reader=other,
            typist=typist,
            local=typist,
        )
        course = Brought(rng, desk, 1, made.attention, what.matter)
        source = share("sources").draw(rng)
        recordable = rng.random() < (0.4 if source == "public" else 0.1)
        fields: dict[str, object] = {
            "attention_date": calendar.on(made.attention).isoformat(),
            "track": "recordable_conduct" if recordable else "internal_conduct",
            "source": source,
            "unit": unit.name,
            "incident_date": calendar.before(made.attention, rng.randint(1, 90)),
        }
        course.begin("receive", fields, made.officer)
        handler = rng.choice(table("force")["handlers"]["names"])
        course.put("allocate", {"handler": handler}, typist)
        settled = course.tell()
        if made.ends.beside == "live_final":
            self._warned(course, rng)
        left = _left(made, course, settled, recordable=recordable)
        fate = Fate("listed", made.listing.supplied, made.listing)
        if made.other is not None:
            fate.other = made.other.place
        investigator = rng.choice(self._force.bench["investigator"])
        return course, Matter(left, fate, desk, course.allegations, investigator)

    def _warned(self, course: Brought, rng: Random) -> None:
        """Record the final written warning that the officer had from an earlier matter."""
        fields = {
            "warning": "final_written_warning",
            "notified_on": calendar.before(course.noticed, rng.randint(60, 300)),
            "reason": "Warning from an earlier matter, as the personnel file shows.",
        }
        course.put("record_warning", fields, course.desk.typist)


class Remitted(Later):
    """Tells how a case went up the accelerated road and back."""

    def tell(self, decided: int) -> int:
        """Tell it.

        Args:
            decided: The day on which the authority found a case to answer.

        Returns:
            The day on which it went back to the authority.
        """
        certified = calendar.after(decided, 1)
        fields = {
            "evidence": self.phrase("evidence"),
            "public_interest": self.phrase("public_interest"),
        }
        self.put(certified, "certify_special_conditions", fields, "ferrers")
        notice = calendar.after(certified, 1)
        self.fact(notice, "special_notice_given", DIARY, method="in_person")
        back = calendar.after(notice, 2)
        why = {"remitted_for": "conditions_no_longer_met", "reason": said(self.rng, "remitted")}
        self.decide(back, "remit", why)
        return back


def _of(step: Step, made: Docketed) -> Step:
    """Say of a step that it belongs to another case than the story's."""
    return Step(
        step.on, step.event, step.fields, step.keyed_by, step.maker, step.subject, made.reference
    )


def _left(made: Docketed, course: Brought, settled: int, *, recordable: bool) -> Left:
    return Left(
        place=made.place,
        subject=1,
        received=made.attention,
        day=settled,
        level=course.matter.level,
        passed=course.matter.level,
        goes_on=True,
        closed=False,
        officer=made.officer,
        unit=made.officer.unit,
        standard=course.matter.standard,
        recordable=recordable,
        closed_circle=False,
        witnessed=False,
    )
