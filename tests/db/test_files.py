"""A file is written whole, for its owner alone, and over another only where that is said."""

from __future__ import annotations

import errno
import os

import pytest

from db.files import write
from hearings.errors import Refused


def test_a_file_is_written_whole_and_never_over_another(tmp_path):
    """Catches a file written over, and one that is left half written."""
    out = tmp_path / "b.pdf"
    write(out, b"first")
    assert out.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Refused, match="is there already"):
        write(out, b"second")
    assert out.read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["b.pdf"]


def test_a_disk_that_knows_no_second_names_takes_a_file_as_well(tmp_path, monkeypatch):
    def refuse(*_given: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    test_a_file_is_written_whole_and_never_over_another(tmp_path)


def test_a_file_is_written_over_where_that_is_said_and_stays_where_it_cannot_be(
    tmp_path, monkeypatch
):
    """Catches a file that is opened for writing before the new one is whole."""
    out = tmp_path / "b.csv"
    write(out, b"first")
    write(out, b"second", over=True)
    assert out.read_bytes() == b"second"

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="cannot be written: No space left"):
        write(out, b"third", over=True)
    assert out.read_bytes() == b"second"
    assert [path.name for path in tmp_path.iterdir()] == ["b.csv"]
