"""A process killed at any moment loses nothing acknowledged and leaves nothing half done."""

from __future__ import annotations

import time
from random import Random

from db.checking import check
from db.upgrade import make
from tests.conftest import portion
from tests.db.writers import FORMS, Writer
from tests.desks import RULES, Office, furnish

KILLS = 100


def killed(url: str, seed: int, rng: Random) -> list[tuple[int, int]]:
    """Let a process write and kill it at a random moment; give what it acknowledged."""
    writer = Writer(FORMS, url, f"w{seed}", str(seed))
    writer.begin()
    time.sleep(rng.uniform(0.02, 0.25))
    writer.process.kill()
    return writer.end()[0]


def test_what_was_acknowledged_outlives_a_kill_at_any_moment(office):
    """What it would catch: an answer given before the commit, or a part committed on its own."""
    office.database.close()
    rng, acknowledged = Random(11), set()
    for seed in range(portion(KILLS)):
        acknowledged |= {event for event, _version in killed(office.url, seed, rng)}

    kept = {row[0] for row in office.rows("SELECT id FROM events")}
    assert acknowledged <= kept
    assert len(acknowledged) > portion(KILLS)
    assert len(kept) - len(acknowledged) <= portion(KILLS)  # At most one was under way in each.
    assert check(office.database, RULES) == []
    assert whole(office)


def whole(office: Office) -> bool:
    """Say whether every event has its line in the trail, and every line its event."""
    events = office.rows("SELECT id FROM events ORDER BY id")
    return events == office.rows("SELECT event_id FROM trail WHERE event_id > 0 ORDER BY event_id")


def test_what_was_acknowledged_outlives_the_death_of_the_server(crash_postgres):
    """The same for PostgreSQL itself, with its durable settings."""
    url = crash_postgres.server.new_database()
    database = make(url)
    with database.write() as connection:
        furnish(connection)
    database.close()
    rng, acknowledged = Random(12), set()
    for seed in range(max(2, portion(20))):
        writer = Writer(FORMS, url, f"s{seed}", str(seed))
        writer.begin()
        time.sleep(rng.uniform(0.05, 0.3))
        crash_postgres.kill()
        done, _error = writer.end()
        acknowledged |= {event for event, _version in done}
        crash_postgres.start()
        office = Office(url)
        kept = {row[0] for row in office.rows("SELECT id FROM events")}
        assert acknowledged <= kept
        assert check(office.database, RULES) == []
        assert whole(office)
        office.database.close()
