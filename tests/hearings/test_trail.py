"""Entries of the trail are bytes that can be proved, with personal detail kept apart."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hearings.trail import Entry, canonical, entry_bytes, seal

ENTRY = Entry(datetime(2014, 6, 1, 9, 30, tzinfo=UTC), "osei", "move.assess", "MC-1", 1, 7)


def test_an_entry_is_written_in_canonical_json():
    assert entry_bytes(ENTRY, "ab") == (
        b'{"account":"osei","action":"move.assess","at":"2014-06-01T09:30:00+00:00",'
        b'"case":"MC-1","detail":"ab","event":7,"outcome":"done","subject":1}'
    )


def test_text_is_written_as_utf_8_and_not_as_escapes():
    assert canonical({"b": "Zoë", "a": 1}) == '{"a":1,"b":"Zoë"}'.encode()


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.booleans())))
def test_the_order_of_keys_does_not_change_the_bytes(values):
    values = {k.encode("utf-8", "ignore").decode(): v for k, v in values.items()}
    values = {k: v.encode("utf-8", "ignore").decode() if isinstance(v, str) else v
              for k, v in values.items()}  # fmt: skip
    backwards = dict(reversed(values.items()))

    assert canonical(values) == canonical(backwards)
    assert json.loads(canonical(values)) == values


def test_every_part_of_an_entry_is_in_its_bytes():
    other: dict[str, Any] = {
        "at": datetime(2014, 6, 2, tzinfo=UTC), "account": "x", "action": "x", "case": "x",
        "subject": 9, "event": 9, "outcome": "x",
    }  # fmt: skip
    assert set(other) == {field.name for field in fields(Entry)}
    for name, value in other.items():
        assert entry_bytes(replace(ENTRY, **{name: value})) != entry_bytes(ENTRY), name
    assert entry_bytes(ENTRY, "x") != entry_bytes(ENTRY)


def test_a_detail_is_sealed_with_its_salt_and_stands_nowhere_in_the_entry():
    sealed = seal("J Smith", b"0" * 16)

    assert len(sealed) == 64
    assert sealed != seal("J Smith", b"1" * 16)
    assert sealed != seal("J Smyth", b"0" * 16)
    assert b"Smith" not in entry_bytes(ENTRY, sealed)


def test_no_detail_has_no_seal():
    assert seal("", b"") == ""
