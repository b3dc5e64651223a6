"""The PostgreSQL of the tests is real, shared by a run, and gone with it."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from tests.postgres import OVERRIDE, Cluster, plain
from tests.repository import ROOT, run

own_server = pytest.mark.skipif(OVERRIDE in os.environ, reason=f"{OVERRIDE} names another server.")

PROBE = """
import os
import psycopg
import pytest
from tests.postgres import plain

@pytest.mark.parametrize("n", range(6))
def test_started(n, postgres):
    with psycopg.connect(plain(postgres.new_database())) as connection:
        (when,) = connection.execute("SELECT pg_postmaster_start_time()::text").fetchone()
        (pid,) = connection.execute("SELECT pg_read_file('postmaster.pid')").fetchone()
    with open(os.environ["PROBE_OUT"], "a") as out:
        print(os.environ["PYTEST_XDIST_WORKER"], when, pid.split()[0], sep="|", file=out)
    if "PROBE_DIE" in os.environ:
        os.kill(int(os.environ["PROBE_DIE"]) or os.getppid(), 9)
"""


def answer(url: str, question: str) -> str:
    with psycopg.connect(plain(url)) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return str(row[0])


def test_the_server_is_a_postgresql_new_enough(postgres):
    assert int(answer(postgres.new_database(), "SHOW server_version_num")) >= 150000


def test_a_clone_holds_what_its_template_held(postgres):
    template = postgres.new_database()
    with psycopg.connect(plain(template)) as connection:
        connection.execute("CREATE TABLE fact AS SELECT 42 AS n")
    copy = postgres.clone(template)
    assert copy != template
    assert answer(copy, "SELECT n FROM fact") == "42"


def test_a_database_goes_when_its_test_ends(postgres):
    url = postgres.new_database()
    with psycopg.connect(plain(url)):
        postgres.drop_all()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(plain(url))


def test_an_empty_database_can_be_written_to(empty_url, tmp_path):
    if empty_url.startswith("sqlite"):
        assert empty_url == f"sqlite:///{tmp_path}/hearings.db"
        assert not (tmp_path / "hearings.db").exists()
    else:
        assert empty_url.startswith("postgresql+psycopg://")
        assert answer(empty_url, "SELECT count(*) FROM pg_tables WHERE schemaname='public'") == "0"


@own_server
def test_what_was_committed_outlives_a_crash(crash_postgres: Cluster):
    base = crash_postgres.server.base
    assert answer(base, "SHOW fsync") == "on"
    with psycopg.connect(plain(base)) as connection:
        connection.execute("CREATE TABLE fact AS SELECT 42 AS n")
    crash_postgres.kill()
    crash_postgres.start()
    assert answer(base, "SELECT n FROM fact") == "42"


def probe(tmp_path: Path, **environment: str) -> list[list[str]]:
    """Run six tests in two workers of a run of their own; give what each saw of the server."""
    test = tmp_path / "test_probe.py"
    test.write_text(PROBE, "utf-8")
    out = tmp_path / "out"
    base = tmp_path / "base"
    answer = run(
        [
            *(sys.executable, "-m", "pytest", "-n2", "-p", "tests.conftest", "-p"),
            *("no:cacheprovider", "-c", ROOT / "pyproject.toml", "--rootdir", ROOT),
            *("--basetemp", base, test),
        ],
        ROOT,
        PROBE_OUT=str(out),
        **environment,
    )
    assert out.exists(), answer.stdout
    return [line.split("|") for line in out.read_text("utf-8").splitlines()]


def gone(pid: int) -> bool:
    """Wait for a process to be gone; say whether it went."""
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@own_server
def test_two_workers_share_one_server_and_it_ends_with_the_run(tmp_path):
    seen = probe(tmp_path)
    assert len(seen) == 6
    assert {worker for worker, _, _ in seen} == {"gw0", "gw1"}
    assert len({(when, pid) for _, when, pid in seen}) == 1
    assert gone(int(seen[0][2]))


@own_server
def test_the_server_ends_though_the_run_is_killed(tmp_path):
    (_, _, pid), *_ = probe(tmp_path, PROBE_DIE="0")
    assert gone(int(pid))


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux ends a child with its parent.")
def test_the_server_ends_though_its_keeper_is_killed(tmp_path):
    orphan = (
        "import os, sys; from pathlib import Path; from tests.postgres import Cluster;"
        "cluster = Cluster(Path(sys.argv[1])); cluster.start();"
        "print(cluster.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    with tempfile.TemporaryDirectory(prefix="hearings-") as folder:
        Path(folder).chmod(0o711)
        assert gone(int(run([sys.executable, "-c", orphan, folder]).stdout))
