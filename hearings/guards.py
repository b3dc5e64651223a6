"""Every rule that says no to a move, by the name the table of moves gives it.

A guard looks at the facts and returns, or refuses with the sentence a caseworker needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hearings.cases import EXTERNAL_MODES, INVOLVED, CaseFile, Subject, reference
from hearings.errors import BadValue, NotAllowed, Refused
from hearings.history import ASKED, WAITING
from hearings.people import Actor, Maker, acts_as, at_or_above, code_sets, ethnicity_codes
from hearings.regimes import regime_on, regimes
from hearings.rules import Rules
from hearings.severity import Kind, Level
from hearings.stages import Stage


@dataclass(frozen=True, slots=True)
class Asked:
    """A move as it was asked for: everything a guard may look at."""

    case: str
    """The case's reference."""
    file: CaseFile | None
    """The case as it stands; None where the move makes it."""
    subject: Subject | None
    """The subject as it stands; None where the move makes it."""
    given: Mapping[str, Any]
    """What the move was given, read and checked."""
    maker: Maker
    """Who makes the decision."""
    actor: Actor
    """Whose account enters it."""
    rules: Rules
    """What the force has settled for itself."""
    on: date
    """The day it takes effect."""
    today: date
    """Today."""
    made_by: str
    """What the table says its maker must be."""

    @property
    def ref(self) -> str:
        """Write the subject, or the case where there is none yet."""
        return self.case if self.subject is None else reference(self.case, self.subject.number)

    @property
    def the_file(self) -> CaseFile:
        """Give the case, for a guard of a move that needs one."""
        if self.file is None:
            raise Refused(f"{self.case} has not been received yet.")
        return self.file

    @property
    def the_subject(self) -> Subject:
        """Give the subject, for a guard of a move that needs one."""
        if self.subject is None:
            raise Refused(f"{self.case} has no such subject yet.")
        return self.subject


def attention_known(asked: Asked) -> None:
    """Refuse a day of attention that has not come yet or that no regime governs."""
    day = date.fromisoformat(asked.given["attention_date"])
    if day > asked.today:
        raise BadValue("attention_date", f"The attention date {day.isoformat()} has not come yet.")
    regime_on(day)


def person_facts(asked: Asked) -> None:
    """Refuse facts of an officer that contradict each other."""
    given = asked.given
    if given.get("person") and not given.get("name"):
        raise BadValue("name", f"The officer {given['person']} needs a name.")
    if given.get("name") and not given.get("person"):
        raise BadValue("person", "A named officer needs the force number; bars compare it.")
    service = given.get("service", "")
    if service and not service.isdecimal():
        raise BadValue("service", f"service cannot be {service!r}; give whole years.")
    _ethnicity(given)


def _ethnicity(given: Mapping[str, Any]) -> None:
    code, code_set = given.get("ethnicity", ""), given.get("ethnicity_set", "")
    if code and not code_set:
        sets = " or ".join(code_sets())
        raise BadValue("ethnicity_set", f"The ethnicity {code} needs its code set: {sets}.")
    if code and code not in ethnicity_codes(code_set):
        raise BadValue("ethnicity", f"ethnicity cannot be {code!r}; {code_set} has no such code.")


def maker_not_involved(asked: Asked) -> None:
    """Refuse a maker who is a subject, complainant, witness or reporter of the case."""
    _not_involved(asked, asked.maker.number, "make a decision in it")


def identified_person_not_involved(asked: Asked) -> None:
    """Refuse to name as the officer somebody who has assessed this subject or is in the case."""
    number = asked.given["person"]
    _not_involved(asked, number, "be the officer concerned")
    if any(made.maker.number == number for made in asked.the_subject.assessments):
        raise Refused(
            f"{number} has assessed {asked.ref} and cannot be the officer concerned as well."
            " Have the assessment corrected first."
        )


def _not_involved(asked: Asked, number: str, what: str) -> None:
    file = asked.the_file
    if any(number and subject.facts.number == number for subject in file.subjects):
        raise Refused(f"{number} is an officer concerned in {asked.case} and cannot {what}.")
    for party in file.case.parties:
        if number and party.number == number and party.role in INVOLVED:
            role = party.role.replace("_", " ")
            raise Refused(f"{number} is a {role} in {asked.case} and cannot {what}.")


def maker_of_rank(asked: Asked) -> None:
    """Refuse a local assessor whose rank or staff grade is not the one the form asks for."""
    if acts_as(asked.maker.rank) != asked.made_by:
        rank = asked.maker.rank or "of no recorded rank"
        raise Refused(
            f"{asked.ref}: this is for the {asked.made_by} ranks or their staff equivalent;"
            f" {asked.maker.name or asked.maker.number} is {rank}."
        )


def not_the_inspecting_assessor(asked: Asked) -> None:
    """Refuse a formal assessment by whoever made the inspecting rank's."""
    first = asked.the_subject.last(Kind.INITIAL)
    if first is not None and first.maker.number == asked.maker.number:
        raise Refused(
            f"{asked.ref}: {asked.maker.name} made the inspecting rank's assessment;"
            " the formal assessment is a second person's judgment."
        )


def assessed_locally(asked: Asked) -> None:
    """Refuse where there is no local assessment yet."""
    if asked.the_subject.local is None:
        raise Refused(f"{asked.ref} has no local assessment yet; record the MM1 first.")


def not_sent_back(asked: Asked) -> None:
    """Refuse where the form is with the unit for information."""
    if asked.the_subject.sent_back:
        raise Refused(f"{asked.ref} was sent back for information; send it on with 'resubmit'.")


def sent_back(asked: Asked) -> None:
    """Refuse to resubmit what was not sent back."""
    if not asked.the_subject.sent_back:
        raise Refused(f"{asked.ref} was not sent back for information; use 'pass-to-dps'.")


def not_gross(asked: Asked) -> None:
    """Refuse local handling of gross misconduct."""
    if asked.the_subject.level is Level.GROSS_MISCONDUCT:
        raise Refused(
            f"{asked.ref} is assessed as gross misconduct, which {asked.rules.dps} investigates;"
            f" it cannot be handled by the {asked.rules.unit_word}."
        )


def not_already_local(asked: Asked) -> None:
    """Refuse to return what the unit already handles."""
    if asked.the_subject.handled_by:
        raise Refused(f"{asked.ref} is already handled by {asked.the_subject.handled_by}.")


def authority_reaches(asked: Asked) -> None:
    """Refuse a maker who is no delegate of the appropriate authority, or below the floor rank.

    Source:
        The `[delegation]` table of the case's regime.
    """
    maker = asked.maker
    who = maker.name or maker.number or asked.actor.account
    if "authority" not in maker.roles:
        raise NotAllowed(
            f"{asked.ref}: only a delegate of the appropriate authority (role 'authority') makes"
            f" this decision; {who} is none. Name who made it with --maker."
        )
    regime = regimes()[asked.the_file.case.regime]
    if regime.delegated_rank and not at_or_above(maker.rank, regime.delegated_rank):
        raise NotAllowed(
            f"{asked.ref}: under the {regime.title} this decision is delegated to"
            f" {regime.delegated_rank} or above ({regime.delegation});"
            f" {who} is {maker.rank or 'of no recorded rank'}."
        )


def maker_assessed_nothing_locally(asked: Asked) -> None:
    """Refuse a decision by whoever made one of the subject's local assessments."""
    for made in asked.the_subject.assessments:
        local = made.kind in {Kind.INITIAL, Kind.FORMAL}
        if local and made.maker.number and made.maker.number == asked.maker.number:
            raise Refused(
                f"{asked.ref}: {asked.maker.name or asked.maker.number} made a local assessment of"
                " it and cannot also decide it. Another delegate has to."
            )


def severity_is_ours(asked: Asked) -> None:
    """Refuse a decision that belongs to the IOPC."""
    mode = asked.the_file.case.iopc
    if mode in EXTERNAL_MODES:
        raise Refused(f"{asked.ref} is a {mode} IOPC investigation; the IOPC decides its severity.")


def levels_agree(asked: Asked) -> None:
    """Refuse levels of allegations that do not fit the subject's own level."""
    levels: Mapping[str, str] = asked.given.get("by_allegation", {})
    known = {str(allegation.number) for allegation in asked.the_subject.allegations}
    strange = sorted(set(levels) - known)
    if strange:
        raise BadValue("by_allegation", f"{asked.ref} has no allegation {', '.join(strange)}.")
    if not levels:
        return
    level = Level(asked.given["level"])
    highest = max((Level(found) for found in levels.values()), key=lambda found: found.order)
    if level.order < highest.order:
        raise BadValue(
            "level",
            f"{asked.ref}: the level is the highest of its allegations, {highest.words}, or"
            f" higher; it cannot be {level.words}.",
        )
    if level.order > highest.order and "taken_together" not in asked.given:
        raise BadValue(
            "taken_together",
            f"{asked.ref}: say why the level taken together is higher than that of any allegation.",
        )


def reason_for_change(asked: Asked) -> None:
    """Refuse a changed level without a reason from the list, and a reason without a change."""
    code = asked.given.get("change_reason", "")
    passed = asked.the_subject.passed
    changed = passed is not None and passed.level.value != asked.given["level"]
    if changed and code not in asked.rules.reasons:
        known = ", ".join(asked.rules.reasons)
        said = f"{code!r} is not one of them" if code else "it needs a reason"
        raise BadValue("change_reason", f"{asked.ref}: the level changes and {said}: {known}.")
    if code and not changed:
        raise BadValue(
            "change_reason",
            f"{asked.ref}: the level stands, so there is no reason for a change to give.",
        )


def waits_for_second_reader(asked: Asked) -> None:
    """Refuse a second reading that nothing waits for."""
    if asked.the_subject.second_reading != WAITING:
        raise Refused(f"{asked.ref} does not wait for a second reader.")


def second_is_another(asked: Asked) -> None:
    """Refuse a second reader who made the decision, or who has no right to read it."""
    ruling = asked.the_subject.ruling
    if ruling is not None and ruling.maker.number == asked.maker.number:
        raise Refused(
            f"{asked.ref}: {asked.maker.name or asked.actor.account} made this decision; another"
            " delegate or a supervisor has to read it. Name them with --second on one's own file."
        )
    if not asked.maker.roles & {"authority", "supervisor"}:
        raise NotAllowed(f"{asked.ref}: a second reader is another delegate or a supervisor.")


def reason_to_reconsider(asked: Asked) -> None:
    """Refuse to ask for reconsideration without a reason."""
    if asked.given["concurs"] == "reconsider" and "reason" not in asked.given:
        raise BadValue("reason", f"{asked.ref}: say why the decision should be reconsidered.")


def second_reading_done(asked: Asked) -> None:
    """Refuse to issue a decision to or from gross misconduct that nobody else has read."""
    reading = asked.the_subject.second_reading
    if reading == WAITING:
        raise Refused(
            f"{asked.ref} moves to or from gross misconduct and waits for its second reader;"
            " it is not issued before."
        )
    if reading == ASKED:
        raise Refused(
            f"{asked.ref}: the second reader asked to reconsider; confirm or revise it first."
        )


def decided_before(asked: Asked) -> None:
    """Refuse to revise or return what has not been decided."""
    if asked.the_subject.ruling is None:
        raise Refused(f"{asked.ref} has no severity decision by {asked.rules.dps} yet.")


def referred_to_iopc(asked: Asked) -> None:
    """Refuse an IOPC decision on a matter that was not referred."""
    if not asked.the_file.case.iopc:
        raise Refused(f"{asked.case} was not referred to the IOPC.")


def external_level_fits(asked: Asked) -> None:
    """Refuse a severity level from the IOPC in a mode that leaves it to the force."""
    if "level" in asked.given and asked.given["mode"] not in EXTERNAL_MODES:
        raise BadValue(
            "level", f"{asked.ref}: in mode {asked.given['mode']} the force decides the severity."
        )


def unidentified(asked: Asked) -> None:
    """Refuse to name an officer who has been named."""
    if asked.the_subject.facts.number:
        raise Refused(f"{asked.ref} is already identified; use 'correct' if it is wrong.")
    numbers = {subject.facts.number for subject in asked.the_file.subjects}
    if asked.given["person"] in numbers:
        raise Refused(f"{asked.given['person']} is already an officer concerned in {asked.case}.")


def local_or_authority(asked: Asked) -> None:
    """Refuse to close without the authority, but for what the unit itself handles."""
    if asked.the_subject.handled_by and asked.actor.roles & {"champion", "caseworker"}:
        return
    authority_reaches(asked)


def lawful_disposal(asked: Asked) -> None:
    """Refuse a way of ending that the regime does not have at this level.

    Source:
        The `[[disposal]]` tables of the case's regime.
    """
    case, level = asked.the_file.case, asked.the_subject.level
    regime = regimes()[case.regime]
    disposal = regime.disposal(asked.given["disposal"])
    if disposal is None:
        known = ", ".join(row.key for row in regime.disposals)
        raise BadValue(
            "disposal",
            f"{asked.ref}: {asked.given['disposal']!r} is no way to end a matter under the"
            f" {regime.title}; there are {known}.",
        )
    if disposal.starts and (case.attention_date is None or case.attention_date < disposal.starts):
        raise Refused(
            f"{asked.ref}: {disposal.words} is open from {disposal.starts.isoformat()}"
            f" ({disposal.provision})."
        )
    if level is not None and level not in disposal.levels:
        raise Refused(
            f"{asked.ref} is assessed as {level.words}; {disposal.words} is not open for it under"
            f" the {regime.title} ({disposal.provision})."
        )
    if disposal.key == "duplicate" and "duplicate_of" not in asked.given:
        raise BadValue("duplicate_of", f"{asked.ref}: name the case that it duplicates.")


def not_held(asked: Asked) -> None:
    """Refuse to hold twice."""
    if asked.the_subject.held:
        raise Refused(f"{asked.ref} is already held for criminal proceedings.")


def held(asked: Asked) -> None:
    """Refuse to release what is not held."""
    if not asked.the_subject.held:
        raise Refused(f"{asked.ref} is not held.")


def feedback_prepared(asked: Asked) -> None:
    """Refuse to send a note that no change has prepared, or that went already."""
    feedback = asked.the_subject.feedback
    if feedback.sent_on is not None:
        raise Refused(f"{asked.ref}: the feedback note went on {feedback.sent_on.isoformat()}.")
    if not feedback.prepared:
        raise Refused(f"{asked.ref}: the level was not changed, so there is no feedback note.")


def feedback_may_go(asked: Asked) -> None:
    """Refuse to send a note while the case is covert, restricted or before a court."""
    case = asked.the_file.case
    if case.sensitivity != "open":
        raise Refused(f"{asked.ref}: the case is {case.sensitivity}; the feedback note waits.")
    if asked.the_subject.held:
        raise Refused(f"{asked.ref} is held for criminal proceedings; the feedback note waits.")


def stage_was_reached(asked: Asked) -> None:
    """Refuse to reopen at a stage the subject never was in."""
    stage = Stage(asked.given["stage"])
    if stage.value not in asked.the_subject.stages:
        been = ", ".join(asked.the_subject.stages)
        raise BadValue("stage", f"{asked.ref} was never at {stage.value}; it has been at {been}.")


def case_not_closed(asked: Asked) -> None:
    """Refuse to add an officer to a case whose every subject is closed."""
    if all(subject.stage is Stage.CLOSED for subject in asked.the_file.subjects):
        raise Refused(f"{asked.case} is closed; reopen it first.")


def not_a_subject_already(asked: Asked) -> None:
    """Refuse to add an officer twice, or one who has assessed the case or is in it."""
    number = asked.given.get("person", "")
    if not number:
        return
    _not_involved(asked, number, "be added as an officer concerned")


def amends_something(asked: Asked) -> None:
    """Refuse an amendment that changes nothing."""
    if set(asked.given) <= {"reason", "allegation"}:
        raise BadValue("reason", f"{asked.ref}: name the field to put right.")


def allegation_is_there(asked: Asked) -> None:
    """Refuse to amend an allegation that is not there, or its words without naming it."""
    number = asked.given.get("allegation")
    worded = set(asked.given) & {"standard", "category", "narrative", "place"}
    if worded and number is None:
        raise BadValue("allegation", f"{asked.ref}: name the allegation to put right.")
    known = {allegation.number for allegation in asked.the_subject.allegations}
    if number is not None and number not in known:
        raise BadValue("allegation", f"{asked.ref} has no allegation {number}.")


def links_another(asked: Asked) -> None:
    """Refuse to link a case with itself, or twice."""
    other = asked.given["other_case"]
    if other == asked.case or other in asked.the_file.case.linked:
        raise BadValue("other_case", f"{asked.case} cannot be linked with {other} again.")


def not_open(asked: Asked) -> None:
    """Refuse an access list for a case that everyone with the right may read."""
    if asked.the_file.case.sensitivity == "open":
        raise Refused(f"{asked.case} is open; only a restricted or covert case has an access list.")


GUARDS: dict[str, Callable[[Asked], None]] = {
    guard.__name__: guard
    for guard in (
        allegation_is_there,
        amends_something,
        assessed_locally,
        attention_known,
        authority_reaches,
        case_not_closed,
        decided_before,
        external_level_fits,
        feedback_may_go,
        feedback_prepared,
        held,
        identified_person_not_involved,
        lawful_disposal,
        levels_agree,
        links_another,
        local_or_authority,
        maker_assessed_nothing_locally,
        maker_not_involved,
        maker_of_rank,
        not_a_subject_already,
        not_already_local,
        not_gross,
        not_held,
        not_open,
        not_sent_back,
        not_the_inspecting_assessor,
        person_facts,
        reason_for_change,
        reason_to_reconsider,
        referred_to_iopc,
        second_is_another,
        second_reading_done,
        sent_back,
        severity_is_ours,
        stage_was_reached,
        unidentified,
        waits_for_second_reader,
    )
}
