"""Where things are kept, and that nobody else can change them."""

from __future__ import annotations

import os
import pwd
import stat
from pathlib import Path

import pytest

from db import places
from db.engine import Database
from db.places import (
    check_private,
    data_folder,
    default_database,
    file_system,
    make_private_file,
    make_private_folder,
    os_account,
    settings_file,
)
from hearings.errors import Refused


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def easy_mask():
    """Work under a mask that takes nothing away, so that what is private is made so."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_a_file_is_made_for_its_owner_alone_in_folders_of_their_own(tmp_path):
    path = tmp_path / "a" / "b" / "hearings.db"
    make_private_file(path)

    assert mode(path) == 0o600
    assert mode(path.parent) == mode(path.parent.parent) == 0o700


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path):
    tmp_path.chmod(0o755)
    make_private_folder(tmp_path)

    assert mode(tmp_path) == 0o755


def test_a_file_that_is_there_is_refused_and_left(tmp_path):
    path = tmp_path / "hearings.db"
    path.write_text("kept")
    with pytest.raises(Refused, match="is there already"):
        make_private_file(path)

    assert path.read_text() == "kept"


def test_a_link_is_not_followed(tmp_path):
    target = tmp_path / "target"
    (tmp_path / "hearings.db").symlink_to(target)
    with pytest.raises(Refused):
        make_private_file(tmp_path / "hearings.db")

    assert not target.exists()


@pytest.mark.parametrize(("bits", "open_to_others"), [
    (0o600, False), (0o400, False), (0o640, False), (0o644, False), (0o620, True), (0o602, True),
    (0o666, True),
])  # fmt: skip
def test_a_database_that_others_can_write_is_refused(tmp_path, bits, open_to_others):
    path = tmp_path / "hearings.db"
    path.touch()
    path.chmod(bits)
    if open_to_others:
        with pytest.raises(Refused, match="can be written by other accounts; run 'chmod 600'"):
            Database(f"sqlite:///{path}")
    else:
        check_private(path)


MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
server:/data /data nfs4 rw 0 0
/dev/sdb1 /data/local ext4 rw 0 0
//nas/share /mnt/our\040share cifs rw 0 0
tmpfs /data/local/ram tmpfs rw 0 0
""".lstrip()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/x.db", "ext4"),
        ("/data/osei/x.db", "nfs4"),
        ("/database/x.db", "ext4"),
        ("/data/local/x.db", "ext4"),
        ("/data/local/ram/x.db", "tmpfs"),
        ("/mnt/our share/x.db", "cifs"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(tmp_path, path, kind):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)

    assert file_system(Path(path), mounts) == kind


def test_where_the_system_names_no_mounts_nothing_is_known(tmp_path):
    assert file_system(tmp_path, tmp_path / "none") == ""


@pytest.mark.parametrize("kind", sorted(places.NETWORK))
def test_a_database_on_a_network_file_system_is_refused(tmp_path, monkeypatch, kind):
    path = tmp_path / "hearings.db"
    make_private_file(path)
    monkeypatch.setattr(places, "file_system", lambda _path: kind)

    with pytest.raises(Refused, match=rf"network file system \({kind}\).*use PostgreSQL"):
        check_private(path)


def test_the_account_is_the_uids_whatever_the_environment_claims(monkeypatch):
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "commissioner")

    assert os_account() == pwd.getpwuid(os.getuid()).pw_name


def test_a_uid_without_a_name_is_its_number(monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 54321)

    assert os_account() == "uid54321"


def test_the_environment_may_say_where_things_are(monkeypatch, tmp_path):
    monkeypatch.delenv("HEARINGS_DATABASE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_database() == f"sqlite:///{data_folder() / 'hearings.db'}"
    monkeypatch.setenv("HEARINGS_DATABASE", "postgresql+psycopg://x")
    monkeypatch.setenv("HEARINGS_SETTINGS", str(tmp_path / "s.toml"))

    assert default_database() == "postgresql+psycopg://x"
    assert settings_file() == tmp_path / "s.toml"
