"""What every event of one import has in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from json.encoder import encode_basestring as quoted

ACTION = "import.row"
"""What the trail calls the import of one row."""


@dataclass(frozen=True)
class Stamp:
    """When an import was made, and by whom."""

    at: datetime
    """The moment, in UTC."""
    today: date
    """The day."""
    account: str
    """The account."""

    @cached_property
    def trail_parts(self) -> tuple[str, str, str, str]:
        """Give what stands in a trail entry around the case, the event and the subject's number.

        Written out, it is what `hearings.trail.entry_bytes` gives, at a fraction of its time.
        """
        who = f'"account":{quoted(self.account)},"action":{quoted(ACTION)}'
        return (
            f'{{{who},"at":{quoted(self.at.isoformat())},"case":',
            ',"detail":"","event":',
            ',"outcome":"done","subject":',
            "}",
        )
