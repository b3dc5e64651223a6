"""Choose what somebody is at a hearing as; what the Regulations ask for comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hearings.errors import HearingsError
from hearings.listing import PanelRule, capacities, is_senior, panel_rules
from hearings.regimes import overlays_of, unsure_overlays
from hearings.stages import Stage
from tui.dialogs.pick import Item, PickDialog
from tui.words import first_upper

if TYPE_CHECKING:
    from hearings.cases import CaseFile
    from hearings.rules import Rules


class SeatsDialog(PickDialog[str]):
    """What somebody can be at a hearing as, in words."""

    def __init__(self, file: CaseFile | None, number: int, rules: Rules) -> None:
        """Ask the Regulations who has to sit.

        Args:
            file: The case; None where there is none.
            number: The subject's number.
            rules: The force's rules, for the overlays that apply.
        """
        asked: dict[str, str] = {}
        for rule in () if file is None else _rules(file, number, rules):
            for seat in rule.seats:
                for key in seat.of:
                    asked.setdefault(key, f"{first_upper(seat.words)}: {seat.provision}")
        rest = [key for key, each in capacities().items() if key not in asked
                and (each.side != "panel" or not asked)]  # fmt: skip
        items = [
            Item(capacities()[key].words, first_upper(capacities()[key].words), about)
            for key, about in [*asked.items(), *((key, "") for key in rest)]
            if key != "officer"
        ]
        super().__init__("What somebody is there as", items)


def _rules(file: CaseFile, number: int, rules: Rules) -> tuple[PanelRule, ...]:
    """Find who has to sit, by each rule that may hold; none where the Regulations do not say."""
    subject = file.subject(number)
    forum = "appeal_meeting" if subject.stage is Stage.APPEALED else subject.forum
    facts = subject.facts
    try:
        return panel_rules(
            file.case.regime,
            overlays_of(file.case, subject, rules),
            forum,
            senior=is_senior(facts.rank, facts.person_type),
            special=facts.person_type == "special",
            unsure=unsure_overlays(file.case, subject, rules),
        )
    except HearingsError:
        return ()
