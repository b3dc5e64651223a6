"""Read a force's settings from one TOML file, and refuse what does not hold together."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.places import is_there, settings_file
from hearings.errors import UsageError
from hearings.factors import SETTINGS, factors
from hearings.priority import matrix
from hearings.rules import Rules, reasons

KNOWN: dict[str, set[str] | None] = {
    "force": {"name", "unit_word", "directorate"},
    "targets": {"severity_days"},
    "clock": {"due_soon_days"},
    "triggers": None,
    "deemed_service": {"in_person", "post", "email", "through_solicitor", "left_at_address"},
    "priority": {"title", "example", "scale", "line"},
    "reason": {"code", "words", "avoidable"},
    "factors": set(SETTINGS),
    "screen": {"blank_after_minutes", "theme", "mouse"},
}
"""The tables of the file and what may stand in each; what may in triggers, the overlays say."""

MOST = 10_000
"""The highest number a setting takes: days or minutes."""

MOST_DEEMED = 30
"""The most working days after which a notice is taken to be served; more is a slip."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a force has set, with the defaults for what it has not."""

    force: str = "the force"
    """The force's name."""
    severity_days: int = 0
    """The force's own target from attention to a severity decision, in days; 0 for none."""
    blank_after: int = 10
    """After how many idle minutes the screen goes blank."""
    theme: str = "hearings-dark"
    """The theme of the terminal app."""
    mouse: bool = True
    """Whether the terminal app takes the mouse."""
    rules: Rules = field(default_factory=Rules)
    """What decisions are made under."""


def read(path: Path | None = None) -> Settings:
    """Read the settings; the defaults where there is no file.

    Args:
        path: The file; None for the one `where` shows.

    Raises:
        UsageError: The file cannot be read, or names what it cannot.
    """
    path = path or settings_file()
    if not is_there(path):
        return Settings()
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"The settings in {path} cannot be read: {error}.") from error
    _check(table, path)
    try:
        return _settings(table, path)
    except UsageError as error:
        sentence = str(error)
        raise UsageError(sentence if str(path) in sentence else f"{path}: {sentence}") from error
    except (AttributeError, KeyError, TypeError) as error:
        raise UsageError(f"The settings in {path} cannot be read: {error} is amiss.") from error


def _check(table: dict[str, Any], path: Path) -> None:
    for name, part in table.items():
        if name not in KNOWN:
            raise UsageError(f"{path} has an unknown table [{name}]; it takes {', '.join(KNOWN)}.")
        if isinstance(part, list) != (name == "reason"):
            raise UsageError(f"{path}: {_shape(name)}.")
        for row in part if isinstance(part, list) else [part]:
            if not isinstance(row, dict):
                raise UsageError(f"{path}: [{name}] must be a table.")
            known = KNOWN[name]
            strange = sorted(set(row) - known) if known is not None else []
            if strange:
                raise UsageError(f"{path}: [{name}] has an unknown setting {', '.join(strange)}.")


def _shape(name: str) -> str:
    if name == "reason":
        return "reasons are written as [[reason]] tables"
    return f"[{name}] must be one table"


def _settings(table: dict[str, Any], path: Path) -> Settings:
    force, screen = table.get("force", {}), table.get("screen", {})
    severity_days = _whole(table.get("targets", {}), "severity_days", 0, path)
    rules = Rules(
        reasons=reasons(table.get("reason")),
        priority=matrix(table.get("priority")),
        unit_word=_text(force, "unit_word", "unit", path),
        dps=_text(force, "directorate", "DPS", path),
        severity_days=severity_days,
        due_soon=_whole(table.get("clock", {}), "due_soon_days", Rules().due_soon, path),
        triggers=_triggers(table.get("triggers", {}), path),
        deemed_service={
            method: _whole(table["deemed_service"], method, 0, path, MOST_DEEMED)
            for method in table.get("deemed_service", {})
        },
        factors=factors(table.get("factors")),
    )
    return Settings(
        force=_text(force, "name", "the force", path),
        severity_days=severity_days,
        blank_after=_whole(screen, "blank_after_minutes", 10, path),
        theme=_text(screen, "theme", "hearings-dark", path),
        mouse=_yes(screen, "mouse", True, path),
        rules=rules,
    )


def _triggers(table: dict[str, Any], path: Path) -> dict[str, str]:
    """Read which fact chooses each overlay whose own the law leaves open."""
    if not table:
        return {}
    from hearings.regimes import check_triggers

    for name, key in table.items():
        if not isinstance(key, str):
            raise UsageError(f"{path}: [triggers] {name} must name a fact, such as 'dismissed'.")
    check_triggers(table)
    return dict(table)


def _text(table: dict[str, Any], name: str, otherwise: str, path: Path) -> str:
    value = table.get(name, otherwise)
    if not isinstance(value, str) or not value.isprintable():
        raise UsageError(f"{path}: {name} must be plain text.")
    return value


def _yes(table: dict[str, Any], name: str, otherwise: bool, path: Path) -> bool:
    value = table.get(name, otherwise)
    if not isinstance(value, bool):
        raise UsageError(f"{path}: {name} must be true or false.")
    return value


def _whole(table: dict[str, Any], name: str, otherwise: int, path: Path, most: int = MOST) -> int:
    value = table.get(name, otherwise)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise UsageError(f"{path}: {name} must be a whole number from 0 to {most:,}.")
    return value
