"""Who may read a matter of a dip sample blind, and answer their own reading of it."""

from __future__ import annotations

from hearings.errors import Refused
from hearings.guards.asked import Asked


def drawn_in_the_sample(asked: Asked) -> None:
    """Refuse a blind reading of what the sample does not hold: nobody picks what is read."""
    if asked.given.get("sample") not in asked.sampled.samples:
        raise Refused(
            f"{asked.ref} is read blind from a dip sample that holds it, in Review or with"
            " 'review read', and in no other way."
        )


def reader_is_blind(asked: Asked) -> None:
    """Refuse a blind reading by whoever gave or has seen the level."""
    who = asked.maker.number or asked.actor.account
    if did := asked.sampled.know.get(who):
        raise Refused(
            f"{asked.ref}: {asked.maker.name or who} {did}, so this would be no blind reading."
        )


def own_reading_waits(asked: Asked) -> None:
    """Refuse an answer by whoever has not read it blind, or has answered."""
    who = asked.maker.number or asked.actor.account
    if not any(one.reader == who and not one.answer for one in asked.the_subject.readings):
        raise Refused(
            f"{asked.ref}: {asked.maker.name or who} has no blind reading of it to answer; it is"
            " read from the dip sample first, and answered once."
        )


GUARDS = (drawn_in_the_sample, own_reading_waits, reader_is_blind)
"""The guards of this module, as the table of moves may name them."""
