"""Make a bundle from the record, keep it, and say what stayed out of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from db.actions import Desk, View, only_subject
from db.bundles.facts import matter_of
from db.bundles.folder import Found, find
from db.bundles.forms import FORMS, Laid, written
from db.bundles.kept import Kept
from db.documents import INDENT, Paragraph, paragraphs
from hearings.bundles import Contents, Kind, contents, digest, kind_named, may_make, plan
from hearings.cases import parse_reference, reference
from hearings.errors import NewerVersion, NotAllowed, UsageError

FOLDER = "bundles"
"""The templates."""


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that was made and kept."""

    bundle: Kept
    """The bundle."""
    left_out: tuple[tuple[str, int], ...]
    """How many documents stayed out, by why; for whoever makes it, never in it."""
    separate: tuple[str, ...]
    """The documents that are bound separately."""


def make(
    desk: Desk,
    ref: str,
    kind: str,
    form: str,
    *,
    folder: Path | None = None,
    comparators: bool = False,
    force: str = "the force",
) -> Made:
    """Make a bundle and keep its bytes, its hash and what its contents come to.

    Args:
        desk: Who makes it.
        ref: The subject, written `CASE/N`.
        kind: Hearing or outcome.
        form: One of `FORMS`.
        folder: Where the documents' files are; None binds none in.
        comparators: Whether the outcome bundle sets out the comparators both sides have had.
        force: The force's name.

    Raises:
        Refused: It may not be made yet, or a file does not fit the record.
        NotAllowed: The account may make no bundles.
        UnknownReference: There is no such subject, or none that this person may know of.
        NewerVersion: The subject has moved on while the bundle was made.
        UsageError: The form is not known, or what writes it is not installed.
    """
    which = kind_named(kind)
    if form not in FORMS:
        raise UsageError(f"A bundle cannot be {form!r}; it is one of {', '.join(FORMS)}.")
    if comparators and which.key != "outcome":
        raise UsageError("Comparators go into no hearing bundle; leave --comparators out.")
    _allowed(desk, ref)
    view, number = desk.show(ref)
    number = only_subject(view.file) if number is None else number
    moment = desk.moment()
    with desk.refusing("bundle.make", view.file.case.reference, number):
        held = contents(
            matter_of(desk, view, number, which, comparators=comparators, force=force), which
        )
        ref = reference(view.file.case.reference, number)
        found = {} if folder is None else find(folder, held.documents, ref)
        if form != "pdf":
            found = {key: one for key, one in found.items() if not one.pdf}
        laid, content = _laid(ref, held, found)
        body = written(laid, form, moment)
    bundle = Kept(0, view.file.case.reference, number, which.key, form, content,
                  laid.plan.total, hashlib.sha256(body).hexdigest(), body, moment,
                  desk.actor.account)  # fmt: skip
    separate = tuple(one.title for one in laid.plan.entries if one.note)
    return Made(_keep(desk, view, which, bundle, laid), held.left_out, separate)


def _allowed(desk: Desk, ref: str) -> None:
    try:
        may_make(desk.actor)
    except NotAllowed as error:
        case, number = parse_reference(ref)
        desk.keep_refusal("bundle.make", case, number or 0, error)
        raise


def _laid(ref: str, held: Contents, found: Mapping[int, Found]) -> tuple[Laid, str]:
    """Word a bundle and lay it out in pages, and say what its contents come to."""
    front = paragraphs("front", held.front, FOLDER)
    parts = [(title, paragraphs(key, facts, FOLDER)) for key, title, facts in held.parts]
    content = digest(front, parts, held.documents)
    said: list[Paragraph] = [
        *front,
        ("SHA-256 of its contents, whatever it is written in:", f"{INDENT}{content}"),
    ]
    laid = Laid(
        title=" ".join(front[0]),
        label=f"{ref}, {held.front['words']}",
        plan=plan(said, parts, held.documents, {key: one.bound for key, one in found.items()}),
        names={one.number: one.name for one in held.documents},
        pdfs={key: one.pdf for key, one in found.items() if one.pdf},
    )
    return laid, content


def _keep(desk: Desk, view: View, kind: Kind, bundle: Kept, laid: Laid) -> Kept:
    """Keep a bundle, unless the subject has moved on since it was read."""
    index = [[one.title, one.first, one.last, one.note] for one in laid.plan.entries]
    row = {
        "subject_id": view.ids[bundle.subject],
        "kind": kind.kept_as,
        "format": bundle.format,
        "issued_at": bundle.made_at.isoformat(),
        "account": bundle.account,
        "facts": json.dumps(
            {"digest": bundle.digest, "pages": bundle.pages, "index": index},
            ensure_ascii=False,
            sort_keys=True,
        ),
        "sha256": bundle.sha256,
        "body": bundle.body,
    }
    with desk.database.write() as connection:
        held = connection.row("SELECT version FROM subjects WHERE reference = :ref", ref=bundle.ref)
        read = view.file.subject(bundle.subject).version
        if held is not None and int(held[0]) != read:
            raise NewerVersion(bundle.ref, read, int(held[0]))
        kept = replace(bundle, id=connection.insert_id("letters", row))
        desk.trail(connection, "bundle.make", kept.case, kept.subject, detail=kept.detail)
    return kept
