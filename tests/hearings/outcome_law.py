"""What the Regulations let proceedings end in, told apart from the product's own tables.

It is written from the dossier of the law (its sections 1, 2, 4 and 14C), in its own short terms,
and never reads `outcomes.toml`. An outcome stands with its conditions in brackets, all of which
have to hold; `|` is or, `!` is not. `?` says that the provision was not seen, of an outcome or of a
condition, which then somebody may confirm away; `~` before an outcome that it is closed for want of
a provision that was.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

from hearings.outcomes import Facts

CODES = {
    "NP": "not_proven", "RP": "reflective_practice", "NFA": "no_further_action",
    "FO": "finding_only", "MA": "management_advice", "WW": "written_warning",
    "LP": "local_policy", "FWW": "final_written_warning", "EXT": "final_written_warning_extended",
    "RIR": "reduction_in_rank", "DWN": "dismissal_with_notice",
    "DNN": "dismissal_without_notice", "WHBD": "would_have_been_dismissed",
    "DW": "designation_withdrawn",
}  # fmt: skip

# F and W: a final, or a written, warning in force at the severity assessment. E: exceptional
# circumstances. S: several incidents. V: the authority's views. R: reduced before. X: extended
# before. L: the lowest rank, of which nobody is reduced.
OFFICERS = """
2008 2012 2012d | meeting     | not_proven       | NP?
2008 2012 2012d | meeting     | misconduct       | NFA MA WW[!W?,!F?] FWW[!F?]
2008 2012 2012d | meeting     | gross_misconduct |
2008 2012 2012d | hearing     | not_proven       | NP?
2008 2012 2012d | hearing | misconduct | NFA MA WW[!W?,!F?] FWW[!F?] EXT[F,E,!X] DWN[F] DNN[F]
2008 2012 2012d | hearing | gross_misconduct | ~NFA MA WW[!W?,!F?] FWW[!F?] EXT[F,E,!X] DWN DNN
2008 2012 2012d | accelerated | not_proven       | NP
2008 2012 2012d | accelerated | misconduct       | NP
2008 2012 2012d | accelerated | gross_misconduct | FWW[!F] EXT[F,E,!X] DNN
2020 2025       | meeting     | not_proven       | NP RP
2020            | meeting     | misconduct       | ~NFA WW[!W,!F] FWW[!F]
2025            | meeting     | misconduct       | WW[!W,!F] FWW[!F]
2020 2025       | meeting     | gross_misconduct |
2020 2025       | hearing     | not_proven       | NP RP?
2020            | hearing     | misconduct       | ~NFA WW[!W,!F] FWW[!F] RIR[F|S,V,!R,!L] DNN[F|S]
2025            | hearing | misconduct | WW?[!W?,!F?] FWW?[!F?] RIR?[F|S?,V?,!R?,!L] DNN?[F|S?]
2020            | hearing     | gross_misconduct | FWW[!F] RIR[V,!R,!L] DNN
2025            | hearing     | gross_misconduct | FWW[!F?,E] RIR[V?,!R?,!L,E] DNN
2020 2025       | accelerated | not_proven       | NP
2020 2025       | accelerated | misconduct       | NP
2020            | accelerated | gross_misconduct | FWW[!F] RIR[V,!R,!L] DNN
2025            | accelerated | gross_misconduct | FWW[!F,E] RIR[V,!R,!L,E] DNN
"""

FORMER = """
2008 2012 2012d | meeting hearing     | not_proven       | NP?
2020 2025       | meeting hearing     | not_proven       | NP
any             | accelerated         | not_proven       | NP
any             | accelerated         | misconduct       | NP
any             | meeting             | misconduct       | FO?
any             | meeting             | gross_misconduct |
2008 2012       | hearing             | misconduct       | ~FO
2012d 2020 2025 | hearing             | misconduct       | FO?
2008 2012       | hearing accelerated | gross_misconduct | ~FO ~WHBD
2012d 2020 2025 | hearing accelerated | gross_misconduct | FO WHBD
"""

STAFF = """
2008 2012 2012d | meeting hearing | not_proven                  | NP? LP?
2020 2025       | meeting hearing | not_proven                  | NP? LP? RP
any             | meeting hearing | misconduct gross_misconduct | NFA? MA? WW? FWW? LP? DWN? DNN?
any             | accelerated     | not_proven misconduct gross_misconduct |
"""

VOLUNTEERS = """
any | meeting hearing | not_proven                             | NP? LP?
any | meeting hearing | misconduct gross_misconduct            | NFA? MA? LP? DW
any | accelerated     | not_proven misconduct gross_misconduct |
"""

LAW = {
    "officer": OFFICERS, "special": OFFICERS, "former": FORMER, "staff": STAFF, "pcso": STAFF,
    "volunteer": VOLUNTEERS,
}  # fmt: skip

COLUMNS = ("2008", "2012", "2012d", "2020", "2025")
OVERLAYS = (
    ("2008", ()), ("2008", ("2008d",)), ("2012", ()),
    ("2012", ("2012a", "2012b", "2012c", "2012t")),
    ("2012", ("2012b", "2012c", "2012d", "2012t")), ("2020", ()), ("2020", ("2024",)),
    ("2020", ("2024", "2025")), ("none", ()),
)  # fmt: skip
FORUMS = ("meeting", "hearing", "accelerated")
FINDINGS = ("not_proven", "misconduct", "gross_misconduct")
LIVE = ((), ("written_warning",), ("final_written_warning",),
        ("written_warning", "final_written_warning"))  # fmt: skip
FLAGS = {"exceptional": "E", "several_incidents": "S", "authority_views": "V",
         "reduced_before": "R", "extended_before": "X"}  # fmt: skip
LOWEST = {"lowest_rank": "L"}
COMBINATIONS = 9 * 3 * 3 * 6 * 4 * (2**5 + 1) * 14
"""Overlay sets, forums, findings, people, live warnings, five flags, outcomes.

The lowest rank is tried beside the flags that close least, as it closes one outcome alone.
"""

OPEN, OPEN_UNSEEN, CLOSED, CLOSED_UNSEEN = "open", "open?", "closed", "closed?"


def column(regime: str, overlays: frozenset[str]) -> str:
    """Name the column of the law that a regime with its changes is."""
    return next((name for name in ("2012d", "2025") if name in overlays), regime)


@cache
def cells() -> dict[tuple[str, str, str, str], dict[str, tuple[str, tuple[str, ...]]]]:
    """Read the tables above: what may be open in each cell, and on which conditions."""
    found: dict[tuple[str, str, str, str], dict[str, tuple[str, tuple[str, ...]]]] = {}
    for person, text in LAW.items():
        for line in text.strip().splitlines():
            # The conditions have a `|` of their own, in brackets.
            columns, forums, findings, says = (part.split() for part in line.split("|", 3))
            columns = list(COLUMNS) if columns == ["any"] else columns
            for cell in product(columns, forums, findings):
                assert (person, *cell) not in found, f"{person} {cell} stands twice"
                found[person, *cell] = dict(_entry(word) for word in says)
    return found


def _entry(word: str) -> tuple[str, tuple[str, tuple[str, ...]]]:
    code, _, conditions = word.rstrip("]").partition("[")
    state = CLOSED_UNSEEN if code[0] == "~" else OPEN_UNSEEN if code[-1] == "?" else OPEN
    asked = tuple(conditions.split(",")) if conditions else ()
    return CODES[code.strip("~?")], (state, asked)


def expected(facts: Facts) -> dict[str, str]:
    """Say of every outcome what the law says of it."""
    if facts.regime == "none":
        return dict.fromkeys(CODES.values(), OPEN)
    cell = cells()[facts.person_type, column(facts.regime, facts.overlays), facts.forum,
                   facts.finding]  # fmt: skip
    true = {code for flag, code in (FLAGS | LOWEST).items() if getattr(facts, flag)}
    true |= {kind[0].upper() for kind in facts.live}
    said = dict.fromkeys(CODES.values(), CLOSED)
    for outcome, (state, conditions) in cell.items():
        failing = [one for one in conditions if not _holds(one.rstrip("?"), true)]
        if not failing:
            said[outcome] = state
        elif all(one.endswith("?") for one in failing):
            said[outcome] = CLOSED_UNSEEN
    return said


def _holds(condition: str, true: set[str]) -> bool:
    return any(
        (one[1:] not in true) if one[0] == "!" else one in true for one in condition.split("|")
    )


def all_facts(
    regimes=("2008", "2012", "2020", "none"), forums=FORUMS, findings=FINDINGS, people=tuple(LAW)
):
    """Give every combination, or those of some places."""
    for (regime, overlays), forum, finding, person in product(OVERLAYS, forums, findings, people):
        if regime not in regimes:
            continue
        for live in LIVE:
            place = Facts(regime, frozenset(overlays), forum, finding, person, frozenset(live))
            for flags in product((False, True), repeat=len(FLAGS)):
                named: dict[str, Any] = dict(zip(FLAGS, flags, strict=True))
                yield replace(place, **named)
            yield replace(
                place, exceptional=True, several_incidents=True, authority_views=True,
                lowest_rank=True,
            )  # fmt: skip
