"""Make the bundles of a hearing, keep them byte for byte, and give them out again."""

from __future__ import annotations

from db.bundles.forms import FORMS, written
from db.bundles.kept import Kept, listed, reissue
from db.bundles.making import Made, make

__all__ = ["FORMS", "Kept", "Made", "listed", "make", "reissue", "written"]
