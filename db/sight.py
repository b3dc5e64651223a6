"""What an account may see, as a condition on subjects that every list shares."""

from __future__ import annotations

from hearings.access import reach
from hearings.people import Actor


def visible(actor: Actor) -> tuple[list[str], dict[str, object]]:
    """Leave out what `access.bar` would answer as unknown, in the same terms.

    What is barred is a short list of cases, so it is taken away by id.
    """
    reads, number = reach(actor), "" if actor.person is None else actor.person.number
    values: dict[str, object] = {"account": actor.account}
    closed = (
        "s.case_id NOT IN (SELECT c.id FROM cases c WHERE c.sensitivity <> 'open' AND NOT EXISTS"
        " (SELECT 1 FROM access a WHERE a.case_id = c.id AND a.account = :account))"
    )
    parts = [closed]
    if number:
        values["me"] = number
        parts.append(
            "s.case_id NOT IN (SELECT i.case_id FROM involved i WHERE i.number = :me"
            " AND i.role <> 'investigator' UNION SELECT o.case_id FROM subjects o"
            " JOIN persons q ON q.id = o.person_id WHERE q.realm = '' AND q.number = :me)"
        )
    if "all" in reads:
        return parts, values
    scopes = ["1 = 0"]
    if "unit" in reads and actor.unit:
        scopes.append("s.case_id IN (SELECT c.id FROM cases c WHERE c.unit = :own_unit)")
        values["own_unit"] = actor.unit
    if "own" in reads and number:
        scopes.append(
            "s.case_id IN (SELECT i.case_id FROM involved i WHERE i.number = :me"
            " AND i.role = 'investigator')"
        )
    parts.append(f"({' OR '.join(scopes)})")
    return parts, values
