"""What may become of a decision: reading, issuing, handling, ending, sending and reopening."""

from __future__ import annotations

from hearings.errors import BadValue, Refused
from hearings.guards.asked import Asked
from hearings.history import ASKED, WAITING
from hearings.regimes import Disposal, overlay_of_allegation, regimes
from hearings.severity import Level
from hearings.stages import Stage

EXTERNAL_MODES = frozenset({"managed", "directed", "independent"})
"""The modes in which the severity decision is not the force's own."""

DUPLICATE, LEFT, DIED = "duplicate", "officer_left", "officer_died"


def decided_before(asked: Asked) -> None:
    """Refuse to revise or return what has not been decided."""
    if asked.the_subject.ruling is None:
        raise Refused(f"{asked.ref} has no severity decision by {asked.rules.dps} yet.")


def waits_for_second_reader(asked: Asked) -> None:
    """Refuse a second reading that nothing waits for."""
    if asked.the_subject.second_reading != WAITING:
        raise Refused(f"{asked.ref} does not wait for a second reader.")


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


def severity_is_ours(asked: Asked) -> None:
    """Refuse a decision that belongs to the IOPC."""
    mode = asked.the_file.case.iopc
    if mode in EXTERNAL_MODES:
        raise Refused(f"{asked.ref} is a {mode} IOPC investigation; the IOPC decides its severity.")


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


def lawful_disposal(asked: Asked) -> None:
    """Refuse a way of ending that the regime does not have at this level and stage.

    Source:
        The `[[disposal]]` tables of the case's regime.
    """
    regime = regimes()[asked.the_file.case.regime]
    disposal = regime.disposal(asked.given["disposal"])
    if disposal is None:
        known = ", ".join(row.key for row in regime.disposals)
        raise BadValue(
            "disposal",
            f"{asked.ref}: {asked.given['disposal']!r} is no way to end a matter under the"
            f" {regime.title}; there are {known}.",
        )
    _open_then(asked, disposal)
    _open_at_level(asked, disposal, regime.title)
    if disposal.key == DUPLICATE and "duplicate_of" not in asked.given:
        raise BadValue("duplicate_of", f"{asked.ref}: name the case that it duplicates.")
    if disposal.key in {LEFT, DIED}:
        _has_left(asked)
    if disposal.key == DIED:
        _has_died(asked)


def _open_then(asked: Asked, disposal: Disposal) -> None:
    """Refuse what the Regulations of the case's day did not have, or what its stage does not."""
    case, subject = asked.the_file.case, asked.the_subject
    day = case.attention_date
    if disposal.until and (day is None or day > disposal.until):
        raise Refused(
            f"{asked.ref}: {disposal.words} is open to {disposal.until.isoformat()}"
            f" ({disposal.provision})."
        )
    under = {key for a in subject.allegations
             for key in overlay_of_allegation(case, subject, a, asked.rules)}  # fmt: skip
    if disposal.overlay and disposal.overlay not in under:
        raise Refused(
            f"{asked.ref}: {disposal.words} is open where an allegation came to attention under the"
            f" {disposal.overlay} changes ({disposal.provision})."
        )
    if subject.stage in {Stage.IN_HEARING, Stage.HEARD} and disposal.key not in {LEFT, DIED}:
        raise Refused(
            f"{asked.ref} has come to its hearing and ends with finding and outcome, unless the"
            " officer has left and the Regulations reach nobody who has, or has died."
        )
    if subject.stage is Stage.INVESTIGATION and disposal.key not in {LEFT, DIED, DUPLICATE}:
        raise Refused(
            f"{asked.ref} is under investigation; it ends with the report and the decision on it,"
            " unless the officer left or it duplicates another case."
        )


def _has_left(asked: Asked) -> None:
    """Refuse to end a matter for the officer's leaving before the last day of service has come."""
    left = asked.the_subject.left
    if left is None or left.consent == "refused":
        raise BadValue(
            "disposal", f"{asked.ref}: the officer has not left; record it with 'leave'."
        )
    if left.on > asked.on:
        raise BadValue(
            "disposal",
            f"{asked.ref}: the officer serves until {left.on.isoformat()}; it ends no earlier.",
        )


def _has_died(asked: Asked) -> None:
    """Refuse to end a matter for a death that was not recorded."""
    left = asked.the_subject.left
    if left is None or left.how != "died":
        raise BadValue("disposal", f"{asked.ref}: no death is recorded; 'leave' records it.")


def _open_at_level(asked: Asked, disposal: Disposal, title: str) -> None:
    """Refuse what is not open at the level that stands, or that the decision left of it.

    Source:
        SI 2020/4 reg 23(5); SI 2012/2632 reg 19(3).
    """
    subject, level = asked.the_subject, asked.the_subject.level
    if subject.stage is Stage.WITHDRAWN:
        _open_once_withdrawn(asked, disposal, title)
        return
    answered = [subject.answers.get(str(one.number), "") for one in subject.allegations]
    # An allegation that was added since has no answer yet, and nothing is decided for it.
    reached = subject.stage is Stage.CASE_DECISION
    decided = reached and bool(answered) and all(answered)
    if decided and Level.GROSS_MISCONDUCT not in answered:
        level = Level.MISCONDUCT if Level.MISCONDUCT in answered else Level.NEITHER
    if level is not None and not disposal.open_at(level, decided):
        raise Refused(
            f"{asked.ref} is assessed as {level.words}; {disposal.words} is not open for it under"
            f" the {title} ({disposal.provision_at(decided)})."
        )


def _open_once_withdrawn(asked: Asked, disposal: Disposal, title: str) -> None:
    """Refuse what is not open once proceedings are withdrawn, whatever the level was.

    Source:
        SI 2012/2632 reg 20; SI 2020/4 reg 27.
    """
    if disposal.provision_withdrawn is None and disposal.key not in {DUPLICATE, LEFT, DIED}:
        raise Refused(
            f"{asked.ref} was withdrawn from proceedings; {disposal.words} is not open for it then"
            f" under the {title}."
        )


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
    if stage is Stage.DECIDED and asked.the_subject.outcome is None:
        raise BadValue(
            "stage",
            f"{asked.ref} has no outcome that stands, so there is nothing at decided to go back to;"
            " reopen it at an earlier stage.",
        )


GUARDS = (
    decided_before,
    external_level_fits,
    feedback_may_go,
    feedback_prepared,
    held,
    lawful_disposal,
    not_already_local,
    not_gross,
    not_held,
    reason_to_reconsider,
    referred_to_iopc,
    second_reading_done,
    severity_is_ours,
    stage_was_reached,
    waits_for_second_reader,
)
"""The guards of this module, as the table of moves may name them."""
