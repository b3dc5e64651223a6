"""What every figure on the command line is asked by and printed with."""

from __future__ import annotations

from hearings.errors import UsageError


def pair(text: str) -> tuple[str, str]:
    """Read FIELD=VALUE; an empty value is one that is not known.

    Raises:
        UsageError: It is not written so.
    """
    name, sign, value = text.partition("=")
    if not sign:
        raise UsageError(f"--where {text!r} must be FIELD=VALUE.")
    return name.strip(), value.strip()


def share(part: int, whole: int) -> str:
    """Say a share with its numerator and base; no data where the base is empty."""
    if whole == 0:
        return f"no data ({part:,} of 0)"
    return f"{part / whole:7.2%} ({part:,} of {whole:,})"
