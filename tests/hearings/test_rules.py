"""What a force may settle for itself."""

from __future__ import annotations

import pytest

from hearings.errors import UsageError
from hearings.rules import Rules, reasons

SHIPPED = {
    "threshold_too_high": True, "threshold_too_low": True, "wrong_standard": True,
    "not_conduct": True, "new_information": False, "record_not_open": False,
    "force_policy": False, "allegations_changed": False, "clerical": False,
}  # fmt: skip


def test_the_reasons_that_ship_are_nine_and_the_first_four_are_avoidable():
    assert {code: reason.avoidable for code, reason in reasons().items()} == SHIPPED
    assert list(reasons()) == list(SHIPPED)


def test_a_reason_nobody_lists_is_not_avoidable():
    assert Rules().avoidable("threshold_too_high")
    assert not Rules().avoidable("clerical")
    assert not Rules().avoidable("weather")


def test_a_force_can_have_its_own_reasons():
    ours = Rules(reasons=reasons([{"code": "policy", "words": "our policy", "avoidable": True}]))

    assert ours.avoidable("policy")
    assert not ours.avoidable("threshold_too_high")


@pytest.mark.parametrize(
    "rows",
    [
        [{"words": "no code"}],
        [{"code": ""}],
        [{"code": 7}],
        [{"code": "a"}, {"code": "a"}],
        [{"code": "a", "words": "\x1b[31mred"}],
        [{"code": "a", "words": 7}],
        [{"code": "a", "avoidable": "yes"}],
    ],
)
def test_a_list_of_reasons_that_does_not_hold_together_is_refused(rows):
    with pytest.raises(UsageError, match="reason"):
        reasons(rows)


def test_two_sets_of_rules_share_no_list():
    assert Rules().reasons == Rules().reasons
    assert Rules().unit_word == "unit"
    assert Rules().dps == "DPS"
