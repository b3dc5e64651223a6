"""From the opening of a hearing, or its withdrawal, to the chair's report and the closing."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from db.demo import calendar
from db.demo.brought import Brought
from db.demo.coded import Alleged, admission, circumstances, reasons, said
from db.demo.data import table
from db.demo.docket import Docketed
from db.demo.later import DIARY, LAST, Later, Matter
from db.demo.left import Listing
from db.demo.proceeding import sittings

NOTICE = 28
"""The days of notice of a dismissal with notice."""

_ABSENT, _TOLD_LATER, _NEXT_DAY, _NOTIFIED_LATE = 0.08, 0.07, 0.1, 0.07
_MITIGATES, _CODED, _FILED = 0.6, 0.98, 0.4
_COMPARED, _COMPARED_FROM = 0.5, 180
_MONTHS = {"written_warning": 12, "final_written_warning": 18}
"""How long the force's own procedure gives a warning of police staff."""


class Conclusion(Later):
    """Tells what a hearing came to."""

    def __init__(
        self, rng: Random, matter: Matter, made: Docketed, what: Alleged, course: Brought
    ) -> None:
        """Begin before the hearing.

        Args:
            rng: Where the chances come from.
            matter: What goes on.
            made: What is planned for it.
            what: What was alleged, in kind.
            course: How it went through the desk.
        """
        super().__init__(rng, matter)
        self._made, self._row = made, what.row
        self._standards, self._seen = course.standards, course.seen
        self._why, self._filed, self._is_coded = "", 0, False
        self.decided = 0
        self.ends = made.ends

    def withdraw(self, listing: Listing) -> None:
        """Tell that the proceedings were withdrawn before they began, and what then was done."""
        listed, first = listing.listed, listing.slot.days[0]
        day = calendar.worked(self.rng.randint(listed + 3, first - 3))
        key = self.ends.key
        told = {"told_on": calendar.on(day).isoformat()}
        self.decide(day, "withdraw", {"reason": said(self.rng, f"withdrawn_{key}"), **told})
        reason = said(self.rng, f"disposed_{key}")
        done = calendar.worked(day + self.rng.randint(1, 6))
        self.decide(min(LAST, done), "dispose", {"disposal": key, "reason": reason})

    def hear(self, listing: Listing, *, again: bool = False) -> int:
        """Tell the hearing, its finding and its outcome, to the chair's report.

        Args:
            listing: The hearing.
            again: Whether it is before another panel.

        Returns:
            The day on which the officer was notified in writing.
        """
        rng = self.rng
        last = self._sit(listing)
        self._find(last)
        self.decided = last
        if rng.random() < _NEXT_DAY and listing.forum == "hearing":
            self.decided = calendar.worked(last + 1)
        self._impose(self.decided)
        notified = self._notify(self.decided, listing.forum)
        self._report(notified, listing)
        if not again:
            self._code(notified)
            self._compare(notified)
        return notified

    def close(self, after: int) -> None:
        """Close it once nothing runs; what has not run out by the end of the year stays open."""
        day = calendar.after(after, self.rng.randint(12, 22))
        self.put(day, "close", {}, DIARY)

    # the hearing

    def _sit(self, listing: Listing) -> int:
        """Open it, and adjourn it where there are further days; give the last of them."""
        if self._made.other is None:
            fields: dict[str, object] = {"present": "yes"}
            if self.rng.random() < _ABSENT:
                fields = {"present": "no", "absence": said(self.rng, "absent")}
            self.put(listing.slot.days[0], "open", fields, DIARY)
        last = listing.slot.days[-1]
        if listing.again is None:
            return last
        later = {
            "sitting": sittings(listing.again.days, listing.again.hours),
            "delay_reason": "witness",
            "reason": said(self.rng, "adjourned"),
            "told_on": calendar.on(last).isoformat(),
        }
        self.put(last, "adjourn", later, DIARY)
        return listing.again.days[-1]

    def _find(self, day: int) -> None:
        rng, ends = self.rng, self.ends
        found, self._why = reasons(rng, ends, self._seen)
        proven = ends.finding != "not_proven"
        facts = {"1": "proved" if proven else "not_proved"}
        for number in range(2, len(self._standards) + 1):
            kinds = ("proved", "not_proved", "withdrawn") if proven else ("not_proved",)
            facts[str(number)] = rng.choice(kinds)
        fields: dict[str, object] = {
            "facts": facts,
            "breaches": _breaches(self._standards, facts),
            "finding": ends.finding,
            "admission": admission(rng, ends),
            "reason": found,
        }
        self.put(day, "record_finding", fields, DIARY)

    def _impose(self, day: int) -> None:
        rng, key = self.rng, self.ends.key
        told = rng.random() >= _TOLD_LATER
        fields: dict[str, object] = {
            "outcome": key,
            "told_there": "yes" if told else "no",
            "reason": self._why,
        }
        if self.ends.finding != "not_proven" and rng.random() < _MITIGATES:
            fields["mitigation"] = said(rng, "mitigation")
        if key == "dismissal_with_notice":
            fields["notice_days"] = NOTICE
        if not self.matter.clocked and key in _MONTHS:
            fields["months"] = _MONTHS[key]
        self.put(day, "impose", fields, DIARY)

    def _notify(self, decided: int, forum: str) -> int:
        late = self.rng.random() < _NOTIFIED_LATE
        number = self.rng.randint(6, 9) if late else self.rng.randint(0, 4)
        day = calendar.after(decided, number)
        method = self.rng.choice(("in_person", "post"))
        how = {"method": method, "served_by": self.phrase("served_by")}
        self.put(day, "notify_outcome", how, DIARY)
        if late and forum != "accelerated":
            self.explain(day, "outcome_notice", "other", said(self.rng, "notice_late"))
        return day

    def _report(self, notified: int, listing: Listing) -> None:
        chair = listing.slot.chair
        fields = {
            "report_by": f"{chair['rank']} {chair['name']}",
            "summary": said(self.rng, "report"),
        }
        day = calendar.after(notified, self.rng.randint(0, 5))
        self.put(day, "report_outcome", fields, DIARY)

    def _code(self, day: int) -> None:
        rng = self.rng
        self._is_coded = rng.random() < _CODED
        if self._is_coded:
            coded = circumstances(rng, self._row, self.ends)
            self.put(calendar.after(day, 1), "code_circumstances", coded, DIARY)

    def _compare(self, notified: int) -> None:
        """Record where an outcome lay among the earlier ones, from the autumn on."""
        begun = notified > _COMPARED_FROM and self.rng.random() < _COMPARED
        if begun and self._is_coded and not self.ends.challenged:
            day = calendar.after(notified, self.rng.randint(6, 10))
            self.put(day, "compare_outcome", {"quoted": self._why}, DIARY)

    # documents

    def file_documents(self, supplied: int, *, marked: bool) -> None:
        """Put documents on file when they are supplied, in some of the cases.

        Args:
            supplied: The day.
            marked: Whether one of them is marked otherwise some days later.
        """
        rng = self.rng
        if rng.random() >= _FILED and not marked:
            return
        rows = table("decided")["document"]
        for row in sorted(rng.sample(rows, rng.randint(2, 4)), key=rows.index):
            kept = {key: row.get(key, "") for key in ("marking", "limb", "reason")}
            fields = kept | {"document_name": row["name"], "document_kind": row["kind"]}
            self._attach(supplied, fields, rng.randint(*row["pages"]))
        if marked:
            self._mark(supplied)

    def _attach(self, day: int, fields: dict[str, object], pages: int) -> None:
        self._filed += 1
        self.put(day, "attach", fields | {"pages": pages}, DIARY)

    def _mark(self, day: int) -> None:
        """Put a document on file unmarked, and withhold it once somebody has read it."""
        row = table("decided")["marked"]
        fields = {"document_name": row["name"], "document_kind": row["kind"]}
        self._attach(day, fields | {"document_place": row["place"]}, row["pages"])
        marking = {"document": self._filed, "marking": "withheld", "limb": row["limb"]}
        self.put(calendar.after(day, 4), "mark_document", marking | {"reason": row["reason"]})


def _breaches(standards: Iterable[str], facts: dict[str, str]) -> dict[str, str]:
    """Say of each Standard whether it was breached: where anything alleged under it was proved."""
    found: dict[str, str] = {}
    for number, standard in enumerate(standards, start=1):
        if facts[str(number)] == "proved" or found.get(standard) == "breached":
            found[standard] = "breached"
        else:
            found[standard] = "not_breached"
    return found
