"""Plan a bundle's pages: what stands on each, and the number it bears.

The plan is the same whatever the bundle is written in, so that everybody turns to the same page. A
document that is not bound in has a slip sheet, and its own pages are counted after it; one whose
pages are not known is a volume of its own, with its own numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hearings.bundles.kinds import document_words
from hearings.conclusions import Document
from hearings.letter_words import one_line, seen, written

LINES, WIDTH = 42, 84
"""How many lines of running text a page takes, and how many characters a line."""

TYPED_LINES, TYPED_WIDTH = 54, 80
"""The same of a document of plain text, which is set as it was typed."""

INDENT = "  "
"""What a line begins with that stands by itself, as in letters."""

HEADING, TEXT, QUOTED, TYPED = "heading", "text", "quoted", "typed"
"""How a block looks."""

_HEADING_LINES = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Some running text on one page."""

    style: str
    """Heading, text, quoted or typed."""
    text: str
    """What it says, with nothing in it that cannot be seen."""
    gap: bool = False
    """Whether it begins a paragraph."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A document whose file is bound in."""

    text: tuple[tuple[str, ...], ...] = ()
    """The lines of each page, of a document of plain text."""
    leaves: int = 0
    """How many pages its file has, where the file is a PDF."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the index."""

    title: str
    """What it is."""
    first: int
    """Its first page."""
    last: int
    """Its last page."""
    note: str = ""
    """What has to be known of it: that it is bound separately, or a volume of its own."""

    @property
    def pages(self) -> str:
        """Write its pages as `4` or `4-9`."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class Page:
    """One page that is printed."""

    number: int
    """The number it bears."""
    blocks: tuple[Block, ...] = ()
    """What stands on it."""
    entries: tuple[Entry, ...] = ()
    """The lines of the index, on its pages."""
    document: int = 0
    """The number of the document whose page this is; 0 for the bundle's own."""
    leaf: int = 0
    """Which page of a PDF it is; 0 where it is none."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Every page of a bundle."""

    pages: tuple[Page, ...]
    """The pages that are printed, in order; those of a document bound separately are not."""
    entries: tuple[Entry, ...]
    """The index."""
    total: int
    """The number of the last page, also where that is a document's own."""


Paragraphs = Sequence[Sequence[str]]
"""Running text as letters have it: the lines of each paragraph."""


def typed(text: str) -> tuple[tuple[str, ...], ...]:
    """Lay a document of plain text out in pages; a form feed begins a new one."""
    found: list[tuple[str, ...]] = []
    for sheet in text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n\f").split("\f"):
        lines = [
            piece.rstrip()
            for line in sheet.split("\n")
            for piece in pieces(seen(line.expandtabs(8)), TYPED_WIDTH)
        ]
        found += [tuple(lines[n : n + TYPED_LINES]) for n in range(0, len(lines), TYPED_LINES)]
    return tuple(found)


def pieces(text: str, width: int) -> list[str]:
    """Cut a text into lines at its spaces; put together again they are the text."""
    found = []
    while len(text) > width:
        cut = text.rfind(" ", 0, width + 1) + 1 or width
        found.append(text[:cut])
        text = text[cut:]
    return [*found, text]


def flow(title: str, paragraphs: Paragraphs) -> list[tuple[Block, ...]]:
    """Lay running text out in pages, under a heading where it has one."""
    pages: list[list[Block]] = [[]]
    room = LINES
    if title:
        pages[0].append(Block(HEADING, one_line(title), gap=True))
        room -= _HEADING_LINES
    for lines in paragraphs:
        room -= 1
        for place, line in enumerate(lines):
            style = QUOTED if line.startswith(INDENT) else TEXT
            rest = pieces(one_line(line), WIDTH - (len(INDENT) if style == QUOTED else 0))
            gap = place == 0
            while rest:
                if room < 1:
                    pages.append([])
                    room = LINES
                taken, rest = rest[:room], rest[room:]
                pages[-1].append(Block(style, "".join(taken).strip(), gap))
                room, gap = room - len(taken), False
    return [tuple(blocks) for blocks in pages]


def plan(
    front: Paragraphs,
    parts: Sequence[tuple[str, Paragraphs]],
    documents: Sequence[Document],
    bound: Mapping[int, Bound],
) -> Plan:
    """Plan a bundle.

    Args:
        front: What stands on its first page, the title first.
        parts: The heading and the text of each part that is written from the records.
        documents: The documents, in order.
        bound: Those whose files are bound in, by number.
    """
    cover = flow(" ".join(front[0]), front[1:])
    index = _index_pages([title for title, _text in parts], documents)
    number = len(cover) + index
    pages: list[Page] = []
    entries: list[Entry] = []
    for title, text in parts:
        laid = flow(title, text)
        entries.append(Entry(one_line(title), number + 1, number + len(laid)))
        pages += [Page(number + n, blocks) for n, blocks in enumerate(laid, 1)]
        number += len(laid)
    for document in documents:
        sheets, entry = _slot(document, bound.get(document.number), number + 1)
        pages += sheets
        entries.append(entry)
        number = entry.last
    first = [Page(n, blocks) for n, blocks in enumerate(cover, 1)]
    return Plan((*first, *_index(entries, len(cover), index), *pages), tuple(entries), number)


def name_of(document: Document) -> str:
    """Say a document as the index does."""
    return f"{one_line(document.name)} ({document_words(document.kind)})"


def _slot(document: Document, bound: Bound | None, first: int) -> tuple[list[Page], Entry]:
    """Give a document's slip sheet and the pages bound in after it, and its line of the index."""
    text = bound.text if bound else ()
    leaves = bound.leaves if bound else 0
    last = first + document.pages
    note = "" if bound else "bound separately" if document.pages else "a volume of its own"
    entry = Entry(name_of(document), first, last, note)
    pages = [Page(first, _slip(document, entry), document=document.number)]
    pages += [
        Page(first + n, (Block(TYPED, "\n".join(lines)),), document=document.number)
        for n, lines in enumerate(text, 1)
    ]
    pages += [Page(first + n, document=document.number, leaf=n) for n in range(1, leaves + 1)]
    return pages, entry


def _slip(document: Document, entry: Entry) -> tuple[Block, ...]:
    """Word the sheet that stands before a document."""
    said = [f"Kind: {document_words(document.kind)}."]
    if document.on is not None:
        said.append(f"Entered on {written(document.on)}.")
    said.append(f"SHA-256: {document.sha256}" if document.sha256 else "SHA-256: not recorded.")
    count = entry.last - entry.first
    if not count:
        said.append("How many pages it has is not recorded: it is a volume of its own, with its"
                    " own page numbers.")  # fmt: skip
    else:
        where = Entry("", entry.first + 1, entry.last).pages
        begins = "Its page is" if count == 1 else "Its pages are"
        ends = "; it is bound separately and goes in here." if entry.note else "."
        said.append(f"{begins} {where}{ends}")
    heading = Block(HEADING, one_line(document.name), gap=True)
    return (heading, *(Block(TEXT, text, gap=True) for text in said))


def _lines_of(title: str) -> int:
    return len(pieces(title, WIDTH - 24)) + 1


def _index_pages(titles: Sequence[str], documents: Sequence[Document]) -> int:
    """Count the pages of an index before the pages in it are known."""
    names = [*map(one_line, titles), *map(name_of, documents)]
    return len(_shared([Entry(name, 0, 0) for name in names]))


def _index(entries: Sequence[Entry], before: int, count: int) -> list[Page]:
    heading = (Block(HEADING, "Index", gap=True),)
    shares = _shared(entries)
    if len(shares) != count:
        raise ValueError("The index takes more pages than were kept for it.")
    return [
        Page(before + n, heading if n == 1 else (), tuple(share))
        for n, share in enumerate(shares, 1)
    ]


def _shared(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Share the lines of an index out among its pages."""
    found: list[list[Entry]] = [[]]
    room = LINES - _HEADING_LINES
    for entry in entries:
        if _lines_of(entry.title) > room:
            found.append([])
            room = LINES
        found[-1].append(entry)
        room -= _lines_of(entry.title)
    return found
