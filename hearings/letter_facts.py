"""Gather what a letter states: from the case, its dates and its limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from hearings.adjustments import Adjustment, delay_reasons
from hearings.cases import reference
from hearings.errors import Refused
from hearings.letter_endings import ENDINGS, open_road, refuse_after_appeal
from hearings.letter_words import counted, forum_words, not_started, sitting_words, within, written
from hearings.letters import Kind, Letter, Matter, kind_named, read_given
from hearings.listing.panels import capacities
from hearings.packaged import facts as packaged
from hearings.people import full_rank, person_types
from hearings.referrals import referral
from hearings.regimes import ARCHIVE
from hearings.regimes.dates import dates_reached
from hearings.severity import Level
from hearings.sittings import KINDS, Hearing, Seat
from hearings.stages import Stage
from hearings.standards import standard_words

if TYPE_CHECKING:
    from hearings.deadlines import Deadline

_ANSWERS = {
    "gross_misconduct": "a case to answer for gross misconduct",
    "misconduct": "a case to answer for misconduct",
}


_BEGUN = frozenset({Stage.IN_HEARING, Stage.HEARD, Stage.DECIDED, Stage.CLOSED})
"""The stages in which nobody may propose another date for the hearing any more."""


_APPEALS = {"meeting": "appeal_notice", "tribunal": "tribunal_notice"}
"""The limit of each road of appeal that has one."""


def facts_for(kind: str, matter: Matter, extra: Mapping[str, str]) -> Letter:
    """Gather the facts of a letter.

    Args:
        kind: The kind of letter.
        matter: The case and what is known about it.
        extra: Facts given with it, by name.

    Returns:
        The letter; a fact that is not there is empty.

    Raises:
        Refused: The Regulations do not reach the officer, an appeal has changed the outcome, or
            a fact given cannot be taken.
    """
    row = kind_named(kind)
    _reaches(row, matter)
    if row.key == "outcome_notice":
        refuse_after_appeal(matter)
    given = read_given(row, matter.regime, extra)
    known = _common(row, matter)
    for name in dict.fromkeys((*row.needs(matter.regime), *row.takes)):
        read = _READERS.get(name)
        known[name] = given.get(name, "") if read is None else read(matter, given)
    known["regulation"], short = _regulation(row, matter, known)
    title = row.title(matter.regime) + (f" ({short})" if short else "")
    known["title"] = title
    return Letter(row.key, title, matter.file.case.reference, matter.number, known)


def _reaches(row: Kind, matter: Matter) -> None:
    """Refuse a notice under Regulations that do not reach the person."""
    ref = reference(matter.file.case.reference, matter.number)
    if matter.regime == ARCHIVE:
        raise Refused(f"{ref} comes from an archive; no letter is written in it.")
    kind = matter.subject.facts.person_type
    if row.conduct and kind in packaged(f"regimes/{matter.regime}.toml").get("not_for", ()):
        raise Refused(
            f"{ref}: The Police (Conduct) Regulations do not apply to {person_types()[kind]};"
            f" the {row.words(matter.regime)} is written under the force's own procedure."
        )


def _common(row: Kind, matter: Matter) -> dict[str, Any]:
    harm_test = packaged("letters.toml")["harm_test"][matter.regime]
    return {
        "kind": row.key,
        "regime": matter.regime,
        "reference": reference(matter.file.case.reference, matter.number),
        "case": matter.file.case.reference,
        "force": matter.force,
        "dps": matter.rules.dps,
        "written_on": written(matter.today),
        "writer": matter.writer,
        "harm_test": "" if _police_reform_act(matter) else harm_test,
        "forum_key": matter.subject.forum,
        "track": matter.file.case.track,
    }


def _regulation(row: Kind, matter: Matter, known: Mapping[str, Any]) -> tuple[str, str]:
    """Name the regulation a letter is given under, and its short form."""
    if row.key == "extension_letter":
        limit = _extended_limit(matter, known)
        return ("" if limit is None else limit.source), ""
    details = ("complaint",) if _police_reform_act(matter) else ()
    found = row.authority(matter.regime, *details, matter.subject.forum)
    return ("", "") if found is None else (str(found), found.short)


def _police_reform_act(matter: Matter) -> bool:
    return matter.file.case.track in {"complaint", "recordable_conduct"}


# ------ one reader a fact; each gives what there is, or something empty

Reader = Callable[[Matter, Mapping[str, str]], Any]


def _allegations(matter: Matter, _given: Mapping[str, str]) -> list[dict[str, str]]:
    """Give what is alleged, with the Standard of each; nothing where one lacks its words."""
    subject = matter.subject
    ruling = subject.ruling
    by_allegation = {} if ruling is None else ruling.by_allegation
    found = []
    for allegation in subject.allegations:
        number = str(allegation.number)
        level = by_allegation.get(number, "")
        found.append({
            "number": number,
            "standard": standard_words(allegation.standard),
            "narrative": allegation.narrative,
            "happened_on": written(allegation.happened_on),
            "place": allegation.place,
            "level": Level(level).words if level else "",
            "answer": _ANSWERS.get(subject.answers.get(number, ""), ""),
        })  # fmt: skip
    return found if all(row["narrative"] and row["standard"] for row in found) else []


def _referred_allegations(matter: Matter, given: Mapping[str, str]) -> list[dict[str, str]]:
    """Give what there is a case to answer for; everything where that was not decided."""
    rows = _allegations(matter, given)
    return [row for row in rows if row["answer"]] if matter.subject.answers else rows


def _level(matter: Matter, _given: Mapping[str, str]) -> str:
    ruling = matter.subject.ruling
    return "" if ruling is None or ruling.level is Level.NEITHER else ruling.level.words


def _referred_level(matter: Matter, given: Mapping[str, str]) -> str:
    """Say the highest level there is a case to answer for; severity where that was not decided."""
    answered = set(matter.subject.answers.values()) & set(_ANSWERS)
    if not answered:
        return _level(matter, given)
    return max((Level(answer) for answer in answered), key=lambda level: level.order).words


def _likely_form(matter: Matter, given: Mapping[str, str]) -> str:
    ruling = matter.subject.ruling
    form = "" if ruling is None else ruling.likely_form
    return KINDS.get(form) or KINDS.get(given.get("likely_form", ""), "")


def _second_reading(matter: Matter, _given: Mapping[str, str]) -> str:
    return "" if matter.subject.second_reading in {"waiting", "asked"} else "done"


def _investigator(matter: Matter, _given: Mapping[str, str]) -> str:
    number = matter.subject.investigator
    known = [p.name for p in matter.file.case.parties if number and p.number == number]
    return matter.names.get(number, "") or next(iter(known), "")


def _forum(matter: Matter, _given: Mapping[str, str]) -> str:
    return forum_words(matter.subject.forum, matter.regime)


def _listed(matter: Matter) -> Hearing | None:
    hearing = matter.subject.hearing
    return hearing if hearing is not None and hearing.stands else None


def _hearing(matter: Matter, _given: Mapping[str, str]) -> str:
    hearing = _listed(matter)
    return "" if hearing is None else hearing.reference


def _sittings(matter: Matter, _given: Mapping[str, str]) -> list[str]:
    hearing = _listed(matter)
    return [] if hearing is None else [sitting_words(day) for day in hearing.sittings]


def _room(matter: Matter, _given: Mapping[str, str]) -> str:
    hearing = _listed(matter)
    return "" if hearing is None else hearing.room


def _panel(matter: Matter, _given: Mapping[str, str]) -> list[str]:
    """Name everyone who sits or advises; nobody where one of them has no name."""
    hearing = _listed(matter)
    if hearing is None:
        return []
    found = [_seated(matter, seat) for seat in hearing.seats if _sits(seat)]
    return found if all(found) else []


def _sits(seat: Seat) -> bool:
    known = capacities().get(seat.capacity)
    return known is not None and known.sits


def _named(matter: Matter, seat: Seat) -> str:
    name = seat.name or matter.names.get(seat.person, "")
    return f"{full_rank(seat.rank)} {name}".strip() if name else ""


def _seated(matter: Matter, seat: Seat) -> str:
    named = _named(matter, seat)
    return f"{named}, {capacities()[seat.capacity].words}" if named else ""


def _chair(matter: Matter, given: Mapping[str, str]) -> str:
    hearing = _listed(matter)
    seats = () if hearing is None else hearing.seats
    leads = (seat for seat in seats if seat.capacity.startswith(("chair_", "conducting_")))
    return next((_named(matter, seat) for seat in leads), "") or given.get("chair", "")


def _published(matter: Matter, _given: Mapping[str, str]) -> str:
    hearing = _listed(matter)
    return "" if hearing is None or hearing.notice is None else ", ".join(hearing.notice.fields)


def _limit(*keys: str) -> Reader:
    """Make the reader of the newest limit of one of these keys, started or not."""

    def read(matter: Matter, _given: Mapping[str, str]) -> str:
        started = [row for row in matter.deadlines if row.key in keys]
        found = started or not_started(matter.file.case, matter.subject, matter.rules, keys)
        return within(found[-1]) if found else ""

    return read


def _alternative(matter: Matter, given: Mapping[str, str]) -> str:
    """Give the time for proposing another date; none once the hearing has begun."""
    hearing = _listed(matter)
    begun = hearing is not None and hearing.state in {"open", "part_heard"}
    if begun or matter.subject.stage in _BEGUN:
        return ""
    return str(_limit("hearing_alternative")(matter, given))


def _held(matter: Matter, given: Mapping[str, str]) -> str:
    return str(_limit(f"{matter.subject.forum}_held")(matter, given))


def _appeal(matter: Matter, given: Mapping[str, str]) -> str:
    key = _APPEALS.get(open_road(matter, given))
    return "" if key is None else str(_limit(key)(matter, given))


def _day(key: str) -> Reader:
    """Make the reader of a milestone's newest day in the present round."""

    def read(matter: Matter, _given: Mapping[str, str]) -> str:
        days = dates_reached(matter.file.case, matter.subject).get(key)
        return written(days[-1]) if days else ""

    return read


def _referred(matter: Matter, _given: Mapping[str, str]) -> str:
    """Give the day of the authority's own referral, whoever sent it to a new panel since."""
    made = referral(matter.subject)
    return "" if made is None else written(made.on)


def _extension(matter: Matter, given: Mapping[str, str]) -> Adjustment | None:
    made = [a for a in matter.subject.adjustments if a.kind == "extend"]
    wanted = given.get("limit", "")
    return next((a for a in reversed(made) if not wanted or a.limit == wanted), None)


def _extended_limit(matter: Matter, given: Mapping[str, str]) -> Deadline | None:
    made = _extension(matter, given)
    rows = [row for row in matter.deadlines if made is not None and row.key == made.limit]
    return rows[-1] if rows else None


def _limit_title(matter: Matter, given: Mapping[str, str]) -> str:
    row = _extended_limit(matter, given)
    return "" if row is None else row.title


def _limit_due(matter: Matter, given: Mapping[str, str]) -> str:
    """Give the last day before the extension: an earlier extension's, or the limit's own."""
    made, row = _extension(matter, given), _extended_limit(matter, given)
    if made is None or row is None:
        return ""
    of_it = [a for a in matter.subject.adjustments if a.kind == "extend" and a.limit == made.limit]
    earlier = of_it[: of_it.index(made)]
    return written(earlier[-1].to if earlier else row.due)


def _limit_counted(matter: Matter, given: Mapping[str, str]) -> str:
    row = _extended_limit(matter, given)
    return "" if row is None else counted(row)


def _extended(read: Callable[[Adjustment], str]) -> Reader:
    """Make the reader of something an extension says."""

    def found(matter: Matter, given: Mapping[str, str]) -> str:
        made = _extension(matter, given)
        return "" if made is None else read(made)

    return found


def _note(matter: Matter, _given: Mapping[str, str]) -> list[list[str]]:
    """Give the paragraphs of the feedback note, without its own title."""
    found: list[list[str]] = [[]]
    for text in matter.note[1:]:
        if text:
            found[-1].append(text)
        elif found[-1]:
            found.append([])
    return [lines for lines in found if lines]


def _complainant(matter: Matter, given: Mapping[str, str]) -> str:
    """Name who the update goes to; nobody where it is not clear which of several."""
    roles = {"complainant", "interested_person"}
    names = [party.name for party in matter.file.case.parties if party.role in roles]
    wanted = given.get("complainant", "")
    if wanted:
        return wanted if wanted in names else ""
    return names[0] if len(names) == 1 else ""


def _next_update(matter: Matter, given: Mapping[str, str]) -> str:
    return given.get("next_update", "") or str(_limit("complainant_told")(matter, given))


def _attention(matter: Matter, _given: Mapping[str, str]) -> str:
    return written(matter.file.case.attention_date)


_READERS: dict[str, Reader] = {
    **ENDINGS,
    "accelerated_held_limit": _limit("accelerated_held"),
    "accelerated_response_limit": _limit("accelerated_response"),
    "allegations": _allegations,
    "alternative_limit": _alternative,
    "appeal_limit": _appeal,
    "attention": _attention,
    "chair": _chair,
    "complainant": _complainant,
    "delay_reason": _extended(lambda made: delay_reasons().get(made.code, made.code)),
    "delay_words": _extended(lambda made: made.reason),
    "documents_supplied": _day("documents_supplied"),
    "extended_by": _extended(lambda made: made.by),
    "extended_to": _extended(lambda made: written(made.to)),
    "forum": _forum,
    "hearing": _hearing,
    "hearing_concluded": _day("hearing_concluded"),
    "held_limit": _held,
    "investigator": _investigator,
    "investigator_appointed": _day("investigator_appointed"),
    "level": _level,
    "likely_form": _likely_form,
    "limit_counted": _limit_counted,
    "limit_due": _limit_due,
    "limit_title": _limit_title,
    "name": lambda matter, _given: matter.names.get(matter.subject.facts.number, ""),
    "next_update": _next_update,
    "note": _note,
    "number": lambda matter, _given: matter.subject.facts.number,
    "objection_limit": _limit("objection"),
    "panel": _panel,
    "published": _published,
    "rank": lambda matter, _given: full_rank(matter.subject.facts.rank),
    "referred": _referred,
    "referred_allegations": _referred_allegations,
    "referred_level": _referred_level,
    "response_limit": _limit("response"),
    "room": _room,
    "second_reading": _second_reading,
    "sittings": _sittings,
    "special_conditions_certified": _day("special_conditions_certified"),
    "special_notice_given": _day("special_notice_given"),
    "statement_limit": _limit("investigation_representations"),
    "told_on": _extended(lambda made: written(made.told_on)),
}
"""What reads each fact of the records."""
