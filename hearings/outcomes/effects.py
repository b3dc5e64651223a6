"""How long an outcome lasts, when it takes effect, and the warning it leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hearings.conclusions import STANDS, Outcome
from hearings.errors import BadValue
from hearings.outcome_kinds import DISMISSAL, WARNING, effect_of, outcome_words
from hearings.outcomes.lawful import Facts
from hearings.outcomes.rows import OutcomeRule, outcome_rules
from hearings.people import person_types
from hearings.provisions import UNVERIFIED, Provision
from hearings.realms import ARCHIVE
from hearings.warned import FINAL, Warned

EXTENDED = "final_written_warning_extended"
"""The outcome that lengthens a warning given before."""

WITH_NOTICE = "dismissal_with_notice"
"""The only outcome with days of notice."""

WOULD_HAVE_BEEN = "would_have_been_dismissed"
"""The outcome of one who has left: its day is that of the decision, whenever they are told."""

LONGEST = 60
"""The most months of a warning under a force's own procedure."""

_NO_LENGTH = Provision("record keeping; no provision needed", "quoted")
_UNLESS_CONFIRMED = (
    " unless the chair, or whoever advises on the law, confirms that it is lawful: say who and how"
    " with --confirmed-lawful."
)
_UNDER_REGULATIONS = frozenset({"officer", "special", "former", ""})


def length_of(
    facts: Facts, key: str, months: int | None, *, confirmed: bool = False
) -> tuple[int, Provision]:
    """Say how many months a warning lasts, and where that comes from.

    Args:
        facts: What the outcome is judged by.
        key: The outcome.
        months: The months that were set; None for the regime's usual length.
        confirmed: Whether somebody confirmed that it is lawful, which lets another length pass
            where the regime's own is not verified.

    Returns:
        The months and their provision; 0 of an outcome that is no warning. Of an extension they
        are added to the day the warning would otherwise expire.

    Raises:
        BadValue: The regime allows no such length, or the length has to be stated and was not.

    Source:
        SI 2020/4 regs 42(9)-(11) and 62(4)-(5); SI 2012/2632 regs 35 and 55(3)-(5). Both counts
        begin with the day notified, so a ceiling of five years ends a day before the anniversary.
    """
    from hearings.regimes import longest_warning, regimes, warning_months
    from hearings.regimes.lengths import EXTENSION

    if effect_of(key) != WARNING:
        if months is not None:
            raise BadValue("months", f"{outcome_words(key)} is no warning; leave the months out.")
        return 0, _NO_LENGTH
    if facts.regime == ARCHIVE:
        return months or 0, _NO_LENGTH
    if facts.person_type not in _UNDER_REGULATIONS:
        return _stated(facts, key, months)
    kind = EXTENSION if key == EXTENDED else key
    usual = warning_months(facts.regime, kind)
    if usual is None:
        title = regimes()[facts.regime].title
        raise BadValue("outcome", f"There is no {outcome_words(key)} under the {title}.")
    row = _own_row(facts, key)
    most = usual[0]
    if row is None or not row.fixed:
        most = longest_warning(facts.regime, kind)
    source = usual[1] if row is None else row.provision
    length = usual[0] if months is None else months
    if usual[0] <= length <= most:
        return length, source
    unseen = source.confidence == UNVERIFIED and 1 <= length <= LONGEST
    if unseen and confirmed:
        return length, source
    span = f"{usual[0]}" if most == usual[0] else f"{usual[0]} to {most}"
    said = f"A {outcome_words(key)} here is for {span} months ({source}); it cannot be for {length}"
    raise BadValue("months", f"{said}{_UNLESS_CONFIRMED if unseen else '.'}")


def _stated(facts: Facts, key: str, months: int | None) -> tuple[int, Provision]:
    """Take the length of a warning outside the Regulations as it was stated."""
    whom = person_types()[facts.person_type]
    if months is None or not 1 <= months <= LONGEST:
        raise BadValue(
            "months",
            f"The Conduct Regulations set no length for a {outcome_words(key)} of a {whom}; say for"
            f" how many months the force's own procedure gives it, 1 to {LONGEST}.",
        )
    return months, Provision(f"the force's own procedure for a {whom}", UNVERIFIED)


def _own_row(facts: Facts, key: str) -> OutcomeRule | None:
    """Find the rule on a length that the forum has for itself."""
    place = facts.place
    return next((r for r in outcome_rules().at(place, "length") if r.names(key)), None)


def took_effect(
    key: str, told_on: date, notice_days: int = 0, *, decided_on: date | None = None
) -> tuple[date, date | None]:
    """Say on which day an outcome took effect, and which is the day of the dismissal.

    Args:
        key: The outcome.
        told_on: The day the officer was notified of it.
        notice_days: The days of notice, in calendar days; 0 for any but a dismissal with notice.
        decided_on: The day it was decided; None where that is the day the officer was notified.

    Returns:
        The day it took effect, and the day from which the report to the barred list is counted:
        the last day of service, or of one who had left the day of the decision. None for the
        second where nobody is dismissed; a volunteer whose designation is withdrawn is not.

    Raises:
        BadValue: A dismissal with notice has none, or lasts past the last day there is.

    Source:
        SI 2012/2632 reg 35(4); SI 2020/4 reg 42(4); SI 2017/1135 reg 3(1).
    """
    if effect_of(key) != DISMISSAL:
        return told_on, None
    if key == WOULD_HAVE_BEEN:
        return told_on, decided_on or told_on
    if key != WITH_NOTICE:
        return told_on, told_on
    if notice_days < 1:
        raise BadValue("notice_days", "A dismissal with notice needs its days of notice.")
    try:
        return told_on, told_on + timedelta(days=notice_days)
    except OverflowError:
        raise BadValue(
            "notice_days", f"{notice_days} days of notice reach past the last day that can be kept."
        ) from None


def in_force_from(outcome: Outcome, before: tuple[Warned, ...] = ()) -> Warned | None:
    """Give the warning that an outcome leaves, for working out whether it is in force on a day.

    Args:
        outcome: The outcome.
        before: The warnings the officer already had: where the outcome does not name the warning
            that it extends, it is the newest final one of them.

    Returns:
        The warning; None where the outcome is none, has not taken effect, or no longer stands, and
        of an extension where nothing is known that it could extend.
    """
    if effect_of(outcome.key) != WARNING or outcome.state != STANDS:
        return None
    if outcome.effective_on is None or outcome.months < 1:
        return None
    if outcome.key != EXTENDED:
        return Warned(outcome.key, outcome.effective_on, outcome.months, source=outcome.source)
    old = outcome.extends or _newest_final(before, outcome.effective_on)
    return old and replace(old, extended=True, extension_months=outcome.months)


def _newest_final(warned: tuple[Warned, ...], on: date) -> Warned | None:
    """Find the newest final written warning of a day."""
    finals = [one for one in warned if one.kind == FINAL and one.notified_on <= on]
    return max(finals, key=lambda one: one.notified_on, default=None)
