"""Bring an archive in: all of a file but for its rejected rows, in one transaction."""

from __future__ import annotations

from db.importer.rejects import Rejected
from db.importer.run import run_import

__all__ = ["Rejected", "run_import"]
