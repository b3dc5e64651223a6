"""The house keeps its rules, and each guard is proved by breaking what it guards."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import PACKAGES, ROOT, SHIPPED, environment, files, run, sources, tool

CLI = ROOT / "cli.py"

SQL = frozenset({"alembic", "duckdb", "psycopg", "sqlalchemy", "sqlite3", "sqlmodel"})
"""The libraries that only `db` may speak to."""

HEAVY = SQL - {"sqlite3"} | {"jinja2", "textual"}
"""What `hearings --help` must not wait for."""

PLANTS = {
    "Imports point inwards": ("hearings/planted_1.py", "import db"),
    "Nothing imports the command line": ("tui/planted_2.py", "def run():\n    import cli"),
    "The domain does no IO": ("hearings/planted_3.py", "from pathlib import Path"),
    "Screens never speak SQL": ("tui/planted_4.py", "import sqlite3"),
    "The store draws nothing": ("db/planted_5.py", "from rich.text import Text"),
    "Templates are data": ("templates/planted_6.py", "import jinja2"),
    "The plain commands never import Textual": ("tui/plain/planted_7.py", "import textual"),
}
"""For each contract, a file that breaks it."""

MACHINE = re.compile(
    r"(?<![\w.$}])/(?:h[o]me|r[o]ot|t[m]p|U[s]ers|w[o]rk)/[a-z]"
    r"|\bp[y]pi\.(?:org|python)|pyth[o]nhosted|registry\.n[p]mjs|\.d[e]bian\.org"
    r"|--(?:extra-)?ind[e]x-url|--f[i]nd-links|--tr[u]sted-host"
)
"""A path of one machine, or the address of a registry."""

CLOCK = re.compile(
    r"\b(?:date|datetime)\.(?:today|now|utcnow)\b|\btime\.(?:time|time_ns|localtime|gmtime)\b"
    r"|\bCURRENT_(?:DATE|TIME|TIMESTAMP)\b|\bnow\(\)|\('now'|\bfunc\.now\b"
    r"|\b(?:clock|statement|transaction)_timestamp\("
)
"""A question to the clock, of Python or of a database."""


def folders_without_init(names: list[str]) -> set[str]:
    """Name the folders that hold code and no `__init__.py`, themselves or above their code."""
    folders = {str(parent) for name in names for parent in Path(name).parents} - {"."}
    return {folder for folder in folders if f"{folder}/__init__.py" not in names}


def test_every_folder_of_code_is_a_package():
    code = [name for name in files(*PACKAGES, "tests") if name.endswith(".py")]
    assert folders_without_init([*code, *(f"{name}/__init__.py" for name in PACKAGES)]) == set()
    assert all(f"{name}/__init__.py" in code for name in PACKAGES)


def test_a_folder_without_init_would_be_seen():
    names = ["db/__init__.py", "db/migrations/versions/first.py", "db/migrations/__init__.py"]
    assert folders_without_init(names) == {"db/migrations/versions"}


def contracts(tree: Path) -> tuple[int, dict[str, str]]:
    """Check the import contracts of a tree; give the exit code and each contract's state."""
    answer = run([tool("lint-imports"), "--no-cache"], cwd=tree)
    states = re.findall(r"^(.+) (KEPT|BROKEN)\b", answer.stdout, re.MULTILINE)
    assert states, answer.stdout
    return answer.returncode, dict(states)


def test_imports_keep_their_contracts():
    assert contracts(ROOT) == (0, dict.fromkeys(PLANTS, "KEPT"))


def test_each_contract_is_broken_by_a_bad_import(tmp_path):
    for name in [*files(*PACKAGES), "pyproject.toml"]:
        copy = tmp_path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy)
    for path, source in PLANTS.values():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).with_name("__init__.py").touch()
        (tmp_path / path).write_text(source, "utf-8")
    assert contracts(tmp_path) == (1, dict.fromkeys(PLANTS, "BROKEN"))


def names_in(source: str) -> set[str]:
    """List the packages that a module imports, names or spells in a string of one word."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return {name.partition(".")[0] for name in found}


def test_the_command_line_names_no_sql_library():
    assert names_in(CLI.read_text("utf-8")) & SQL == set()


@pytest.mark.parametrize(
    "source",
    ["def f():\n    import sqlmodel", "from sqlalchemy.orm import Session", "load('sqlite3')"],
)
def test_an_sql_library_would_be_seen(source):
    assert names_in(source) & SQL


LOADED = """
import sys
sys.argv = ["hearings", *sys.argv[1:]]
from cli import app
try:
    app()
finally:
    print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["demo", "--help"]], ids=" ".join)
def test_help_waits_for_no_library(words, tmp_path):
    answer = run([sys.executable, "-c", LOADED, *words], cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert answer.returncode == 0, answer.stdout
    loaded = answer.stdout.rpartition("loaded:")[2].split()
    assert "typer" in loaded
    assert set(loaded) & HEAVY == set()


def test_no_file_holds_a_path_of_one_machine_or_the_address_of_a_registry():
    found = []
    for name in files():
        text = (ROOT / name).read_text("utf-8", errors="ignore")
        found += [f"{name}: {match.group()}" for match in MACHINE.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "parts",
    [("x = '/ro", "ot/x'"), ("(/ho", "me/me)"), ("pypi.", "org/simple"), ("--index", "-url x")],
)
def test_a_path_or_an_address_would_be_seen(parts):
    assert MACHINE.search("".join(parts))


def test_only_the_command_line_reads_the_clock():
    found = []
    for name, text in sources(*PACKAGES):
        found += [f"{name}: {match.group()}" for match in CLOCK.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date\nDAY = date.today()\n",
        "from datetime import UTC, datetime\nNOW = datetime.now(UTC)\n",
        "import time\nNOW = time.time()\n",
        "import random\nN = random.randint(1, 6)\n",
        "import secrets\nN = secrets.token_hex()\n",
    ],
)
def test_the_linter_refuses_the_clock_and_the_dice_but_in_the_command_line(source):
    def codes(name: str) -> set[str]:
        answer = subprocess.run(
            [
                *(tool("ruff"), "check", "--no-cache", "--output-format=concise"),
                *("--stdin-filename", name, "-"),
            ],
            cwd=ROOT,
            env=environment(),
            input=f'"""Plant."""\n\nfrom __future__ import annotations\n\n{source}',
            capture_output=True,
            text=True,
            check=False,
        )
        return set(re.findall(r":\d+: ([A-Z]+\d+)", answer.stdout))

    assert all("TID251" in codes(f"{package}/planted.py") for package in ("hearings", "db", "tui"))
    assert not any(code.startswith(("DTZ", "TID")) for code in codes("cli.py"))


def test_no_module_is_longer_than_one_idea():
    lengths = {name: len(text.splitlines()) for name, text in sources(*SHIPPED, "tests")}
    long = {n: lines for n, lines in lengths.items() if lines > (600 if "tests/" in n else 400)}
    assert long == {}
