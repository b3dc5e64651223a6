"""Find the files of documents by their hash, count their pages, and write what was made."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hearings.bundles import Bound, typed
from hearings.conclusions import Document
from hearings.errors import Refused, UsageError

PDF = b"%PDF-"

MISSING = "A PDF needs the extra: pip install 'hearings[publish]'."


@dataclass(frozen=True, slots=True)
class Found:
    """The file of a document, as it was read when its hash was compared."""

    bound: Bound
    """What of it is bound in."""
    pdf: bytes = b""
    """Its bytes, where it is a PDF."""


def find(folder: Path, documents: Sequence[Document], ref: str) -> dict[int, Found]:
    """Find the files of documents in a folder, whatever they are called.

    A file is a document's where their hashes are the same. What is neither plain text nor a PDF
    that can be read is bound separately, as if its file were not there.

    Args:
        folder: Where to look, its folders included; links are not followed.
        documents: The documents; one without a hash or a number of pages has no file.
        ref: The subject, for a refusal.

    Returns:
        What was found, by the document's number.

    Raises:
        Refused: The folder cannot be read, or a file has other than the pages recorded.
    """
    if not folder.is_dir():
        raise Refused(f"There is no folder {folder} to take documents from.")
    wanted = [one for one in documents if one.sha256 and one.pages]
    hashes = {one.sha256 for one in wanted}
    held: dict[str, bytes] = {}
    for path in _files(folder) if hashes else ():
        if (sha256 := file_hash(path)) in hashes and sha256 not in held:
            body = read(path)
            # What is bound in is what was hashed, also where the file changed in between.
            held |= {sha256: body} if hashlib.sha256(body).hexdigest() == sha256 else {}
    found = {}
    for one in wanted:
        if one.sha256 in held and (file := _bindable(held[one.sha256])) is not None:
            _fits(ref, one, file.bound)
            found[one.number] = file
    return found


def file_hash(path: Path) -> str:
    """Work out a file's SHA-256.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"The file {path} cannot be read: {error.strerror}.") from error


def read(path: Path) -> bytes:
    """Read a file.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"The file {path} cannot be read: {error.strerror}.") from error


def count(body: bytes) -> int:
    """Count the pages of a document as a bundle would; 0 where that cannot be known.

    Raises:
        UsageError: It is a PDF, and what reads one is not installed.
    """
    if body.startswith(PDF):
        return leaves(body)
    return len(typed(text)) if (text := _text(body)) is not None else 0


def leaves(body: bytes) -> int:
    """Count the pages of a PDF; 0 where it cannot be read.

    Raises:
        UsageError: What reads a PDF is not installed.
    """
    try:
        import typst
    except ImportError:
        raise UsageError(MISSING) from None
    with tempfile.TemporaryDirectory(prefix="hearings-") as name:
        root, source = Path(name), Path(name, "it.typ")
        Path(name, "it.pdf").write_bytes(body)
        source.write_text('#image("/it.pdf", page: int(sys.inputs.page))', "utf-8")

        def has(page: int) -> bool:
            given = {"page": str(page)}
            try:
                typst.compile(source, root=root, ignore_system_fonts=True, sys_inputs=given)
            except typst.TypstError:
                return False
            return True

        last, beyond = 0, 1
        while has(beyond):
            last, beyond = beyond, beyond * 2
        while beyond - last > 1:
            middle = (last + beyond) // 2
            last, beyond = (middle, beyond) if has(middle) else (last, middle)
    return last


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink())


def _text(body: bytes) -> str | None:
    """Read plain text; None where the bytes are none."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text or not text.strip() else text


def _bindable(body: bytes) -> Found | None:
    if body.startswith(PDF):
        try:
            pages = leaves(body)
        except UsageError:
            return None
        return Found(Bound(leaves=pages), body) if pages else None
    text = _text(body)
    return None if text is None else Found(Bound(text=typed(text)))


def _fits(ref: str, document: Document, bound: Bound) -> None:
    """Refuse a file that would move the numbers of all the pages after it."""
    pages = len(bound.text) or bound.leaves
    if pages != document.pages:
        raise Refused(
            f"{ref}: document {document.number} is recorded with {document.pages} pages and its"
            f" file has {pages}; put that right with 'correct', so that everybody's bundle has the"
            " same page numbers."
        )
