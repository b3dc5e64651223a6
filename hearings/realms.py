"""Whose rules a matter is under: the Regulations, a local policy, or an archive from elsewhere."""

from __future__ import annotations

from typing import Final

ARCHIVE: Final = "none"
"""The regime of an archive without statutory clocks; its people are another force's."""

LOCAL: Final = "local"
"""What the outcomes of those stand under who follow the force's own policy."""

LOCAL_POLICY: Final = frozenset({"staff", "pcso", "volunteer"})
"""The person types that the Conduct Regulations do not reach."""


def governed_by(regime: str, person_type: str) -> str:
    """Say what an outcome is given under: the case's Regulations, or the local policy.

    Args:
        regime: The case's regime.
        person_type: Who the officer concerned is.
    """
    return LOCAL if regime != ARCHIVE and person_type in LOCAL_POLICY else regime
