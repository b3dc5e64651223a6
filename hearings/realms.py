"""The mark of an archive from elsewhere: its regime has no clocks, and its people are others'."""

from __future__ import annotations

from typing import Final

ARCHIVE: Final = "none"
"""The regime of an archive without statutory clocks."""
