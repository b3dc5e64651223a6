"""Two writers at once lose nothing, lock nobody out, and give each case one history."""

from __future__ import annotations

import pytest

from db.checking import check
from db.engine import BUSY_SECONDS
from tests.conftest import portion
from tests.db.writers import FORMS, LISTER, WRITER, Writer
from tests.desks import RULES

CHANGES = 1000


@pytest.mark.parametrize("shared", [True, False], ids=["one-subject", "several-subjects"])
def test_two_writers_lose_nothing(office, shared):
    """What it would catch: a read outside the write's lock, or a deferred BEGIN."""
    count = portion(CHANGES)
    refs = [office.receive()] if shared else [office.receive() for _ in range(4)]
    office.database.close()
    order = [refs, refs[::-1]]
    writers = [Writer(WRITER, office.url, name, str(count), ",".join(order[place]))
               for place, name in enumerate(("one", "two"))]  # fmt: skip
    for writer in writers:
        writer.begin()
    ended = [writer.end() for writer in writers]

    assert [error for _done, error in ended] == ["", ""]
    assert max(writer.worst for writer in writers) < BUSY_SECONDS
    assert [len(done) for done, _error in ended] == [count, count]
    acknowledged = {event for done, _error in ended for event, _version in done}
    kept = {row[0] for row in office.rows("SELECT id FROM events WHERE kind = 'note'")}
    assert acknowledged == kept
    assert len(kept) == 2 * count
    versions = office.rows(
        "SELECT s.version, count(*) FROM subjects s JOIN events e ON e.subject_id = s.id"
        " GROUP BY s.id, s.version"
    )
    assert all(version == events for version, events in versions)
    assert sum(events for _version, events in versions) == 2 * count + len(refs)
    assert office.rows("SELECT count(*) FROM trail") == [(2 * count + len(refs),)]
    assert check(office.database, RULES) == []


def test_two_writers_who_receive_at_once_take_different_numbers(office):
    """The same new officer is met by both, and kept once."""
    office.database.close()
    count = str(portion(100))
    writers = [Writer(FORMS, office.url, name, str(seed), count) for seed, name in enumerate("ab")]
    for writer in writers:
        writer.begin()
    assert [writer.end()[1] for writer in writers] == ["", ""]

    references = [row[0] for row in office.rows("SELECT reference FROM cases ORDER BY id")]
    assert len(set(references)) == len(references) == 2 * portion(100)
    people = office.rows("SELECT number, count(*) FROM persons GROUP BY number HAVING count(*) > 1")
    assert people == []
    assert check(office.database, RULES) == []


def test_one_command_given_twice_at_once_has_one_effect(office):
    ref = office.receive()
    office.database.close()
    count = portion(200)
    writers = [Writer(WRITER, office.url, "same", str(count), ref) for _ in range(2)]
    for writer in writers:
        writer.begin()
    (one, first), (two, second) = (writer.end() for writer in writers)

    assert (first, second) == ("", "")
    assert one == two
    assert len(office.rows("SELECT id FROM events WHERE kind = 'note'")) == count


def test_two_who_list_for_one_room_and_hour_at_once_do_not_both_get_it(office):
    """What it would catch: the diary read before the lock that keeps the other's listing out."""
    refs = [office.referred(person=str(201300 + n), name="N") for n in range(6)]
    office.database.close()
    writers = [Writer(LISTER, office.url, ",".join(part)) for part in (refs[:3], refs[3:])]
    for writer in writers:
        writer.begin()
    assert [writer.end()[1] for writer in writers] == ["", ""]
    assert len(office.rows("SELECT DISTINCT hearing FROM sittings")) == 1
    assert office.rows("SELECT count(*) FROM subjects WHERE stage = 'listed'") == [(1,)]
    assert check(office.database, RULES) == []
