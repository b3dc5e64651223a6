"""Read the facts that ship with the package."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def facts(name: str) -> dict[str, Any]:
    """Read one of the package's own TOML files.

    Args:
        name: The file's path inside `hearings`, such as `stages.toml`.

    Returns:
        The parsed table. It is shared: do not change it.
    """
    return tomllib.loads(files("hearings").joinpath(*name.split("/")).read_text("utf-8"))


def names(folder: str) -> list[str]:
    """List the TOML files of a folder of the package, in alphabetical order."""
    found = files("hearings").joinpath(folder).iterdir()
    return sorted(entry.name for entry in found if entry.name.endswith(".toml"))
