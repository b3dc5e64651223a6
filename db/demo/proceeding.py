"""From the referral to the first days of the hearing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from db.demo import calendar
from db.demo.data import table
from db.demo.later import DIARY, LAST, Later
from db.demo.left import Listing, Slot

_LISTS_LATE, _DIRECTED, _OBJECTION, _RESPONSE_EXTENDED = 0.12, 0.06, 0.05, 0.1
_ASKED_BY = {"counsel": "officer", "officer_unwell": "officer", "witness": "authority"}


@dataclass(slots=True)
class References:
    """The references that a matter needs of others: those given out so far, in their order."""

    cases: dict[int, str] = field(default_factory=dict)
    """The references of cases that others are joined with, by their place."""
    hearings: dict[tuple[int, int], str] = field(default_factory=dict)
    """The references of hearings, by the case's place and the subject that lead them."""
    _counts: dict[int, int] = field(default_factory=dict)

    def new_hearing(self, listing: Listing) -> str:
        """Give a hearing its reference, as the database will."""
        self.hearings[listing.leads] = self.number_hearing(listing.listed)
        return self.hearings[listing.leads]

    def number_hearing(self, listed: int) -> str:
        """Give the next reference of the year in which a hearing is listed."""
        year = calendar.on(listed).year
        self._counts[year] = self._counts.get(year, 0) + 1
        return f"H-{year}-{self._counts[year]:05}"


class Proceeding(Later):
    """Tells the proceedings of one subject."""

    def tell(self, decided: int, references: References) -> None:
        """Tell them.

        Args:
            decided: The day on which the authority found a case to answer.
            references: What is known of other cases and hearings.
        """
        listing, supplied = self.fate.listing, self.fate.supplied
        if listing is not None and listing.forum == "accelerated":
            self._special(listing)
        else:
            day = min(supplied, calendar.worked(decided + self.rng.randint(1, 4)))
            forum = "hearing" if listing is None else listing.forum
            name = "to_meeting" if forum == "meeting" else "referred"
            self.decide(day, "refer", {"forum": forum, "reason": self.phrase(name)})
            self._prepare(supplied, LAST + 1 if listing is None else listing.listed, forum)
        if listing is not None:
            self._list(listing, references)

    def again(self, references: References) -> None:
        """Tell how it is prepared and listed a second time, before another panel."""
        listing = self.fate.listing
        if listing is not None:
            self._prepare(listing.supplied, listing.listed, listing.forum)
            self._list(listing, references)

    # preparation

    def _special(self, listing: Listing) -> None:
        notice = listing.supplied
        fields = {
            "evidence": self.phrase("evidence"),
            "public_interest": self.phrase("public_interest"),
        }
        self.put(calendar.worked(notice - 4), "certify_special_conditions", fields, "ferrers")
        self.fact(notice, "special_notice_given", DIARY, method="in_person")
        self.fact(calendar.after(notice, 4), "special_response_received", DIARY)
        self._ready(calendar.after(notice, 5), listing.listed, counsel=True)

    def _prepare(self, supplied: int, until: int, forum: str) -> None:
        """Tell the response, the lists and the rest, as far as they came by a day."""
        rng = self.rng
        tight = until - supplied < 32
        self.fact(supplied, "documents_supplied", DIARY, method="in_person",
                  served_by=self.phrase("served_by"))  # fmt: skip
        named = calendar.after(supplied, 1)
        self.fact(named, "panel_named", DIARY)
        if not tight and rng.random() < _OBJECTION:
            objected = calendar.after(named, 2)
            self.fact(objected, "objection_made", DIARY, fact_note=self.phrase("objection"))
            self.fact(calendar.after(objected, 2), "panel_replaced", DIARY)
        response = calendar.after(supplied, rng.randint(4, 7) if tight else rng.randint(9, 14))
        if not tight and rng.random() < _RESPONSE_EXTENDED and self.matter.clocked:
            self._extend_response(calendar.after(supplied, 5), calendar.after(supplied, 17))
        self.fact(response, "response_received", DIARY)
        late = not tight and rng.random() < _LISTS_LATE
        lists = calendar.after(response, 5 if late else rng.randint(1, 3))
        self.fact(lists, "witness_lists_supplied", DIARY)
        if late:
            self.explain(lists, "witness_lists", "late_response", self.phrase("lists_late"))
        self._ready(lists, until, counsel=forum == "hearing")

    def _extend_response(self, day: int, to: int) -> None:
        fields = {
            "limit": "response",
            "to": calendar.on(to).isoformat(),
            "extended_by": self._who(),
            "delay_reason": "disclosure",
            "reason": self.phrase("representations_extended"),
            "told_on": calendar.on(day).isoformat(),
        }
        self.put(day, "extend", fields, DIARY)

    def _who(self) -> str:
        listing = self.fate.listing
        if listing is None:
            return "the chair"
        what = "person conducting it" if listing.forum == "meeting" else "chair"
        return f"{listing.slot.chair['name']}, {what}"

    def _ready(self, first: int, until: int, *, counsel: bool) -> None:
        """Tell disclosure, the bundle and counsel, on working days up to a day."""
        facts = ["disclosure_complete", "bundle_ready"] + ["counsel_confirmed"] * counsel
        waits = self.fate.listing is None
        for place, fact in enumerate(facts):
            day = first + self.rng.randint(0, 2) + place * (9 if waits else 1)
            day = calendar.worked(min(day, until) if not waits else day)
            note = self.phrase("prepared") if fact == "bundle_ready" else ""
            self.fact(day, fact, DIARY, fact_note=note)

    # the diary

    def _list(self, listing: Listing, references: References) -> None:
        """Put it into the diary, or join it to the hearing that is there."""
        listed = listing.listed
        if (self.left.place, self.left.subject) != listing.leads:
            other = references.cases.get(listing.leads[0], "")
            if self.fate.other >= 0:
                joined = {"other_case": other, "reason": self.phrase("joined")}
                self.put(calendar.worked(listed - 8), "join", joined)
            fields: dict[str, object] = {"joins": references.hearings[listing.leads]}
            self.put(listed, "schedule", fields | self._past(listing, listing.slot, listed), DIARY)
            return
        references.new_hearing(listing)
        self._schedule(listing, listing.slot, listed, self._past(listing, listing.slot, listed))
        if listing.moved:
            self._move(listing)
        elif listing.heard:
            self._hear(listing)
        elif self._alone(listing) and self.rng.random() < _DIRECTED:
            fields = {
                "directed_by": listing.slot.chair["person"],
                "reason": self.phrase("directed"),
            }
            self.put(min(LAST, calendar.after(listed, 1)), "direct_notice", fields, DIARY)

    def _alone(self, listing: Listing) -> bool:
        return listing.forum == "hearing" and not listing.joint

    def _schedule(self, listing: Listing, slot: Slot, day: int, past: dict[str, object]) -> None:
        fields: dict[str, object] = {
            "sitting": sittings(slot.days, slot.hours),
            "room": slot.room,
            "seat": [dict(seat) for seat in slot.seats],
            "estimate": len(slot.days),
        }
        if listing.forum == "hearing":
            permanent = slot.chair["name"] == table("bench")["chair"][0]["name"]
            fields["appointed_by"] = self.phrase("fixed_by")
            fields["appointed_basis"] = "standing appointment" if permanent else "rota"
        self.put(day, "schedule", fields | past, DIARY)

    def _past(self, listing: Listing, slot: Slot, day: int, last: int = 0) -> dict[str, object]:
        """Say who let the date lie past the limit, and why, where it does."""
        if slot.days[0] <= (last or listing.last) or listing.forum == "accelerated":
            return {}
        code = listing.code or "counsel"
        return {
            "extended_by": self._who(),
            "delay_reason": code,
            "reason": self.phrase(code, "late"),
            "told_on": calendar.on(day).isoformat(),
        }

    def _move(self, listing: Listing) -> None:
        """Call it off, and list it again where there is another date."""
        rng, again = self.rng, listing.again
        code = rng.choice(tuple(_ASKED_BY))
        fields: dict[str, object] = {
            "asked_by": _ASKED_BY[code],
            "delay_reason": code,
            "reason": self.phrase(code, "postponed"),
            "told_on": calendar.on(listing.moved).isoformat(),
        }
        if listing.becomes == "vacated":
            fields |= {"asked_by": "authority", "delay_reason": "disclosure"}
            fields["reason"] = self.phrase("vacated")
            self.put(listing.moved, "vacate", fields, DIARY)
            return
        if again is not None and listing.offered:
            fields |= {"asked_by": "friend", "delay_reason": "counsel"}
            fields["reason"] = self.phrase("friend_engaged")
            fields["alternative"] = calendar.on(again.days[0]).isoformat()
        self.put(listing.moved, "postpone", fields, DIARY)
        if again is not None:
            day = calendar.after(listing.moved, rng.randint(1, 4))
            last = max(listing.last, listing.slot.days[0])
            self._schedule(listing, again, day, self._past(listing, again, day, last))

    def _hear(self, listing: Listing) -> None:
        """Open it, and adjourn it part-heard at the end of its days."""
        first, last = listing.slot.days[0], listing.slot.days[-1]
        fields = {"present": "yes"}
        if listing.heard == "unfixed":
            fields = {"present": "no", "absence": self.phrase("absent")}
        self.put(first, "open", fields, DIARY)
        later: dict[str, object] = {"told_on": calendar.on(last).isoformat()}
        if listing.again is not None:
            later |= {"delay_reason": "witness", "reason": self.phrase("part_heard")}
            later["sitting"] = sittings(listing.again.days, listing.again.hours)
        else:
            later |= {"delay_reason": "legal_argument", "reason": self.phrase("unfixed")}
        self.put(last, "adjourn", later, DIARY)


def sittings(days: Iterable[int], hours: str) -> list[str]:
    """Write sitting days as a move takes them."""
    return [f"{calendar.on(day).isoformat()} {hours}" for day in days]
