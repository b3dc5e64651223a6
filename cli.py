"""Start `hearings`: the clock, the wiring and the exit codes."""

from __future__ import annotations

import io
import os
import sys
from datetime import UTC, datetime

from hearings.errors import FoundFaults, HearingsError, PartlyDone, Refused, UsageError
from tui.plain.face import Face

EXIT_CODES: dict[type[HearingsError], int] = {
    UsageError: 2,
    Refused: 3,
    PartlyDone: 4,
    FoundFaults: 5,
    HearingsError: 1,
}
"""What each kind of error leaves the program with; documented in docs/commands.md."""


def now() -> datetime:
    """Read the clock: the only place that does."""
    return datetime.now(UTC)


def app() -> None:
    """Run the command line, and turn every error into a sentence and an exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        _check_words(sys.argv[1:])
        face = straight_to_the_app(sys.argv[1:])
        if face is None and answered_straight(sys.argv[1:]):
            return
        if face is None:
            from tui.plain.group import commands

            commands(obj=now)
        else:
            from tui.plain.opening import open_app

            sys.exit(open_app(face))
    except HearingsError as error:
        _say(str(error))
        sys.exit(next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind)))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has what they wanted; nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - a fault must end in a sentence, never in a case's words
        from tui.faults import keep_fault

        number = keep_fault(error, now())
        _say(f"The program has a fault, reference {number}; 'hearings where' names the log of it.")
        sys.exit(1)


def _check_words(words: list[str]) -> None:
    """Refuse bytes that are no text in the system's encoding; nothing could keep or show them."""
    for word in words:
        if not word.isascii() and any("\ud800" <= sign <= "\udfff" for sign in word):
            raise UsageError(f"{word!a} holds bytes that are no text.")


def straight_to_the_app(words: list[str]) -> Face | None:
    """Read a command line that only opens the app; None for any other.

    The group of commands takes longer to load than the app takes to show its first row, so the app
    is opened without it. What is not understood here is left to the group, which explains it.
    """
    given = {"--database": "", "--as": ""}
    rest = list(words)
    while len(rest) > 1 and rest[0] in given:
        given[rest[0]] = rest[1]
        rest = rest[2:]
    if rest not in ([], ["ui"]) or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    return Face(given["--database"], given["--as"], now)


def answered_straight(words: list[str]) -> bool:
    """Answer a lookup without the group of commands, and say whether that was one."""
    if "lookup" not in words:
        return False
    from tui.plain.straight import lookup_in

    found = lookup_in(words)
    if found is None:
        return False
    from tui.plain.lookups import print_lookup

    before, asked = found
    face = Face(before.get("database", ""), before.get("acting_as", ""), now)
    try:
        print_lookup(face, asked)
    finally:
        face.close()
    return True


def _say(sentence: str) -> None:
    from tui.widgets.safe import shown

    sys.stderr.write(f"{shown(sentence, lines=True)}\n")


if __name__ == "__main__":
    app()
