"""Whose referral brought a matter to its proceedings: the authority's, or a new panel's since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hearings.history.conclusions import NEW_PANEL
from hearings.regimes.dates import REFERRED

if TYPE_CHECKING:
    from hearings.cases import Subject
    from hearings.milestones import Reached


def referral(subject: Subject) -> Reached | None:
    """Give the authority's own referral, the newest where it referred again.

    A matter that was sent to a new panel, by whoever determined an appeal, was not referred by the
    authority on that day; such a day bears a note, which the authority's own never does.

    Args:
        subject: The officer concerned.

    Returns:
        The fact; None where the matter was never referred.
    """
    own = [one for one in subject.reached if one.key == REFERRED and not one.note]
    return own[-1] if own else None


def sent_to_new_panel(subject: Subject) -> Reached | None:
    """Say by whom and when the matter was last sent to a new panel since the authority referred it.

    Args:
        subject: The officer concerned.
    """
    referred = [one for one in subject.reached if one.key == REFERRED]
    own = referral(subject)
    since = referred if own is None else referred[referred.index(own) + 1 :]
    sent = [one for one in since if one.note == NEW_PANEL]
    return sent[-1] if sent else None
