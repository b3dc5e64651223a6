"""Count many subjects a column at a time, where SQLite would sort them all for each question.

SQLite groups by sorting: a million subjects by two fields and case take it several seconds. It
hands over whole columns in a fraction of that, and numpy counts them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

from db.engine import SQLITE, Connection
from hearings.rates import NAMES, STATES, WIDENED, Counts

if TYPE_CHECKING:
    import numpy as np

    Column = np.ndarray[Any, np.dtype[np.int64]]

FEWEST = 100_000
"""Below so many subjects the library takes longer to load than SQLite to sort."""

_UNSAID = "s.reason = ''"

NO_REASON = f"s.direction IN ('raised', 'lowered') AND {_UNSAID}"
"""What holds of a subject whose level was changed for a reason that is not recorded."""

MOST = 5_000_000
"""Above so many the columns would take too much memory at once."""

PIECE = 16_384
"""How many ids are read at once: one piece is taken apart while SQLite reads the next."""

_BESIDE = STATES[1:]
_STANDING = (
    "CASE s.pair_state WHEN 'decided' THEN CASE s.direction"
    f" WHEN 'lowered' THEN CASE WHEN {_UNSAID} THEN 'd' ELSE 'b' END"
    f" WHEN 'raised' THEN CASE WHEN {_UNSAID} THEN 'e' ELSE 'c' END ELSE 'a' END "
    + " ".join(f"WHEN '{state}' THEN '{chr(102 + n)}'" for n, state in enumerate(_BESIDE))
    + " END"
)
"""Where a subject stands, as one letter: decided and same, lowered, raised, lowered and raised for
no recorded reason, then each beside."""

_LETTERS = 5 + len(_BESIDE)

_MARKS = (
    "CASE s.avoidable WHEN 1 THEN CASE s.resubmitted WHEN 1 THEN '3' ELSE '2' END"
    " ELSE CASE s.resubmitted WHEN 1 THEN '1' ELSE '0' END END"
)
"""Whether it was avoidable and resubmitted, as one figure; adding them up takes twice as long."""


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
    connection: Connection,
    fields: list[str],
    source: str,
    values: dict[str, object],
    *,
    whole: bool = False,
) -> dict[tuple[str, ...], Counts]:
    """Count subjects by fields, as `db.figures.counted` does.

    Args:
        connection: The transaction.
        fields: The SQL of each field.
        source: The `FROM … WHERE …` of the subjects.
        values: The values in it.
        whole: Whether they are read in one piece: a table joined to them is made for each.

    Returns:
        The counts by the values of the fields.
    """
    import numpy as np

    places = [defaultdict[str, int](count().__next__) for _ in fields]
    pieces = _pieces(connection, fields, source, values, whole=whole)
    found = [_taken_apart(row, places) for row in pieces if row[-1] is not None]
    if not found:
        return {}
    *columns, letters, flags, owner = map(np.concatenate, zip(*found, strict=True))
    keys, group = _grouped(columns, places, len(owner))
    numbers = _numbers(group, len(keys), letters, flags) | _clusters(
        group, len(keys), letters, owner
    )
    table = np.stack([numbers[name] for name in NAMES], axis=1).tolist()
    return {key: Counts(*map(int, row)) for key, row in zip(keys, table, strict=True)}


def _pieces(
    connection: Connection,
    fields: list[str],
    source: str,
    values: dict[str, object],
    *,
    whole: bool,
) -> Iterator[tuple[Any, ...]]:
    """Read the columns as texts, a piece at a time, on a thread that leaves Python alone."""
    from concurrent.futures import ThreadPoolExecutor

    # What people typed holds no control characters, so that the separator stands in no value.
    wanted = [f"group_concat({field}, :between)" for field in fields]
    wanted += [
        f"group_concat({_STANDING}, '')",
        f"group_concat({_MARKS}, '')",
        "group_concat(s.case_id, ' ')",
    ]
    ids = " AND s.id > :after AND s.id <= :after + :piece"
    sql = f"SELECT {', '.join(wanted)} {source}{ids}"
    piece = MOST if whole else PIECE
    top = connection.row("SELECT max(id) FROM subjects") or (0,)

    def read(after: int) -> tuple[Any, ...]:
        row = connection.row(sql, **values, between="\x1f", after=after, piece=piece)
        return row or (None,)

    with ThreadPoolExecutor(1) as reading:
        yield from reading.map(read, range(0, top[0], piece))


def _taken_apart(row: tuple[Any, ...], places: list[defaultdict[str, int]]) -> list[Any]:
    """Make columns of numbers of the texts of a piece, and number the values not met before."""
    import numpy as np

    *texts, standing, marks, cases = row
    owner = np.fromstring(cases, np.int64, sep=" ")
    return [
        *(
            np.fromiter(map(place.__getitem__, text.split("\x1f")), np.int64, len(owner))
            for place, text in zip(places, texts, strict=True)
        ),
        np.frombuffer(standing.encode("ascii"), np.uint8) - ord("a"),
        np.frombuffer(marks.encode("ascii"), np.uint8) - ord("0"),
        owner,
    ]


def _grouped(
    columns: list[Column], places: list[defaultdict[str, int]], rows: int
) -> tuple[list[tuple[str, ...]], Column]:
    """Number the combinations of values that there are, and give each row's."""
    import numpy as np

    group = np.zeros(rows, np.int64)
    keys: list[tuple[str, ...]] = [()]
    for column, place in zip(columns, places, strict=True):
        group = group * len(place) + column
        keys = [(*key, value) for key in keys for value in place]
        if len(keys) > rows:
            there, group = np.unique(group, return_inverse=True)
            keys = [keys[n] for n in there.tolist()]
    return keys, group


def _numbers(group: Column, groups: int, letters: Any, flags: Any) -> dict[str, Any]:
    """Count the subjects of each group by where they stand."""
    import numpy as np

    found = np.bincount(group * _LETTERS + letters, minlength=groups * _LETTERS)
    by = found.reshape(groups, _LETTERS)
    marked = np.bincount(group * 4 + flags, minlength=groups * 4).reshape(groups, 2, 2)
    lowered, raised = by[:, 1] + by[:, 3], by[:, 2] + by[:, 4]
    return {
        "decided": by[:, 0] + lowered + raised,
        "changed": lowered + raised,
        "lowered": lowered,
        "raised": raised,
        **{state: by[:, 5 + n] for n, state in enumerate(_BESIDE)},
        "avoidable": marked[:, 1].sum(axis=1),
        "no_reason": by[:, 3] + by[:, 4],
        "resubmitted": marked[:, :, 1].sum(axis=1),
    }


def _clusters(group: Column, groups: int, letters: Any, owner: Column) -> dict[str, Any]:
    """Count the cases of each group, and the sums over them that the spread rests on."""
    import numpy as np

    both = owner * groups + group
    order = np.argsort(both, kind="stable")
    both, letters = both[order], letters[order]
    starts = np.flatnonzero(np.concatenate(([True], both[1:] != both[:-1])))
    decided, lowered, raised = (
        np.add.reduceat(found.astype(np.int64), starts)
        for found in (letters < 5, (letters == 1) | (letters == 3), (letters == 2) | (letters == 4))
    )
    which = both[starts] % groups
    parts = {"changed": lowered + raised, "lowered": lowered, "raised": raised, "decided": decided}
    sums = {f"{name}_squared": each * each for name, each in parts.items()}
    sums |= {f"{name}_decided": parts[name] * decided for name in WIDENED}
    # Weights are floats of 53 bits: exact for any sum that a force could reach.
    weighed = {name: np.bincount(which, each, groups) for name, each in sums.items()}
    return {"cases": np.bincount(which, minlength=groups), **weighed}
