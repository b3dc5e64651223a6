"""From the investigator to the referral: who investigates, what is answered, and which forum."""

from __future__ import annotations

from hearings.cases import Subject
from hearings.errors import BadValue, NotAllowed, Refused
from hearings.guards.asked import Asked
from hearings.listing import is_senior
from hearings.people import INVOLVED, at_or_above
from hearings.regimes import overlays_of, regimes
from hearings.severity import Kind, Level
from hearings.stages import Stage
from hearings.warned import FINAL

SENIOR = "Commander"
"""The lowest senior officer: above chief superintendent."""

COMPLAINT = "complaint"
_CASE_FOR = {"gross_misconduct": 2, "misconduct": 1, "none": 0}


def may_be_investigated(asked: Asked) -> None:
    """Refuse to investigate what is neither misconduct nor gross misconduct, or not yet assessed.

    Source:
        PCMR 2020 reg 16 and 2012 reg 16: on the complaint track the investigator assesses.
    """
    subject = asked.the_subject
    if asked.the_file.case.track == COMPLAINT and subject.stage is not Stage.ASSESSED:
        return
    if subject.ruling is None:
        raise Refused(
            f"{asked.ref} has no severity decision yet; an investigator is appointed after it."
        )
    if subject.level is Level.NEITHER:
        raise Refused(
            f"{asked.ref} is assessed as neither misconduct nor gross misconduct; it is not"
            " investigated as either. Close it with 'dispose', or revise the decision."
        )


def investigator_not_in_it(asked: Asked) -> None:
    """Refuse an investigator who is in the case, or works under the officer's management.

    Source:
        SI 2020/4 reg 15(3); SI 2012/2632 reg 13.
    """
    number, file = asked.given["investigator"], asked.the_file
    if any(number == subject.facts.number for subject in file.subjects):
        raise Refused(
            f"{number} is an officer concerned in {asked.case} and cannot investigate it."
        )
    for party in file.case.parties:
        if party.number == number and party.role in INVOLVED:
            role = party.role.replace("_", " ")
            raise Refused(f"{number} is a {role} in {asked.case} and cannot investigate it.")
    if any(made.maker.number == number for made in asked.the_subject.assessments):
        raise Refused(f"{number} has assessed {asked.ref} and cannot investigate it as well.")
    if number == asked.maker.number:
        raise Refused(
            f"{asked.ref}: {asked.maker.name or number} decides for the authority and cannot be"
            " appointed to investigate by themselves (IOPC, Operation Embley)."
        )
    if not asked.given.get("outside_management"):
        raise BadValue(
            "outside_management",
            f"{asked.ref}: say with --outside-management that {number} does not work, directly or"
            f" indirectly, under the officer's management ({_appointed_under(asked)}).",
        )
    facts = asked.the_subject.facts
    if is_senior(facts.rank, facts.person_type) and not asked.given.get("outside_force"):
        raise BadValue(
            "outside_force",
            f"{asked.ref}: a senior officer is investigated from outside the force or command"
            f" ({_appointed_under(asked)}); say so with --outside-force.",
        )


def _appointed_under(asked: Asked) -> str:
    """Name the regulation on who may investigate."""
    regime = regimes()[asked.the_file.case.regime]
    return f"{regime.provision.source} reg {'15(3)' if regime.id == '2020' else '13'}"


def complaint_track(asked: Asked) -> None:
    """Refuse an investigator's assessment outside the complaint track, where DPS assesses."""
    track = asked.the_file.case.track
    if track == "internal_conduct":
        raise Refused(
            f"{asked.ref} is internal conduct; there {asked.rules.dps} assesses the severity."
            " Use 'assess' or 'revise'."
        )


def maker_did_not_investigate(asked: Asked) -> None:
    """Refuse a decision of the authority by whoever investigated, replaced since or not.

    Source:
        Policy; IOPC, Operation Embley, on people acting in several roles.
    """
    parties = asked.the_file.case.parties
    investigated = {party.number for party in parties if party.role == "investigator"}
    if asked.maker.number in investigated - {""}:
        raise Refused(
            f"{asked.ref}: {asked.maker.name or asked.maker.number} investigated it and cannot also"
            " decide it for the authority. Another delegate has to."
        )


def maker_investigates(asked: Asked) -> None:
    """Refuse a report or an assessment by anyone but the appointed investigator."""
    subject = asked.the_subject
    if not subject.investigator:
        raise Refused(f"{asked.ref} has no investigator; appoint one first.")
    if asked.maker.number != subject.investigator:
        who = asked.maker.name or asked.maker.number or asked.actor.account
        raise NotAllowed(
            f"{asked.ref}: this is made by the investigator, {subject.investigator}; {who} is not."
            " Name them with --maker."
        )


def consulted_on_change(asked: Asked) -> None:
    """Refuse a changed assessment by the investigator without word of the authority.

    Source:
        PCMR 2020 reg 19(4).
    """
    made = asked.the_subject.last(Kind.EXTERNAL)
    if made is not None and "authority_consulted" not in asked.given:
        raise BadValue(
            "authority_consulted",
            f"{asked.ref}: an investigator revises the assessment only after consulting the"
            " authority (PCMR 2020 reg 19(4)); say how and when with --authority-consulted.",
        )


def notice_level_stands(asked: Asked) -> None:
    """Refuse a notice that states another level than the one that stands."""
    standing = asked.the_subject.level
    if standing is None or asked.the_subject.ruling is None:
        raise Refused(f"{asked.ref} has no severity assessment yet; the notice has to state it.")
    if asked.given["level"] != standing.value:
        raise BadValue(
            "level",
            f"{asked.ref} stands as {standing.words}; the notice cannot state another level.",
        )


def each_allegation_answered(asked: Asked) -> None:
    """Refuse a report, decision or finding that leaves an allegation out, or names one too many."""
    field = next(key for key in ("opinions", "answers", "facts") if key in asked.given)
    known = {str(a.number) for a in asked.the_subject.allegations}
    given = set(asked.given[field])
    if left := sorted(known - given, key=int):
        raise BadValue(
            field, f"{asked.ref}: say for each allegation; {', '.join(left)} is left out."
        )
    if strange := sorted(given - known, key=int):
        raise BadValue(field, f"{asked.ref} has no allegation {', '.join(strange)}.")


def reason_where_it_differs(asked: Asked) -> None:
    """Refuse a case-to-answer decision that departs from the opinion without a reason."""
    opinions = asked.the_subject.opinions
    different = [n for n, answer in asked.given["answers"].items() if opinions.get(n) != answer]
    if different and "reason" not in asked.given:
        raise BadValue(
            "reason",
            f"{asked.ref}: the decision on allegation {', '.join(different)} differs from the"
            " investigator's opinion; say why.",
        )


def is_gross(asked: Asked) -> None:
    """Refuse an accelerated hearing for anything but gross misconduct.

    Source:
        SI 2020/4 reg 49(2); SI 2012/2632 reg 41.
    """
    if asked.the_subject.level is not Level.GROSS_MISCONDUCT:
        raise Refused(
            f"{asked.ref} is not assessed as gross misconduct; the special conditions need it."
        )


def senior_officer_certifies(asked: Asked) -> None:
    """Refuse to certify special conditions by anyone below a senior officer."""
    _senior(asked, "special_conditions", "the special conditions are certified")


def senior_officer_suspends(asked: Asked) -> None:
    """Refuse to suspend, or to go on, below a senior officer where the regime asks for one."""
    if asked.given.get("measure", "suspension") == "suspension":
        _senior(asked, "suspension", "suspension is authorised")


def _senior(asked: Asked, what: str, said: str) -> None:
    found = regimes()[asked.the_file.case.regime].floor(what)
    if found is None:
        if what == "suspension":
            return
        floor, source = SENIOR, "senior officer, unverified for these Regulations"
    else:
        floor, source = found[0], str(found[1])
    if not at_or_above(asked.maker.rank, floor):
        who = asked.maker.name or asked.maker.number or asked.actor.account
        raise NotAllowed(
            f"{asked.ref}: {said} by a senior officer, {floor} or above ({source});"
            f" {who} is {asked.maker.rank or 'of no recorded rank'}."
        )


def case_to_answer(asked: Asked) -> None:
    """Refuse to refer what the authority has not found a case to answer for."""
    answers = asked.the_subject.answers
    if not answers:
        raise Refused(f"{asked.ref} has no case-to-answer decision yet; 'determine' records it.")
    if not any(_CASE_FOR[answer] for answer in answers.values()):
        raise Refused(f"{asked.ref} has no case to answer; close it with 'dispose'.")
    left = [a.number for a in asked.the_subject.allegations if str(a.number) not in answers]
    if left:
        raise Refused(
            f"{asked.ref}: allegation {', '.join(str(number) for number in left)} has no"
            " case-to-answer decision; 'determine' answers each of them."
        )


def forum_fits(asked: Asked) -> None:
    """Refuse a forum that the Regulations do not have for this officer and case.

    Source:
        SI 2020/4 reg 23(9); SI 2012/2632 reg 19(4); SI 2025/558 for former officers.
    """
    forum, subject = asked.given["forum"], asked.the_subject
    gross = "gross_misconduct" in subject.answers.values()
    former = subject.person_type_on(asked.on) == "former"
    if former and not gross:
        raise Refused(
            f"{asked.ref}: a former officer answers for gross misconduct alone; close it with"
            " 'dispose'."
        )
    if forum == "accelerated":
        _accelerated_fits(asked, former=former)
    elif forum == "meeting":
        _meeting_fits(asked)
    elif not gross:
        _hearing_fits(asked)


def _accelerated_fits(asked: Asked, *, former: bool) -> None:
    """Refuse the accelerated road without special conditions, but for former officers since 2025.

    Source:
        SI 2025/558, Explanatory Note: the usual road for a former officer.
    """
    overlays = overlays_of(asked.the_file.case, asked.the_subject, asked.rules)
    if not (former and "2025" in overlays):
        raise BadValue(
            "forum",
            f"{asked.ref}: an accelerated hearing needs the special conditions; use"
            " 'certify-special-conditions'.",
        )


def _hearing_fits(asked: Asked) -> None:
    """Refuse a hearing for misconduct alone, without a live final warning, before 2020.

    From 2020 a recent reduction in rank opens it as well, which the product does not know.

    Source:
        SI 2012/2632 reg 19.
    """
    final = any(warned.kind == FINAL for warned in asked.live_warnings)
    if asked.the_file.case.regime in {"2008", "2012"} and not final:
        raise BadValue(
            "forum",
            f"{asked.ref}: misconduct without a live final written warning on"
            f" {severity_day(asked.the_subject)}, the day of the severity assessment, goes to a"
            " meeting (SI 2012/2632 reg 19).",
        )


def _meeting_fits(asked: Asked) -> None:
    """Refuse a meeting where the Regulations ask for a hearing."""
    subject = asked.the_subject
    if "gross_misconduct" in subject.answers.values():
        raise BadValue(
            "forum", f"{asked.ref}: gross misconduct goes to a hearing, never a meeting."
        )
    if any(warned.kind == FINAL for warned in asked.live_warnings):
        raise BadValue(
            "forum",
            f"{asked.ref}: a final written warning was in force on {severity_day(subject)}, the day"
            " of the severity assessment, so it goes to a hearing. Check its length where it is"
            " not verified.",
        )


def severity_day(subject: Subject) -> str:
    """Write the day of the severity assessment, as a sentence names it."""
    made = subject.decision or subject.ruling
    return "a day not known" if made is None or made.made_on is None else made.made_on.isoformat()


GUARDS = (
    case_to_answer,
    complaint_track,
    consulted_on_change,
    each_allegation_answered,
    forum_fits,
    investigator_not_in_it,
    is_gross,
    maker_did_not_investigate,
    maker_investigates,
    may_be_investigated,
    notice_level_stands,
    reason_where_it_differs,
    senior_officer_certifies,
    senior_officer_suspends,
)
"""The guards of this module, as the table of moves may name them."""
