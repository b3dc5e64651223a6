"""What is built holds what is in the tree, and runs where the tree is not."""

from __future__ import annotations

import fcntl
import sys
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.postgres import Run
from tests.repository import PACKAGES, ROOT, SHIPPED, environment, files, run


@dataclass(frozen=True)
class Built:
    """The two archives, and the program of an environment with the wheel in it."""

    wheel: Path
    sdist: Path
    program: Path


def build(folder: Path) -> None:
    """Build the sdist, the wheel out of the sdist, and an environment that holds the wheel.

    The environment borrows the libraries of our own, so that nothing is fetched.
    """
    python = folder / "venv" / "bin" / "python"
    venv.create(folder / "venv", symlinks=True)
    (borrowed,) = {path for path in sys.path if path.endswith("site-packages")}
    (site,) = (folder / "venv" / "lib").glob("python*/site-packages")
    (site / "borrowed.pth").write_text(f"{borrowed}\n", "utf-8")
    built = run([sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT])
    assert built.returncode == 0, built.stdout
    install = ["install", "--quiet", "--no-index", "--no-deps", "--ignore-installed"]
    put = run([sys.executable, "-m", "pip", "--python", python, *install, *folder.glob("*.whl")])
    assert put.returncode == 0, put.stdout


@pytest.fixture(scope="session")
def built() -> Built:
    """Give what was built, once for all the workers of the run."""
    folder = Run.current().folder / "built"
    folder.mkdir(exist_ok=True)
    with (folder / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            build(folder)
            (folder / "done").touch()
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return Built(wheel, sdist, folder / "venv" / "bin" / "hearings")


@pytest.fixture
def decoys(tmp_path: Path) -> Path:
    """Give a folder where each of our names stands for something else."""
    folder = tmp_path / "decoys"
    for name in PACKAGES:
        (folder / name / "letters").mkdir(parents=True)
        (folder / name / "__init__.py").write_text("raise SystemExit('a decoy was run')\n", "utf-8")
    (folder / "cli.py").write_text("raise SystemExit('a decoy was run')\n", "utf-8")
    return folder


def test_the_wheel_holds_what_the_tree_holds(built):
    with zipfile.ZipFile(built.wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == set(files(*SHIPPED))


def test_the_sdist_holds_what_the_tree_holds(built):
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    beside = {"PKG-INFO", "pyproject.toml", ".gitignore", "README.md", "CHANGELOG.md", "LICENSE"}
    assert names - beside == set(files(*SHIPPED))


def test_the_version_is_the_one_built(built, decoys):
    answer = run([built.program, "--version"], cwd=decoys)
    version = built.wheel.name.split("-")[1]
    assert (answer.returncode, version in answer.stdout) == (0, True), answer.stdout


def test_help_runs_in_a_folder_of_decoys(built, decoys):
    answer = run([built.program, "--help"], cwd=decoys)
    assert answer.returncode == 0, answer.stdout
    assert "demo" in answer.stdout


def test_the_demonstration_runs_in_a_folder_of_decoys(built, decoys, tmp_path):
    answer = run(
        [built.program, "demo", "--no-ui", "--subjects", "50"],
        cwd=decoys,
        HOME=str(tmp_path),
        XDG_DATA_HOME=str(tmp_path / "data"),
        XDG_CONFIG_HOME=str(tmp_path / "config"),
        XDG_STATE_HOME=str(tmp_path / "state"),
    )
    assert answer.returncode == 0, answer.stdout


def test_what_runs_is_the_wheel_and_not_the_tree(built, decoys):
    where = "import cli, db, hearings, templates, tui; print(*{cli.__file__, db.__file__})"
    answer = run([built.program.with_name("python"), "-P", "-c", where], cwd=decoys)
    assert answer.returncode == 0, answer.stdout
    assert all(path.startswith(str(built.wheel.parent)) for path in answer.stdout.split())
    assert environment().get("PYTHONPATH") is None
