"""How a letter is signed."""

from __future__ import annotations

import pytest

from db.letters import _signed
from hearings.people import Maker


@pytest.mark.parametrize(
    ("name", "rank", "signed"),
    [("C Worker", "DS", "C Worker, Detective Sergeant"), ("C Worker", "", "C Worker"),
     ("", "DS", "Detective Sergeant"), ("", "", "")],
)  # fmt: skip
def test_a_signature_has_no_comma_where_there_is_no_rank(name, rank, signed):
    """Catches a comma that nothing follows."""
    assert _signed(Maker("200001", name, rank)) == signed
