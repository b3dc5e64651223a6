"""One officer's course through the desk: the forms, the decision, its reading and its end."""

from __future__ import annotations

from db.demo import calendar
from db.demo.forms import GROSS, crosses_gross, reason_for
from db.demo.left import Left
from db.demo.shapes import Step
from db.demo.sheet import Sheet

_BY_DPS_ALONE, _KEPT, _SENT_BACK, _MORE_FOUND = 0.025, 0.035, 0.15, 0.012
_HELD, _RECONSIDERS, _REVISED, _FEEDBACK, _DUPLICATE = 0.02, 0.07, 0.01, 0.7, 0.004
_NEW_LEVEL = {"neither": "misconduct", "misconduct": "neither"}


class Course(Sheet):
    """Tells what happens to one subject, step by step."""

    _passed = _level = ""
    _goes_on = False
    _more_found = _is_held = _confirmed_other = False

    def tell(self) -> list[Step]:
        """Tell the rest and give every step."""
        chance = self.rng.random()
        if self.desk.closed_circle or self.desk.iopc or chance > _BY_DPS_ALONE + _KEPT:
            if self._forms():
                self._to_dps()
        elif chance < _BY_DPS_ALONE:
            self._decide((2, 9))
        elif self._forms(keep=True):
            self._to_dps()
        return self.steps

    def left(self, place: int, *, recordable: bool, witnessed: bool) -> Left:
        """Say where it leaves off, once it has been told.

        Args:
            place: The case's place in the year.
            recordable: Whether it is a recordable conduct matter.
            witnessed: Whether one of the delegates is a witness in it.
        """
        closed = any(
            step.event == "dispose" and step.on <= calendar.LAST for step in self.steps
        )  # fmt: skip
        settled = max(self.day, self.noticed)
        return Left(
            place=place,
            subject=self.number,
            received=self.noticed,
            day=settled,
            level=self._level,
            passed=self._passed,
            goes_on=self._goes_on and settled < calendar.LENGTH,
            closed=closed,
            officer=self.officer if self.noticed < calendar.LENGTH else None,
            unit=self.desk.unit.name,
            standard=self.matter.standard,
            recordable=recordable,
            closed_circle=self.desk.closed_circle,
            witnessed=witnessed,
        )

    # the borough

    def _forms(self, *, keep: bool = False) -> bool:
        """Fill in the borough's forms; say whether they go to DPS."""
        chance = self.rng.random()
        if chance < 0.08:
            self.add_allegation()
        elif chance > 0.99:
            place = {"allegation": 1, "place": self.pen.phrase("places")}
            self.put("amend", place | {"reason": "Place put right."}, self.desk.typist)
        level = first = self.desk.first_level(self.rng, self.matter.level)
        fields = self.pen.local(self.matter, self.seen, level) | self.by_allegation(level)
        self.put_local("assess_locally", fields, self.desk.inspecting, (0, 4))
        if keep or self.rng.random() < 0.8:
            level = self._formal(first)
        if keep and level != GROSS:
            self._keep(level)
            return False
        self._passed = level
        self.put("pass_to_dps", {}, self.desk.local, wait=(0, 1))
        return True

    def _formal(self, first: str) -> str:
        maker = self.desk.superintending
        level = self.desk.formal_level(self.rng, self.matter.level, first)
        fields = self.pen.formal(self.matter, self.seen, level, first)
        self.put_local("assess_formally", fields | self.by_allegation(level), maker, (1, 6))
        return level

    def _keep(self, level: str) -> None:
        fields = {"handled_by": self.handled_by(), "reason": self.pen.phrase("keep")}
        self.put_local("keep_locally", fields, self.desk.superintending, (0, 2))
        if self.rng.random() < 0.8:
            self._dispose(level, (8, 40))

    def _to_dps(self) -> None:
        """Go through DPS, with what may come between."""
        rng = self.rng
        if self.desk.iopc and self._iopc():
            return
        if rng.random() < _SENT_BACK:
            self._sent_back()
        if rng.random() < _MORE_FOUND:
            self._more_found = True
            self.add_allegation()
        if rng.random() < _HELD * (3 if self.matter.level == GROSS else 1):
            self._hold()
        self._decide((3, 58))

    def _iopc(self) -> bool:
        """Refer the matter; say whether the severity is then the IOPC's."""
        mode, desk = self.desk.iopc, self.desk
        reason = {"reason": self.pen.phrase("referred")}
        self.put("refer_to_iopc", reason, desk.typist, wait=(0, 2))
        external = mode in {"managed", "independent"}
        fields: dict[str, object] = {"mode": mode}
        if external:
            fields["level"] = self.matter.level
        self.put("iopc_decides", fields, desk.typist, wait=(3, 12))
        return external

    def _sent_back(self) -> None:
        missing, supplied = self.pen.question()
        self.put(
            "request_information",
            {"missing": missing},
            self.desk.delegate(self.rng)[0],
            wait=(2, 9),
        )
        if self.rng.random() < 0.15:
            level = self.matter.level
            fields = self.pen.local(self.matter, self.seen, level) | self.by_allegation(level)
            self.put_local("assess_locally", fields, self.desk.inspecting, (1, 5))
        self.put("resubmit", {"supplied": supplied}, self.desk.local, wait=(3, 14))

    def _hold(self) -> None:
        keyer, maker = self.desk.delegate(self.rng)
        day = calendar.worked(self.day + 90)
        fields: dict[str, object] = {
            "consulted": self.rng.choice(("yes", "yes", "not_needed")),
            "prejudice": self.pen.phrase("prejudice"),
            "review_date": calendar.on(day).isoformat(),
        }
        self.put("hold", fields, keyer, maker, (1, 5))
        self._is_held = self.rng.random() < 0.6
        if not self._is_held:
            keyer, maker = self.desk.delegate(self.rng)
            self.put("release", {"reason": self.pen.phrase("released")}, keyer, maker, (30, 110))

    # the directorate

    def _decide(self, wait: tuple[int, int]) -> None:
        rng, before, level = self.rng, self._passed, self.matter.level
        changed = bool(before) and before != level
        reason = reason_for(rng, before, level) if changed else ""
        if changed and self._more_found:
            reason = "allegations_changed"
        self._level = level
        days = wait[0] + int((wait[1] - wait[0]) * rng.betavariate(1.3, 2.2))
        keyer, maker = self.desk.delegate(self.rng)
        fields = self.pen.decision(self.seen, level, reason) | self.by_allegation(level)
        self.put("assess", fields, keyer, maker, (days, days))
        if changed and crosses_gross(before, level):
            self._second_reading(before)
        elif level != GROSS and rng.random() < _REVISED and not self.desk.closed_circle:
            self._revise(_NEW_LEVEL[level], self.pen.phrase("revised"))
        if changed and not self._is_held and not self._confirmed_other:
            self._feedback()
        self._end()

    def _second_reading(self, before: str) -> None:
        if self.rng.random() >= _RECONSIDERS:
            fields: dict[str, object] = {"concurs": "concur"}
            if said := self.pen.phrase("concur"):
                fields["reason"] = said
            self.put("second_read", fields, self.desk.reader.account, wait=(1, 24))
            return
        fields = {"concurs": "reconsider", "reason": self.pen.phrase("reconsider")}
        self.put("second_read", fields, self.desk.reader.account, wait=(1, 8))
        if self.rng.random() < 0.55:
            self._revise(self._level, self.pen.phrase("confirm"))
        else:
            self._confirmed_other = True
            self._revise(before, self.pen.phrase("changed_mind"))

    def _revise(self, level: str, reason: str) -> None:
        fields = self.pen.decision(self.seen, level) | self.by_allegation(level)
        self._level = level
        fields["reason"] = reason
        self.put("revise", fields, *self.desk.delegate(self.rng), (2, 9))

    def _feedback(self) -> None:
        if self.rng.random() < _FEEDBACK and not self.desk.closed_circle:
            self.put("send_feedback", {}, self.desk.typist, wait=(0, 4))

    def _end(self) -> None:
        """Return it, close it, or leave it for the investigation to come."""
        rng, level = self.rng, self._level
        if self._is_held:
            return
        if self.desk.earlier and rng.random() < _DUPLICATE:
            fields = {"duplicate_of": self.desk.earlier, "reason": "The same matter came in twice."}
            self.put(
                "dispose",
                {"disposal": "duplicate", **fields},
                *self.desk.delegate(self.rng),
                (1, 6),
            )
            return
        if level == GROSS:
            self._goes_on = True
            return
        local = rng.random() < (0.76 if level == "misconduct" else 0.4)
        if local:
            returned: dict[str, object] = {"handled_by": self.handled_by()}
            self.put("return_to_unit", returned, *self.desk.delegate(self.rng), (0, 5))
        if rng.random() < (0.8 if local else 0.15 if level == "misconduct" else 0.9):
            self._dispose(level, (8, 45) if local else (1, 7))
        else:
            self._goes_on = level == "misconduct" and not local

    def _dispose(self, level: str, wait: tuple[int, int]) -> None:
        rng = self.rng
        kinds = ["management_action"] * 6 + ["no_further_action"] * (2 if level != "neither" else 5)
        if level == "neither" and self.performance:
            kinds += ["performance_procedures"] * 2
        disposal = rng.choice(kinds)
        said = {"management_action": "handled", "no_further_action": "no_action"}
        fields: dict[str, object] = {
            "disposal": disposal,
            "reason": self.pen.phrase(said.get(disposal, "performance")),
        }
        self.put("dispose", fields, *self.desk.delegate(self.rng), wait)
        if rng.random() < 0.006 and not self.desk.closed_circle:
            again = {"stage": "assessed", "reason": self.pen.phrase("revised")}
            self.put("reopen", again, *self.desk.delegate(self.rng), (5, 25))
            self.put("dispose", fields, *self.desk.delegate(self.rng), (4, 20))
