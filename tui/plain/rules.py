"""`hearings rules`: every rule of every regime, where it comes from, and a lawyer's sign-off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from tui.plain.face import face_of
from tui.plain.output import AsOf, Format, FormatOption, data, line, sheet, words

if TYPE_CHECKING:
    from hearings.regimes import Overlay, RuleRow
    from hearings.rules import Rules

SCHEMA = "hearings.rules/1"
"""The promise that the JSON keeps."""

COLUMNS = ("id", "regime", "kind", "title", "words", "source", "confidence", "unverified",
           "gives_no_day", "signed_by", "signed_on", "note", "lapsed", "trigger", "confirmed",
           "chosen_by")  # fmt: skip
"""What a row holds, in order."""

Rule = Annotated[str, typer.Argument(help="The rule, as 2020/hearing_held.")]

app = typer.Typer(
    help="List the rules of each regime, and sign them off.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def _rules() -> None:
    """List the rules of each regime, and sign them off."""


@app.command("list")
def list_rules(
    ctx: typer.Context,
    regime: Annotated[str, typer.Option(help="Only this regime: 2008, 2012, 2020 or none.")] = "",
    unverified: Annotated[
        bool, typer.Option("--unverified", help="Only those that wait for a sign-off.")
    ] = False,
    output: FormatOption = Format.TEXT,
) -> None:
    """List every rule: what it says, where it comes from, how sure that is, and who signed it off.

    Example: hearings rules list --regime 2020 --unverified
    """
    from hearings.errors import UsageError
    from hearings.regimes import all_rules, regimes

    if regime and regime not in regimes():
        raise UsageError(f"There is no regime {regime!r}; there are {', '.join(regimes())}.")
    rules = face_of(ctx).desk().rules
    pairs = [(row, _row(row, rules)) for row in all_rules() if regime in {"", row.regime}]
    if unverified:
        pairs = [pair for pair in pairs if pair[1]["unverified"]]
    if output is Format.JSON:
        data({"schema": SCHEMA, "rows": [found for _row, found in pairs]})
    elif output is Format.CSV:
        sheet(COLUMNS, [[found[name] for name in COLUMNS] for _row, found in pairs])
    else:
        for _rule, found in pairs:
            _print(found)
        waiting = sum(bool(found["unverified"]) for _row, found in pairs)
        rules_said = "1 rule" if len(pairs) == 1 else f"{len(pairs):,} rules"
        waits = "waits" if waiting == 1 else "wait"
        words(f"{rules_said}; {waiting:,} {waits} for a lawyer's sign-off.")


@app.command("show")
def show(ctx: typer.Context, rule: Rule, output: FormatOption = Format.TEXT) -> None:
    """Show one rule.

    Example: hearings rules show 2020/hearing_held
    """
    from db.settling import rule_named

    rules = face_of(ctx).desk().rules
    found = _row(rule_named(rule), rules)
    if output is Format.JSON:
        data({"schema": SCHEMA, "rows": [found]})
    elif output is Format.CSV:
        sheet(COLUMNS, [[found[name] for name in COLUMNS]])
    else:
        _print(found)


@app.command("sign-off")
def sign_off(
    ctx: typer.Context,
    rule: Rule,
    by: Annotated[str, typer.Option(help="The lawyer who signs it off.")],
    note: Annotated[str, typer.Option(help="What they rested on.")] = "",
    as_of: AsOf = "",
) -> None:
    """Record that a lawyer has signed a rule off; the badge 'unverified' goes from it.

    A sign-off holds to what the rule says: where that changes with a new version, it lapses.

    Example: hearings rules sign-off 2020/hearing_held --by 'R Shah, solicitor'
    """
    from db.settling import sign_off as keep
    from tui.plain.calendar import print_moved

    desk = face_of(ctx).desk(as_of)
    moved = keep(desk, rule, by, note)
    print_moved(moved)
    words(f"{rule} is signed off by {by} on {desk.today.isoformat()}.")


@app.command("recount")
def recount(ctx: typer.Context, as_of: AsOf = "") -> None:
    """Make every kept limit again, after the settings or the product's rules changed.

    Example: hearings rules recount
    """
    from db.settling import recount as make_again
    from tui.plain.calendar import print_moved

    print_moved(make_again(face_of(ctx).desk(as_of)))


def _row(row: RuleRow, rules: Rules) -> dict[str, object]:
    """Give a rule as `docs/commands.md` promises it."""
    from db.settling import unverified
    from hearings.regimes import is_signed

    signed = is_signed(row.id, row.digest, rules)
    overlay = _overlay(row)
    chosen = "" if overlay is None or overlay.confirmed else rules.triggers.get(overlay.id, "")
    return {
        "id": row.id,
        "regime": row.regime,
        "kind": row.kind,
        "title": row.title,
        "words": row.words,
        "source": row.provision.source,
        "confidence": row.provision.confidence,
        "unverified": unverified(row) and signed is None,
        "gives_no_day": row.weak and signed is None,
        "signed_by": None if signed is None else signed.by,
        "signed_on": None if signed is None else signed.on.isoformat(),
        "note": None if signed is None else signed.note or None,
        "lapsed": signed is None and row.id in rules.signed,
        "trigger": None if overlay is None else " or ".join(overlay.trigger),
        "confirmed": None if overlay is None else overlay.confirmed,
        "chosen_by": chosen or None,
    }


def _overlay(row: RuleRow) -> Overlay | None:
    from hearings.regimes import overlays

    return next((found for found in overlays().values() if found.rule == row.id), None)


def _print(found: dict[str, object]) -> None:
    badge = "  unverified" if found["unverified"] else ""
    line(f"{found['id']}  {found['title']}{badge}")
    line(f"    {found['words']}")
    for text in _beside(found):
        line(f"    {text}")


def _beside(found: dict[str, object]) -> Iterator[str]:
    from hearings.regimes import UNVERIFIED

    confirmed = found["signed_by"] and found["confidence"] == UNVERIFIED
    yield f"{found['source']}" if confirmed else f"{found['source']} ({found['confidence']})"
    if found["signed_by"]:
        note = f": {' / '.join(str(found['note']).splitlines())}" if found["note"] else ""
        yield f"signed off by {found['signed_by']} on {found['signed_on']}{note}"
    if found["lapsed"]:
        yield "signed off when it said something else; that sign-off has lapsed"
    if found["gives_no_day"]:
        yield "gives no day until it is signed off: its figure rests on memory alone"
    if found["confirmed"] is False:
        setting = found["chosen_by"]
        chosen = f"; your settings choose it by {setting}" if setting else "; a setting may name it"
        yield f"trigger not confirmed: {found['trigger']}{chosen}"
