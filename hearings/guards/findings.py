"""What may be found, and what may be done on it."""

from __future__ import annotations

from hearings.conclusions import GROSS, MISCONDUCT, NOT_PROVEN
from hearings.errors import BadValue, Refused
from hearings.guards.asked import Asked
from hearings.guards.people import authority_reaches
from hearings.outcomes import (
    RANK,
    Ruling,
    effect_of,
    facts_of,
    finding_ruling,
    length_of,
    outcome_words,
    ruling,
)
from hearings.people import at_or_above, full_rank, known_ranks
from hearings.realms import LOCAL_POLICY
from hearings.regimes import overlays_of
from hearings.stages import Stage
from hearings.standards import standard_words
from hearings.warned import FINAL

LEAST_NOTICE = 28
"""The fewest days of notice of a dismissal with notice.

Source:
    SI 2012/2632 reg 35(4).
"""

_WITH_NOTICE, _IN_WORDS = "dismissal_with_notice", frozenset({"local_policy"})


def may_go_back(asked: Asked) -> None:
    """Refuse to send back to the authority what only ends, or is withdrawn.

    A special case or accelerated hearing sends a matter back; a meeting does where it turns out
    that the matter had to go to a hearing.

    Source:
        SI 2020/4 regs 23(9), 49 and 62(8); SI 2012/2632 regs 19 and 55(6).
    """
    subject = asked.the_subject
    if subject.forum == "accelerated":
        return
    begun = subject.stage in {Stage.IN_HEARING, Stage.HEARD}
    if subject.forum == "meeting" and begun:
        return
    raise Refused(
        f"{asked.ref} does not go back to the authority from here: only a special case or"
        " accelerated hearing sends a matter back, or a meeting at which it turns out that it had"
        " to go to a hearing. Before they start, proceedings are withdrawn with 'withdraw'."
    )


def authority_or_presiding(asked: Asked) -> None:
    """Refuse to send back before the hearing without the authority; at it, whoever presides does.

    Source:
        SI 2020/4 reg 62(8); SI 2012/2632 reg 55(6).
    """
    if asked.the_subject.stage not in {Stage.IN_HEARING, Stage.HEARD}:
        authority_reaches(asked)


def remitted_for_this(asked: Asked) -> None:
    """Refuse a reason for sending back that does not fit where the matter stands.

    Source:
        SI 2020/4 regs 49 and 62(8); SI 2012/2632 reg 55(6).
    """
    heard = asked.the_subject.stage in {Stage.IN_HEARING, Stage.HEARD}
    because, found = asked.given["remitted_for"], asked.the_subject.finding
    if asked.the_subject.forum == "meeting" or because == "hearing_needed":
        _needs_a_hearing(asked, because)
        return
    if asked.the_subject.stage is Stage.IN_HEARING:
        raise Refused(f"{asked.ref} is being heard; record the finding before it goes back.")
    if heard and (because != "not_gross_misconduct" or (found and found.level == GROSS)):
        raise BadValue(
            "remitted_for",
            f"{asked.ref} has been heard; it goes back only where gross misconduct was not found.",
        )
    if not heard and because == "not_gross_misconduct":
        raise BadValue(
            "remitted_for",
            f"{asked.ref} has not been heard; before the hearing it goes back where the special"
            " conditions are no longer met.",
        )


def _needs_a_hearing(asked: Asked, because: str) -> None:
    """Refuse to break a meeting off but for a matter that had to go to a hearing."""
    if asked.the_subject.forum != "meeting" or because != "hearing_needed":
        raise BadValue(
            "remitted_for",
            f"{asked.ref}: a meeting sends a matter back because it needs a hearing, and no other"
            " proceedings do.",
        )
    case, subject = asked.the_file.case, asked.the_subject
    final = any(one.kind == FINAL for one in asked.live_warnings)
    if not final and "2025" not in overlays_of(case, subject, asked.rules):
        raise BadValue(
            "remitted_for",
            f"{asked.ref}: no final written warning was in force on the day of the severity"
            " assessment, so the meeting may deal with it.",
        )


def hearing_has_sat(asked: Asked) -> None:
    """Refuse a finding dated before the hearing that made it began."""
    opened = [fact.on for fact in asked.the_subject.reached if fact.key == "proceedings_opened"]
    if opened and asked.on < opened[-1]:
        raise BadValue(
            "on",
            f"{asked.ref}: the hearing opened on {opened[-1].isoformat()}; nothing was found on"
            f" {asked.on.isoformat()}.",
        )


def each_standard_found(asked: Asked) -> None:
    """Refuse a finding that leaves a Standard out, or finds a breach without a proved fact."""
    subject, breaches, facts = asked.the_subject, asked.given["breaches"], asked.given["facts"]
    alleged = {one.standard for one in subject.allegations}
    if left := sorted(alleged - set(breaches)):
        words = ", ".join(standard_words(key) for key in left)
        raise BadValue(
            "breaches", f"{asked.ref}: say for each Standard alleged; left out: {words}."
        )
    if strange := sorted(set(breaches) - alleged):
        words = ", ".join(standard_words(key) for key in strange)
        raise BadValue("breaches", f"{asked.ref}: no allegation names the Standard {words}.")
    proved = {one.standard for one in subject.allegations if facts[str(one.number)] == "proved"}
    for key, found in breaches.items():
        if found == "breached" and key not in proved:
            raise BadValue(
                "breaches",
                f"{asked.ref}: no allegation under {standard_words(key)} was proved, so it cannot"
                " be found breached.",
            )


def finding_fits(asked: Asked) -> None:
    """Refuse a level that the forum cannot find, or that facts and breaches do not bear.

    Source:
        SI 2020/4 reg 41(15) and 42; SI 2012/2632 reg 35; from 2020 misconduct is a breach so
        serious as to justify disciplinary action, so that a breach alone is not yet misconduct.
    """
    subject, level = asked.the_subject, asked.given["finding"]
    case = asked.the_file.case
    under = overlays_of(case, subject, asked.rules)
    indictable = asked.given.get("indictable_only", False)
    if indictable and "2025" not in under:
        raise BadValue(
            "indictable_only",
            f"{asked.ref}: the rule on convictions for indictable-only offences came with the 2025"
            " changes (SI 2025/558 reg 6); leave it out.",
        )
    _let_pass(asked, "finding", _finding_ruling(asked, level))
    breached = "breached" in asked.given["breaches"].values()
    if level != NOT_PROVEN and not breached:
        raise BadValue(
            "finding", f"{asked.ref}: no Standard was found breached, so it is not proven."
        )
    before = case.regime in {"2008", "2012"} and subject.facts.person_type not in LOCAL_POLICY
    if level != NOT_PROVEN or not breached or not before:
        return
    # Where the forum or the officer leaves no finding of misconduct open, a breach stands alone.
    if _finding_ruling(asked, MISCONDUCT).allowed:
        raise BadValue(
            "finding",
            f"{asked.ref}: a breach of a Standard is misconduct under these Regulations; find"
            " misconduct, or that no Standard was breached.",
        )


def _finding_ruling(asked: Asked, level: str) -> Ruling:
    case, subject = asked.the_file.case, asked.the_subject
    return finding_ruling(
        case.regime,
        overlays_of(case, subject, asked.rules),
        subject.forum,
        subject.person_type_on(asked.on),
        indictable_only=asked.given.get("indictable_only", False),
        level=level,
        rules=asked.rules,
    )


def outcome_lawful(asked: Asked) -> None:
    """Refuse an outcome that the Regulations do not have for this finding, officer and record.

    Source:
        The rows of `outcomes.toml`.
    """
    if asked.the_subject.finding is None:
        raise Refused(f"{asked.ref} has no finding that stands; 'record-finding' comes first.")
    _let_pass(asked, "outcome", the_ruling(asked))


def the_ruling(asked: Asked) -> Ruling:
    """Give the ruling on the outcome that was asked for."""
    case, subject = asked.the_file.case, asked.the_subject
    facts = facts_of(
        case, subject, asked.rules, on=asked.on, given=asked.given, live=asked.live_warnings
    )
    return ruling(facts, asked.given["outcome"], asked.rules)


def _let_pass(asked: Asked, field: str, found: Ruling) -> None:
    """Refuse what a rule is against, unless the rule is unverified and somebody confirmed it."""
    if found.allowed or (found.unverified and "confirmed_lawful" in asked.given):
        return
    said = f"{asked.ref}: {found.why} ({found.provision})."
    if found.unverified:
        said += (
            " This rule is not verified: where whoever presides, or advises on the law, confirms"
            f" that the {field} is lawful, say who and how with --confirmed-lawful."
        )
    raise BadValue(field, said)


def outcome_complete(asked: Asked) -> None:
    """Refuse an outcome without what belongs to it, or with what belongs to another."""
    given = asked.given
    if "outcome" not in given:
        return
    key = given["outcome"]
    _notice_said(asked, key)
    if key in _IN_WORDS and "outcome_said" not in given:
        raise BadValue("outcome_said", f"{asked.ref}: say in words what the outcome was.")
    case, subject = asked.the_file.case, asked.the_subject
    facts = facts_of(case, subject, asked.rules, on=asked.on, given=given, live=asked.live_warnings)
    try:
        length_of(facts, key, given.get("months"), confirmed="confirmed_lawful" in given)
    except BadValue as error:
        raise BadValue(error.field, f"{asked.ref}: {error}") from error
    _rank_said(asked, key)


def _notice_said(asked: Asked, key: str) -> None:
    """Refuse a dismissal with too little notice, and notice of anything else."""
    given = asked.given
    if key != _WITH_NOTICE:
        if "notice_days" in given:
            said = outcome_words(key)
            raise BadValue("notice_days", f"{asked.ref}: {said} has no notice; leave it out.")
        return
    staff = asked.the_subject.facts.person_type in LOCAL_POLICY
    least = 1 if staff else LEAST_NOTICE
    if given.get("notice_days", 0) < least:
        rule = "" if staff else f" of at least {LEAST_NOTICE} days (SI 2012/2632 reg 35(4))"
        raise BadValue(
            "notice_days",
            f"{asked.ref}: a dismissal with notice has a notice{rule}; say how many days with"
            " --notice-days.",
        )


def _rank_said(asked: Asked, key: str) -> None:
    """Refuse a reduction that does not reduce, and a new rank without one."""
    rank, new = asked.the_subject.facts.rank, asked.given.get("new_rank", "")
    if effect_of(key) != RANK:
        if new:
            raise BadValue("new_rank", f"{asked.ref}: {outcome_words(key)} changes no rank.")
        return
    if not new:
        raise BadValue("new_rank", f"{asked.ref}: say to which rank the officer is reduced.")
    if full_rank(new) not in known_ranks():
        raise BadValue("new_rank", f"{asked.ref}: {new} is no rank that the table of ranks knows.")
    if not rank:
        raise BadValue(
            "new_rank", f"{asked.ref}: the officer's own rank is not recorded; 'amend' gives it."
        )
    if at_or_above(new, rank):
        raise BadValue("new_rank", f"{asked.ref}: {full_rank(new)} is not below {rank}.")


GUARDS = (
    authority_or_presiding,
    each_standard_found,
    finding_fits,
    hearing_has_sat,
    may_go_back,
    outcome_complete,
    outcome_lawful,
    remitted_for_this,
)
"""The guards of this module, as the table of moves may name them."""
