"""Write down who did or read what, in bytes that can be proved later.

An entry is canonical JSON: keys in order, no spaces, UTF-8. Personal detail (a name typed into a
filter, why a case was not shown) stands in a table of its own; the entry keeps only its salted
hash, so that the detail can be disposed of and the entry still proved.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail."""

    at: datetime
    """When, in UTC."""
    account: str
    """Whose account."""
    action: str
    """What was done: `read.case`, `move.assess`, `figures.reassessment` and so on."""
    case: str = ""
    """The case's reference, where there is one."""
    subject: int = 0
    """The subject's number; 0 for the case as a whole."""
    event: int = 0
    """The event written; 0 for a read or a refusal."""
    outcome: str = "done"
    """Done, refused or unknown."""


def canonical(values: Mapping[str, object]) -> bytes:
    """Write values as canonical JSON."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def seal(detail: str, salt: bytes) -> str:
    """Hash a personal detail with its salt.

    Args:
        detail: The detail as it is kept.
        salt: 16 random bytes kept beside it.

    Returns:
        64 hexadecimal digits; empty for an empty detail.
    """
    return hashlib.sha256(salt + detail.encode()).hexdigest() if detail else ""


def entry_bytes(entry: Entry, sealed: str = "") -> bytes:
    """Write an entry as it is kept and proved.

    Args:
        entry: The entry.
        sealed: The hash of its personal detail; empty where there is none.
    """
    return canonical({
        "account": entry.account,
        "action": entry.action,
        "at": entry.at.isoformat(),
        "case": entry.case,
        "detail": sealed,
        "event": entry.event,
        "outcome": entry.outcome,
        "subject": entry.subject,
    })  # fmt: skip
