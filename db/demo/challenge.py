"""What was brought against an outcome, and how that ended."""

from __future__ import annotations

from db.demo import calendar
from db.demo.coded import said
from db.demo.docket import Docketed
from db.demo.later import DIARY, LAST, Later
from db.demo.left import Slot
from db.demo.proceeding import References, sittings

_ROADS = {"internal": "internal", "judicial_review": "judicial_review"}
"""The road of a challenge to the outcome of a hearing, where that is not the tribunal."""

_RESULTS = {"late": "confirm", "internal": "confirm", "judicial_review": "confirm"}


class Challenge(Later):
    """Tells an appeal, or a claim for judicial review."""

    def tell(self, made: Docketed, notified: int, references: References) -> int | None:
        """Tell it.

        Args:
            made: What is planned for the case.
            notified: The day on which the officer was notified of the outcome.
            references: The references given out so far.

        Returns:
            The day on which it was over; None where it runs on.
        """
        if made.appeal is not None:
            return self._from_meeting(made.ends.beside, notified, made.appeal, references)
        return self._from_hearing(made, notified)

    def _bring(self, day: int, route: str, late: str = "") -> None:
        fields = {"route": route, "grounds": said(self.rng, "grounds", "challenge")}
        self.put(day, "appeal", fields | {"late_permission": late}, DIARY)

    def _from_hearing(self, made: Docketed, notified: int) -> int | None:
        rng, beside = self.rng, made.ends.beside
        route, late = _ROADS.get(beside, "tribunal"), beside == "late"
        brought = calendar.after(notified, 17 if late else rng.randint(6, 9))
        self._bring(brought, route, said(rng, "late", "challenge") if late else "")
        if route == "tribunal":
            received = calendar.after(brought, 2)
            self.fact(received, "tribunal_notice_received", DIARY)
            if self.matter.clocked:
                self.fact(calendar.after(received, 13), "tribunal_documents", DIARY)
        if beside == "running":
            return None
        ended = calendar.worked(brought + rng.randint(100, 160))
        if made.second is not None:
            ended = calendar.worked(made.second.supplied - 5)
        self._determine(min(LAST - 4, ended), made, route)
        return min(LAST - 4, ended)

    def _determine(self, day: int, made: Docketed, route: str) -> None:
        beside = made.ends.beside
        fields: dict[str, object] = {
            "result": _RESULTS.get(beside, beside),
            "determined_by": said(self.rng, route, "by"),
            "reason": said(self.rng, beside if beside != "late" else "confirm", "challenge"),
        }
        if beside == "vary":
            fields |= {"outcome": "dismissal_with_notice", "notice_days": 28}
        self.put(day, "determine_appeal", fields, DIARY)
        if route == "tribunal":
            self.fact(calendar.after(day, 2), "tribunal_result_told", DIARY)

    def _from_meeting(self, result: str, notified: int, slot: Slot, references: References) -> int:
        """Tell an appeal from a misconduct meeting, which another meeting determines."""
        first = slot.days[0]
        brought = calendar.after(notified, 5)
        self._bring(brought, "meeting")
        # The appeal meeting is held within five working days of the decision on the grounds.
        arguable = max(calendar.after(brought, 1), calendar.back(first, 4))
        note = said(self.rng, "arguable", "challenge")
        self.fact(arguable, "appeal_grounds_arguable", DIARY, fact_note=note)
        fields: dict[str, object] = {
            "sitting": sittings(slot.days, slot.hours),
            "room": slot.room,
            "seat": [dict(seat) for seat in slot.seats],
            "estimate": 1,
        }
        references.number_hearing(arguable)
        self.put(arguable, "schedule_appeal", fields, DIARY)
        self.fact(first, "appeal_meeting_held", DIARY)
        told: dict[str, object] = {
            "result": result,
            "determined_by": f"{slot.chair['rank']} {slot.chair['name']}",
            "reason": said(self.rng, "vary_meeting" if result == "vary" else result, "challenge"),
        }
        if result == "vary":
            told["outcome"] = "management_advice"
        self.put(first, "determine_appeal", told, DIARY)
        self.fact(calendar.after(first, 1), "appeal_result_told", DIARY, method="post")
        return calendar.after(first, 1)
