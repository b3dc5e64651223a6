"""The group of all commands: each is imported only when it runs."""

from __future__ import annotations

import importlib
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from tui.plain.face import Face

COMMANDS = {
    "ui": ("tui.plain.ui", "Open the terminal app."),
    "demo": ("tui.plain.demo", "Make a demonstration of invented people and open it."),
    "init": ("tui.plain.init", "Make the database."),
    "import": ("tui.plain.imports", "Bring an archive in."),
    "case": ("tui.plain.case", "Receive, list, show and move cases."),
    "stats": ("tui.plain.stats", "Give the figures."),
    "action": ("tui.plain.action", "Give actions on outliers, and see whether they worked."),
    "release": ("tui.plain.releases", "Show what was released to staff and the public."),
    "review": ("tui.plain.review", "Read decisions a second time, and dip samples blind."),
    "report": ("tui.plain.report", "Make the quarterly reports."),
    "deadlines": ("tui.plain.deadlines", "List what is due, and what went out of time."),
    "matrix": ("tui.plain.matrix", "Compare with past outcomes."),
    "outcome": ("tui.plain.outcome", "Say which outcomes are lawful."),
    "diary": ("tui.plain.diary", "Show what is listed, and plan what is not."),
    "rules": ("tui.plain.rules", "List the rules of each regime, and sign them off."),
    "calendar": ("tui.plain.calendar", "Show the bank holidays, and take in newer ones."),
    "workforce": ("tui.plain.workforce", "Take in how many people serve, and show it."),
    "db": ("tui.plain.database", "Check and upgrade the database."),
    "user": ("tui.plain.user", "Manage accounts and people."),
    "guidance": ("tui.plain.guidance", "Read the guidance for assessors."),
    "letter": ("tui.plain.letters", "Write, keep and reissue notices and letters."),
    "bundle": ("tui.plain.bundle", "Make, keep and reissue the bundles of a hearing."),
    "workdays": ("tui.plain.workdays", "Count working days as the law does."),
    "where": ("tui.plain.where", "Say where everything is kept."),
}
"""Every command, the module that holds it, and its line in the help."""

VERSION = "0.1.0"
"""The version; a test compares it with pyproject.toml."""


class LazyGroup(TyperGroup):
    """Import a command's module only when that command runs; the help needs none of them."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the library's signature
        """List the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - as above
        """Give a stub that the help can show; the command itself comes with `resolve_command`."""
        if cmd_name not in COMMANDS:
            return None
        stub = typer.Typer(add_completion=False)
        stub.command(cmd_name, help=COMMANDS[cmd_name][1])(_nothing)
        return get_command(stub)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Import the command that was asked for."""
        if not args or args[0] not in COMMANDS:
            return super().resolve_command(ctx, args)
        module = importlib.import_module(COMMANDS[args[0]][0])
        command = get_command(module.app)
        command.name = args[0]
        return args[0], command, args[1:]


def _nothing() -> None:
    """Stand in for a command in the help."""


commands = typer.Typer(
    cls=LazyGroup,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@commands.callback(invoke_without_command=True)
def _root(
    ctx: typer.Context,
    database: Annotated[
        str, typer.Option(help="The database: a path, sqlite:///PATH or postgresql+psycopg://….")
    ] = "",
    acting_as: Annotated[
        str, typer.Option("--as", help="Act as another account; in a demonstration alone.")
    ] = "",
    version: Annotated[bool, typer.Option("--version", help="Say the version.")] = False,
) -> None:
    """Take police misconduct cases from local assessment to outcome, and count what was changed.

    Example: hearings demo
    """
    if version:
        typer.echo(VERSION)
        raise typer.Exit
    ctx.obj = Face(database, acting_as, ctx.obj)
    ctx.call_on_close(ctx.obj.close)
    if ctx.invoked_subcommand is None:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            typer.echo(ctx.get_help())
            raise typer.Exit
        from tui.plain.opening import open_app

        raise typer.Exit(open_app(ctx.obj))
