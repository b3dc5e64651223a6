"""Count many subjects a column at a time, where SQLite would sort them all for each question.

SQLite groups by sorting: a million subjects by two fields and case take it several seconds. It
hands over whole columns in a fraction of that, and numpy counts them.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING, Any

from db.engine import SQLITE, Connection
from hearings.rates import NAMES, STATES, Counts

if TYPE_CHECKING:
    import numpy as np

    Column = np.ndarray[Any, np.dtype[np.int64]]

FEWEST = 100_000
"""Below so many subjects the library takes longer to load than SQLite to sort."""

NO_REASON = "s.direction IN ('raised', 'lowered') AND s.reason = ''"
"""What holds of a subject whose level was changed for a reason that is not recorded."""

MOST = 5_000_000
"""Above so many the columns would take too much memory at once."""

_BESIDE = STATES[1:]
_STANDING = (
    "CASE s.pair_state WHEN 'decided' THEN"
    " CASE s.direction WHEN 'lowered' THEN 'b' WHEN 'raised' THEN 'c' ELSE 'a' END "
    + " ".join(f"WHEN '{state}' THEN '{chr(100 + n)}'" for n, state in enumerate(_BESIDE))
    + " END"
)
"""Where a subject stands, as one letter: decided and same, lowered, raised, then each beside."""

_LETTERS = 3 + len(_BESIDE)


def worth_it(connection: Connection) -> bool:
    """Say whether subjects are to be counted here: on SQLite, of many, with numpy at hand."""
    if connection.dialect != SQLITE:
        return False
    row = connection.row("SELECT max(id) FROM subjects")
    if row is None or row[0] is None or not FEWEST <= row[0] <= MOST:
        return False
    from importlib.util import find_spec

    return find_spec("numpy") is not None


def count_columns(
    connection: Connection, fields: list[str], source: str, values: dict[str, object]
) -> dict[tuple[str, ...], Counts]:
    """Count subjects by fields, as `db.figures.counted` does.

    Args:
        connection: The transaction.
        fields: The SQL of each field.
        source: The `FROM … WHERE …` of the subjects.
        values: The values in it.

    Returns:
        The counts by the values of the fields.
    """
    import numpy as np

    # What people typed holds no control characters, so that the separator stands in no value.
    wanted = [f"group_concat({field}, :between)" for field in fields]
    wanted += [
        f"group_concat({_STANDING}, '')",
        f"group_concat(4 * ({NO_REASON}) + 2 * s.avoidable + s.resubmitted, '')",
        "group_concat(s.case_id, ' ')",
    ]
    row = connection.row(f"SELECT {', '.join(wanted)} {source}", **values, between="\x1f")
    if row is None or row[-1] is None:
        return {}
    *texts, standing, marks, cases = row
    letters = np.frombuffer(standing.encode("ascii"), np.uint8) - ord("a")
    flags = np.frombuffer(marks.encode("ascii"), np.uint8) - ord("0")
    owner = np.fromstring(cases, np.int64, sep=" ")
    keys, group = _grouped([text.split("\x1f") for text in texts], len(owner))
    numbers = _numbers(group, len(keys), letters, flags) | _clusters(
        group, len(keys), letters, owner
    )
    table = np.stack([numbers[name] for name in NAMES], axis=1).tolist()
    return {key: Counts(*map(int, row)) for key, row in zip(keys, table, strict=True)}


def _grouped(columns: list[list[str]], rows: int) -> tuple[list[tuple[str, ...]], Column]:
    """Number the combinations of values that there are, and give each row's."""
    import numpy as np

    group = np.zeros(rows, np.int64)
    keys: list[tuple[str, ...]] = [()]
    for column in columns:
        places: defaultdict[str, int] = defaultdict(count().__next__)
        place = np.fromiter(map(places.__getitem__, column), np.int64, rows)
        group = group * len(places) + place
        keys = [(*key, value) for key in keys for value in places]
        if len(keys) > rows:
            there, group = np.unique(group, return_inverse=True)
            keys = [keys[n] for n in there.tolist()]
    return keys, group


def _numbers(group: Column, groups: int, letters: Any, flags: Any) -> dict[str, Any]:
    """Count the subjects of each group by where they stand."""
    import numpy as np

    found = np.bincount(group * _LETTERS + letters, minlength=groups * _LETTERS)
    by = found.reshape(groups, _LETTERS)
    marked = np.bincount(group * 8 + flags, minlength=groups * 8).reshape(groups, 2, 2, 2)
    return {
        "decided": by[:, 0] + by[:, 1] + by[:, 2],
        "changed": by[:, 1] + by[:, 2],
        "lowered": by[:, 1],
        "raised": by[:, 2],
        **{state: by[:, 3 + n] for n, state in enumerate(_BESIDE)},
        "avoidable": marked[:, :, 1].sum(axis=(1, 2)),
        "no_reason": marked[:, 1].sum(axis=(1, 2)),
        "resubmitted": marked[:, :, :, 1].sum(axis=(1, 2)),
    }


def _clusters(group: Column, groups: int, letters: Any, owner: Column) -> dict[str, Any]:
    """Count the cases of each group, and the sums over them that the spread rests on."""
    import numpy as np

    both = owner * groups + group
    order = np.argsort(both, kind="stable")
    both, letters = both[order], letters[order]
    starts = np.flatnonzero(np.concatenate(([True], both[1:] != both[:-1])))
    decided = np.add.reduceat((letters < 3).astype(np.int64), starts)
    changed = np.add.reduceat(((letters == 1) | (letters == 2)).astype(np.int64), starts)
    which = both[starts] % groups
    sums = {
        "changed_squared": changed * changed,
        "changed_decided": changed * decided,
        "decided_squared": decided * decided,
    }
    # Weights are floats of 53 bits: exact for any sum that a force could reach.
    weighed = {name: np.bincount(which, each, groups) for name, each in sums.items()}
    return {"cases": np.bincount(which, minlength=groups), **weighed}
