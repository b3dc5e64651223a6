"""Say where things are kept, and keep them from other accounts."""

from __future__ import annotations

import os
import pwd
import re
import stat
from pathlib import Path

from hearings.errors import Refused

NETWORK = frozenset({
    "afs", "ceph", "cifs", "fuse.glusterfs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs",
    "nfs4", "smb3", "smbfs",
})  # fmt: skip
"""File systems on which SQLite's locks cannot be trusted."""


def data_folder() -> Path:
    """Name the folder of databases and rejects files."""
    from platformdirs import user_data_path

    return user_data_path("hearings")


def default_database() -> str:
    """Name the database used when none is given."""
    return os.environ.get("HEARINGS_DATABASE") or f"sqlite:///{data_folder() / 'hearings.db'}"


def settings_file() -> Path:
    """Name the settings file, whether or not it is there."""
    from platformdirs import user_config_path

    given = os.environ.get("HEARINGS_SETTINGS")
    return Path(given) if given else user_config_path("hearings") / "settings.toml"


def log_file() -> Path:
    """Name the file that faults of the program are written to."""
    from platformdirs import user_state_path

    return user_state_path("hearings") / "faults.log"


def os_account() -> str:
    """Name the operating system's account by its uid; never by what the environment claims."""
    uid = os.getuid()
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid{uid}"


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner can read, in a folder only its owner can enter.

    Args:
        path: The file; it must not be there yet.

    Raises:
        Refused: The file is there already.
    """
    try:
        make_private_folder(path.parent)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise Refused(f"{path} is there already.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be made: {error.strerror}.") from error
    os.close(handle)


def is_there(path: Path) -> bool:
    """Say whether there is a file at a path.

    Raises:
        Refused: The system does not let the path be looked at.
    """
    try:
        return path.exists()
    except OSError as error:
        raise Refused(f"{path} cannot be looked at: {error.strerror}.") from error


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it, that only its owner can enter; leave one that is there."""
    if not folder.exists():
        make_private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def check_private(path: Path) -> None:
    """Refuse a database file that others can write, or that lies on a network file system.

    Raises:
        Refused: With what to do about it.
    """
    if stat.S_IMODE(path.stat().st_mode) & 0o022:
        raise Refused(f"{path} can be written by other accounts; run 'chmod 600' on it first.")
    kind = file_system(path)
    if kind in NETWORK:
        raise Refused(
            f"{path} lies on a network file system ({kind}), where a SQLite file is not safe."
            " Move it to a local disk, or use PostgreSQL."
        )


def file_system(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """Name the kind of file system a path lies on; empty where the system does not say."""
    if not mounts.exists():
        return ""
    target, best, kind = str(path.resolve()), "", ""
    for line in mounts.read_text("utf-8", "replace").splitlines():
        _device, point, found, *_rest = line.split(" ")
        point = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point)
        inside = target == point or target.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind
