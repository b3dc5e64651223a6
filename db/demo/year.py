"""The demonstration's year: which cases there are, who is in them, and when they came in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from db.demo import calendar
from db.demo.course import Course
from db.demo.data import Matter, Shares, matters, share, table
from db.demo.desk import Desk
from db.demo.force import Unit, force
from db.demo.left import Left
from db.demo.onward import Onward
from db.demo.people import Officer, Pool, person_name
from db.demo.plan import Plan
from db.demo.proceeding import References
from db.demo.shapes import Player, Step, Story

CASES, SUBJECTS = 1775, 2100
"""The year's cases, and about how many officers are concerned in them.

Source:
    1,775 conduct cases in 2013/14: HMIC 2014 on the Metropolitan Police Service.
"""

WITNESSED = 4
"""The place of the case in which one of the delegates is a witness, and which they cannot see."""

_STANDARDS = Shares(("duties", "honesty", "force"), tuple(accumulate((46, 33, 21))))
_LEVELS = Shares(("neither", "misconduct", "gross_misconduct"), tuple(accumulate((37, 45, 18))))
_HOW_MANY = Shares(("1", "2", "3", "4"), tuple(accumulate((868, 92, 26, 14))))
_MODES = Shares(("local", "supervised", "managed", "independent"), tuple(accumulate((4, 2, 2, 3))))
_STEPS = {
    "neither": Shares(("low", "medium"), (8, 10)),
    "misconduct": Shares(("low", "medium", "high"), (11, 19, 20)),
    "gross_misconduct": Shares(("low", "medium", "high"), (3, 13, 20)),
}
_TOLD = ("by letter", "by telephone", "by e-mail", "through the police friend")
_FIRST_OFFICER, _MOST_OFFICERS = 1000, 600_000


@dataclass(frozen=True, slots=True)
class _Told:
    """One case as the desk saw it."""

    reference: str
    place: int
    courses: tuple[Course, ...]
    steps: tuple[Step, ...]
    recordable: bool

    def lefts(self) -> list[Left]:
        """Say where the courses of its officers leave off."""
        return [
            course.left(
                self.place, recordable=self.recordable, witnessed=self.place == WITNESSED
            )
            for course in self.courses
        ]  # fmt: skip


class Year:
    """Tells one year from one seed."""

    def __init__(self, seed: int, subjects: int | None) -> None:
        """Draw the force and begin with no case.

        Args:
            seed: The seed.
            subjects: About how many subjects; None for the year as it was.
        """
        self._seed = seed
        self._rng = Random(f"{seed} year")
        self._force = force(seed)
        self._cases = CASES if subjects is None else max(1, round(subjects * CASES / SUBJECTS))
        self._pool = Pool(self._rng, self._force.number, _FIRST_OFFICER, _MOST_OFFICERS)
        self._handlers = [*table("force")["handlers"]["names"], *self._names("mensah", "obrien")]
        self._earlier: list[str] = []

    def plan(self) -> Plan:
        """Tell the year as far as the desk, and plan what becomes of its matters."""
        lefts = (left for told in self._told() for left in told.lefts())
        return Plan(self._seed, self._force, lefts, self._cases / CASES)

    def stories(self, plan: Plan, references: References | None = None) -> Iterator[Story]:
        """Tell the cases, in the order they came to attention.

        Args:
            plan: What becomes of them, from another telling of the same year.
            references: Those given out before the year's own; None where there are none.
        """
        onward = Onward(self._seed, self._force, references or References())
        leaders = plan.leaders
        for told in self._told():
            if told.place in leaders:
                onward.references.cases[told.place] = told.reference
            after = [
                step
                for course, left in zip(told.courses, told.lefts(), strict=True)
                for step in onward.tell(told.reference, course, left, plan.of(left))
            ]
            steps = sorted([*told.steps, *after], key=lambda step: step.on)
            kept = (step for step in steps if step.on <= calendar.LAST)
            yield Story(told.reference, tuple(kept))

    def _told(self) -> Iterator[_Told]:
        counts: dict[int, int] = {}
        for place in range(self._cases):
            day = place * calendar.LENGTH // self._cases
            year = calendar.on(day).year
            counts[year] = counts.get(year, 0) + 1
            yield self._story(f"MC-{year}-{counts[year]:05}", place, day)

    def _story(self, reference: str, place: int, day: int) -> _Told:
        rng, officer = self._rng, self._pool.draw()
        unit, witnessed = self._force.units[officer.unit], place == WITNESSED
        circle = "" if witnessed else self._sensitivity()
        several = 1 if circle else int(_HOW_MANY.draw(rng))
        iopc = _MODES.draw(rng) if several == 1 and not circle and rng.random() < 0.016 else ""
        desk = self._desk(unit, bool(circle), iopc, witnessed=witnessed)
        fields = self._received(unit, day, circle, iopc)
        courses = [self._first(desk, fields, day, officer)]
        seen = {officer.number}
        for _ in range(several - 1):
            self._add(desk, courses, seen)
        received, *rest = [step for course in courses for step in course.tell()]
        around = self._around(desk, courses[0].matter, fields, day, witnessed=witnessed)
        if not circle and not witnessed:
            self._earlier = [*self._earlier[-19:], reference]
        steps = tuple(sorted([received, *around, *rest], key=lambda step: step.on))
        recordable = fields["track"] == "recordable_conduct"
        return _Told(reference, place, tuple(courses), steps, recordable)

    def _received(self, unit: Unit, day: int, circle: str, iopc: str) -> dict[str, object]:
        rng, source = self._rng, share("sources").draw(self._rng)
        if circle:
            source = "confidential_line"
        recordable = bool(iopc) or rng.random() < (0.4 if source == "public" else 0.07)
        ago = int(rng.triangular(0, 60, 3)) if rng.random() < 0.93 else rng.randint(60, 500)
        fields: dict[str, object] = {
            "attention_date": calendar.on(day).isoformat(),
            "track": "recordable_conduct" if recordable else "internal_conduct",
            "source": source,
            "unit": unit.name,
            "incident_date": calendar.before(day, ago),
        }
        if circle:
            fields["sensitivity"] = circle
        return fields

    def _sensitivity(self) -> str:
        chance = self._rng.random()
        return "covert" if chance < 0.007 else "restricted" if chance < 0.018 else ""

    def _desk(self, unit: Unit, circle: bool, iopc: str, *, witnessed: bool) -> Desk:
        rng, accounts = self._rng, self._force.accounts
        first, other = accounts["osei"], accounts["marsh"]
        if circle or witnessed or rng.random() < 0.4:
            first, other = other, first
        reader = other if rng.random() < 0.35 and not witnessed else accounts["chaudhry"]
        typist = "mensah" if circle or rng.random() < 0.55 else "obrien"
        own = unit.inspecting[0].account
        return Desk(
            unit=unit,
            inspecting=rng.choice(unit.inspecting),
            superintending=rng.choice(unit.superintending),
            authority=first,
            reader=reader,
            typist=typist,
            local=own if own and not circle and rng.random() < 0.7 else typist,
            closed_circle=circle,
            iopc=iopc,
            earlier=rng.choice(self._earlier) if self._earlier and not circle else "",
        )

    def _first(self, desk: Desk, fields: dict[str, object], day: int, officer: Officer) -> Course:
        course = Course(self._rng, desk, 1, day, self._matter())
        self._begin(course, "receive", fields, day, officer)
        return course

    def _add(self, desk: Desk, courses: list[Course], seen: set[str]) -> None:
        """Add another officer, unless chance brings one who is in the case already."""
        rng, first = self._rng, courses[0].matter
        officer = self._pool.draw(desk.unit.name if rng.random() < 0.9 else "")
        if officer.number in seen:
            return
        seen.add(officer.number)
        matter = first if rng.random() < 0.6 else self._matter(first.standard)
        day = courses[-1].day + rng.randint(0, 2)
        course = Course(rng, desk, len(courses) + 1, day, matter)
        fields: dict[str, object] = {"unit": officer.unit, "reason": course.pen.phrase("joined")}
        self._begin(course, "add_subject", fields, day, officer)
        courses.append(course)

    def _begin(
        self, course: Course, event: str, fields: dict[str, object], day: int, officer: Officer
    ) -> None:
        """Bring the officer in; a few are unidentified at first, and some of those stay so."""
        unidentified = self._rng.random() < 0.03 and not course.desk.closed_circle
        course.begin(event, fields, None if unidentified else officer)
        if unidentified and self._rng.random() < 0.75:
            course.name(officer, calendar.worked(day + self._rng.randint(4, 40)))

    def _matter(self, standard: str = "") -> Matter:
        rng = self._rng
        standard = standard or _STANDARDS.draw(rng)
        return rng.choice(matters()[standard, _LEVELS.draw(rng)])

    def _around(
        self, desk: Desk, matter: Matter, fields: dict[str, object], day: int, *, witnessed: bool
    ) -> list[Step]:
        """Tell what belongs to the case and to no officer: handler, priority, people, links."""
        rng, typist = self._rng, desk.typist
        soon = calendar.worked(day + rng.randint(0, 2))
        handler = self._handlers[-2] if desk.closed_circle else rng.choice(self._handlers)
        given: list[tuple[str, Mapping[str, object]]] = [("allocate", {"handler": handler})]
        steps = _STEPS[matter.level]
        given.append(("set_priority", {f: steps.draw(rng) for f in ("threat", "risk", "harm")}))
        if desk.closed_circle:
            reader = {"account": desk.authority.account, "access": "grant"}
            given.append(("grant_access", reader | {"reason": "Decides its severity."}))
        given += [("add_party", party) for party in self._parties(str(fields["source"]))]
        if witnessed:
            osei = self._force.accounts["osei"]
            fields = {"role": "witness", "party_name": osei.name, "party_number": osei.number}
            given.append(("add_party", fields))
        if desk.earlier and rng.random() < 0.02:
            linked = {"other_case": desk.earlier, "reason": "The same week and team."}
            given.append(("link", linked))
        if rng.random() < 0.12:
            given.append(("note", {"note": rng.choice(table("forms")["notes"])}))
        return [Step(calendar.on(soon), event, dict(said), typist) for event, said in given]

    def _parties(self, source: str) -> list[dict[str, object]]:
        """Draw the people of a case who are not officers concerned."""
        rng = self._rng
        found: list[dict[str, object]] = []
        if source == "public":
            found.append(self._party(rng.choice(("complainant", "complainant", "victim"))))
        elif source in {"supervisor", "colleague"} and rng.random() < 0.5:
            found.append(self._party("reporter", inside=True))
            if source == "colleague" and rng.random() < 0.2:
                found[-1]["protected_disclosure"] = True
        if rng.random() < 0.2:
            found.append(self._party("witness", inside=rng.random() < 0.4))
        if rng.random() < 0.03:
            found.append(self._party("interested_person"))
        return found

    def _party(self, role: str, *, inside: bool = False) -> dict[str, object]:
        rng = self._rng
        name = person_name(rng, share("ethnicity").draw(rng), rng.choice("FM"))
        party: dict[str, object] = {"role": role, "party_name": name}
        if inside:
            party["party_number"] = self._pool.free_number()
        if role in {"complainant", "victim", "interested_person"}:
            party["told"] = rng.choice(_TOLD)
        return party

    def _names(self, *accounts: str) -> list[str]:
        players: list[Player] = [self._force.accounts[account] for account in accounts]
        return [player.name for player in players]
