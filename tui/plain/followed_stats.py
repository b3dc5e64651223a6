"""The commands of `hearings stats` that follow matters through their steps."""

from __future__ import annotations

import typer

from tui.plain.gross_stats import show_gross
from tui.plain.revisions_stats import show_revisions
from tui.plain.tiers_stats import show_tiers
from tui.plain.waits_stats import show_waits
from tui.plain.workforce_stats import show_workforce


def add_followed(app: typer.Typer) -> None:
    """Add the commands to those of `stats`."""
    app.command("revisions")(show_revisions)
    app.command("tiers")(show_tiers)
    app.command("waits")(show_waits)
    app.command("gross")(show_gross)
    app.command("workforce")(show_workforce)
