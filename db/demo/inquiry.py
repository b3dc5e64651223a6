"""From the investigator's appointment to the authority's decision whether there is a case."""

from __future__ import annotations

from db.demo import calendar
from db.demo.forms import GROSS, LIKELY_FORMS
from db.demo.later import LAST, Later

_LATE, _STATEMENT, _DIFFERS = 0.08, 0.55, 0.08
_NONE = "none"


class Inquiry(Later):
    """Tells the investigation of one subject."""

    def tell(self) -> int:
        """Tell it.

        Returns:
            The day on which the authority decided whether there is a case to answer.
        """
        rng, fate = self.rng, self.fate
        appointed = calendar.worked(self.left.day + rng.randint(1, 7))
        reported, decided = self._days(appointed)
        self._appoint(appointed)
        served = calendar.worked(appointed + rng.randint(0, 8))
        self._serve(served)
        for day, late in self.every_four_weeks(appointed, reported, _LATE):
            self.fact(day, "officer_told", self._own(), fact_note=self.phrase("told"))
            if late:
                self.explain(day, "officer_told", "other", self.phrase("told_late"))
        self._besides(served, reported)
        self._report(reported)
        self._answer(decided)
        if "ends" in fate.besides:
            self._end(calendar.worked(decided + rng.randint(4, 24)))
        if "left" in fate.besides and decided < LAST - 20:
            self._ends_with_service(calendar.worked(decided + rng.randint(2, 8)))
        return decided

    def _days(self, appointed: int) -> tuple[int, int]:
        rng, supplied = self.rng, self.fate.supplied
        if not supplied:
            longest = 70 if "left" in self.fate.besides else 400
            length = rng.triangular(60, longest, min(170, longest))
            reported = calendar.worked(appointed + int(length))
            return reported, calendar.worked(reported + rng.randint(8, 40))
        span = supplied - appointed
        reported = calendar.worked(appointed + int(span * rng.uniform(0.6, 0.78)))
        return reported, calendar.worked(reported + 1 + int(span * rng.uniform(0.03, 0.1)))

    def _own(self) -> str:
        return self.matter.investigator.account

    def _made(self) -> tuple[str, str]:
        """Say who enters what the investigator made, and who made it where that is another."""
        who = self.matter.investigator
        typed = self.desk.closed_circle or not who.account
        return ("", who.number) if typed else (who.account, "")

    def _appoint(self, day: int) -> None:
        who = self.matter.investigator
        fields: dict[str, object] = {
            "investigator": who.number,
            "investigator_name": who.name,
            "outside_management": True,
            "reason": self.phrase("appointed"),
        }
        self.decide(day, "appoint_investigator", fields)

    def _serve(self, day: int) -> None:
        rng, level = self.rng, self.left.level
        fields: dict[str, object] = {
            "level": level,
            "likely_form": LIKELY_FORMS[level],
            "method": rng.choice(("in_person", "in_person", "in_person", "post")),
            "served_by": rng.choice((self.matter.investigator.name, self.phrase("served_by"))),
            "place": self.phrase("served_at"),
            "welfare": self.phrase("welfare"),
        }
        if rng.random() < 0.03:
            fields["refused"] = True
        self.put(day, "serve_notice", fields, self._own())

    def _besides(self, served: int, reported: int) -> None:
        """Tell the statement, the interview, and what befalls a few."""
        rng, besides = self.rng, self.fate.besides
        last = min(reported, served + 14)
        if rng.random() < _STATEMENT and last > served + 3:
            day = calendar.after(served, rng.randint(3, 9))
            if rng.random() < 0.06 and self.matter.clocked:
                self._more_time(calendar.after(served, 2), calendar.after(served, 15))
                day = calendar.after(served, 14)
            self.fact(day, "investigation_representations", fact_note=self.phrase("statement"))
        asked = calendar.worked(served + rng.randint(18, 35))
        if rng.random() < 0.4 and asked < reported:
            fixed = calendar.on(calendar.after(asked, rng.randint(5, 9))).isoformat()
            self.fact(asked, "interview_specified", self._own(), for_day=fixed)
            if rng.random() < 0.15:
                self.fact(calendar.after(asked, 2), "interview_alternative", self._own())
        middle = calendar.worked(served + 12 + rng.randint(0, 20))
        if "warned" in besides:
            self._warned(middle)
        if "assessed_again" in besides:
            self._assess(middle)

    def _more_time(self, day: int, to: int) -> None:
        fields = {
            "limit": "investigation_representations",
            "to": calendar.on(to).isoformat(),
            "extended_by": f"{self.matter.investigator.name}, investigator",
            "delay_reason": "disclosure",
            "reason": self.phrase("representations_extended"),
            "told_on": calendar.on(day).isoformat(),
        }
        self.put(day, "extend", fields)

    def _warned(self, day: int) -> None:
        warning = self.rng.choice(("written_warning", "written_warning", "final_written_warning"))
        fields = {
            "warning": warning,
            "notified_on": calendar.before(day, self.rng.randint(120, 460)),
            "reason": self.phrase("warning"),
        }
        self.put(day, "record_warning", fields)

    def _assess(self, day: int) -> None:
        level = self.left.level
        fields: dict[str, object] = {
            "level": level,
            "likely_form": LIKELY_FORMS[level],
            "rationale": {
                "information": self.phrase("summary"),
                "action": self.phrase("assessed_again"),
            },
        }
        self.put(day, "investigator_assesses", fields, *self._made())

    def _report(self, day: int) -> None:
        rng, level = self.rng, self.left.level
        first = level
        if rng.random() < 0.25:
            first = rng.choice(("misconduct", _NONE) if level == GROSS else (_NONE,))
        if self.fate.supplied and first == _NONE:
            first = level
        self._opinions = {"1": first}
        for number in range(2, self.matter.allegations + 1):
            self._opinions[str(number)] = rng.choice(("misconduct", _NONE))
        fields: dict[str, object] = {"opinions": self._opinions, "summary": self.phrase("summary")}
        self.put(day, "submit_report", fields, *self._made())

    def _answer(self, day: int) -> None:
        """Decide for the authority; what goes to proceedings has a case to answer."""
        answers, level = dict(self._opinions), self.left.level
        if self.fate.supplied:
            answers["1"] = level
        elif self.rng.random() < _DIFFERS:
            answers["1"] = _NONE if answers["1"] != _NONE else "misconduct"
        fields: dict[str, object] = {"answers": answers}
        if answers != self._opinions:
            fields["reason"] = self.phrase("differs")
        self.decide(day, "determine", fields)

    def _ends_with_service(self, day: int) -> None:
        """Let the officer resign before a referral, and close the case with that."""
        self.leave(day, "resigned", "ends")
        fields = {"disposal": "officer_left", "reason": self.phrase("over_with_service")}
        self.decide(calendar.worked(day + 5), "dispose", fields)

    def _end(self, day: int) -> None:
        disposal = self.rng.choice(("management_action", "management_action", "no_further_action"))
        self.decide(day, "dispose", {"disposal": disposal, "reason": self.phrase("after_report")})
