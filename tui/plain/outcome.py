"""`hearings outcome`: which outcomes are lawful for an officer, each with its rule."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tui.plain.face import face_of
from tui.plain.output import AsOf, Format, FormatOption, data, line, sheet

if TYPE_CHECKING:
    from db.lawful import Lawful
    from hearings.outcomes import Group, Ruling

app = typer.Typer(
    help="Say which outcomes are lawful.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)

COLUMNS = ("outcome", "words", "allowed", "why", "rule", "source", "confidence", "unverified",
           "needs")  # fmt: skip
"""What is said of each outcome, in order."""


@app.callback()
def _outcome() -> None:
    """Say which outcomes are lawful."""


@app.command("lawful")
def lawful(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="CASE/N", help="The subject.")],
    finding: Annotated[
        str, typer.Option(help="As if this were found: misconduct, gross_misconduct, not_proven.")
    ] = "",
    as_of: AsOf = "",
    output: FormatOption = Format.TEXT,
) -> None:
    """Say of every outcome whether it is lawful for an officer, by which rule, and what it needs.

    Example: hearings outcome lawful MC-2014-00042/1 --finding gross_misconduct
    """
    from db.lawful import lawful_outcomes

    found = lawful_outcomes(face_of(ctx).desk(as_of), ref, finding)
    rows = [_row(one) for one in found.rulings]
    if output is Format.JSON:
        data({"schema": "hearings.lawful/1", "subject": found.reference, **_facts(found),
              "rows": rows})  # fmt: skip
    elif output is Format.CSV:
        sheet(COLUMNS, [[*(row[name] for name in COLUMNS[:-1]), " ".join(row["needs"])]
                        for row in rows])  # fmt: skip
    else:
        _print(found)


def _facts(found: Lawful) -> dict[str, object]:
    given = asdict(found.facts).items()
    plain = {key: sorted(v) if isinstance(v, frozenset) else v for key, v in given}
    return {"facts": plain}


def _row(one: Ruling) -> dict[str, Any]:
    from hearings.outcomes import outcome_words

    return {
        "outcome": one.outcome,
        "words": outcome_words(one.outcome),
        "allowed": one.allowed,
        "why": one.why,
        "rule": one.rule,
        "source": one.provision.source,
        "confidence": one.provision.confidence,
        "unverified": one.unverified,
        "needs": list(one.needs),
    }


def _print(found: Lawful) -> None:
    from hearings.conclusions import FINDINGS
    from hearings.outcomes import grouped

    facts = found.facts
    live = ", ".join(key.replace("_", " ") for key in sorted(facts.live)) or "none"
    overlays = f" with {', '.join(sorted(facts.overlays))}" if facts.overlays else ""
    person = (facts.person_type or "officer").replace("_", " ")
    line(f"{found.reference}  {FINDINGS[facts.finding]} found at: {facts.forum}")
    line(f"Regime {facts.regime}{overlays}; {person}; warnings in force at severity: {live}")
    for allowed, title in ((True, "Lawful"), (False, "Not lawful")):
        line()
        line(title)
        for each in grouped(one for one in found.rulings if one.allowed is allowed):
            _print_group(each)


def _print_group(each: Group) -> None:
    """Print outcomes of which the same is said, and then what is said of them, once."""
    from hearings.stages import moves

    one = each.first
    for words in each.outcomes:
        line(f"  {words}")
    said = f"{each.standing}. {each.because}" if each.because else each.standing
    line(f"    {said} ({one.rule}: {one.provision.source}; {_sure(one)})")
    if one.needs:
        options = {field.key: field.option for field in moves()["impose"].fields}
        needed = " and ".join(f"--{options[key]}" for key in one.needs)
        line(f"    {'Recorded' if one.allowed else 'Lawful'} with {needed}")


def _sure(one: Ruling) -> str:
    """Say how sure a rule is: unverified until it is signed off."""
    if one.unverified:
        return "unverified"
    sure = one.provision.confidence
    return "signed off" if sure == "unverified" else sure
