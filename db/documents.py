"""Word letters and bundles, and put letters into text, HTML or Word: the only user of Jinja2.

Only the templates that ship are ever rendered. What people typed comes out as text: on one line, or
indented on lines of its own, with everything that cannot be seen made visible.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from hearings.errors import UsageError
from hearings.letter_words import one_line, seen

FORMATS: Final = ("text", "html", "docx")
"""The forms a letter is written in."""

Paragraph = tuple[str, ...]
"""The lines of a paragraph; one that begins with two spaces is what somebody wrote, or an item."""

INDENT: Final = "  "
WIDTH: Final = 78
"""The most characters of a line of text."""


class _Lines(str):
    """Lines that stand alone; everything else is put on one line."""

    __slots__ = ()


def paragraphs(
    kind: str, facts: Mapping[str, Any], folder: str = "letters"
) -> tuple[Paragraph, ...]:
    """Word a letter, or a part of a bundle.

    Args:
        kind: The kind of letter, which names its template.
        facts: What it states, by name.
        folder: Which templates: letters or bundles.

    Returns:
        Its paragraphs; the first of a letter is the title.
    """
    said = _environment(folder).get_template(f"{kind}.txt.j2").render(dict(facts))
    found: list[list[str]] = [[]]
    for line in said.split("\n"):
        if not line.strip():
            found.append([])
        elif line.startswith(INDENT) or not found[-1] or found[-1][-1].startswith(INDENT):
            found[-1].append(line.rstrip())
        else:
            found[-1][-1] += f" {line.strip()}"
    return tuple(tuple(lines) for lines in found if lines)


def render(said: Sequence[Paragraph], form: str, moment: datetime) -> bytes:
    """Put a letter into a form.

    Args:
        said: Its paragraphs, the title first.
        form: One of `FORMATS`.
        moment: When it is issued, in UTC; a Word file bears it.

    Raises:
        UsageError: The form is not known, or what writes it is not installed.
    """
    if form == "text":
        return as_text(said).encode()
    if form == "html":
        return as_html(said).encode()
    if form == "docx":
        return as_word(said, moment)
    raise UsageError(f"A letter cannot be {form!r}; it is one of {', '.join(FORMATS)}.")


def as_text(said: Sequence[Paragraph]) -> str:
    """Write a letter as plain text."""
    return "\n\n".join("\n".join(map(_wrapped, lines)) for lines in said) + "\n"


def as_html(said: Sequence[Paragraph]) -> str:
    """Write a letter as one page that runs and fetches nothing."""
    return page("letters", "letter", {"title": " ".join(said[0]), "paragraphs": said[1:]})


def page(folder: str, name: str, facts: Mapping[str, Any]) -> str:
    """Write one page that runs and fetches nothing.

    Args:
        folder: Which templates: letters or bundles.
        name: The template.
        facts: What it states, by name.
    """
    return _environment(folder).get_template(f"{name}.html.j2").render(dict(facts))


def as_word(said: Sequence[Paragraph], moment: datetime) -> bytes:
    """Write a letter as a Word file that says nothing but the letter.

    Raises:
        UsageError: python-docx is not installed.
    """
    document = new_word(moment)
    document.add_heading(" ".join(said[0]), level=1)
    for lines in said[1:]:
        document.add_paragraph("\n".join(lines))
    return word_bytes(document, moment)


def check_word() -> None:
    """Refuse, before anything is put together, where what writes a Word file is not installed.

    Raises:
        UsageError: It is not installed.
    """
    try:
        import docx  # noqa: F401 - whether it is there
    except ImportError:
        raise UsageError("Word files need the extra: pip install 'hearings[publish]'.") from None


def new_word(moment: datetime) -> Any:
    """Begin a Word file in British English that says nothing but what is put into it.

    Args:
        moment: When it is issued, in UTC; its only date.

    Raises:
        UsageError: python-docx is not installed.
    """
    check_word()
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    for language in document.styles.element.xpath("//w:rPrDefault//w:lang"):
        language.set(qn("w:val"), "en-GB")
    known = document.core_properties
    known.author = known.last_modified_by = "hearings"
    known.title, known.language, known.comments = "", "en-GB", ""
    known.created = known.modified = moment.replace(microsecond=0, tzinfo=None)
    return document


def word_bytes(document: Any, moment: datetime) -> bytes:
    """Give a Word file's bytes, the same for the same words and moment."""
    kept = BytesIO()
    document.save(kept)
    return _dated(kept.getvalue(), moment)


def quoted(text: object) -> str:
    """Indent what somebody wrote, line by line, without its empty lines."""
    lines = (" ".join(seen(line).split()) for line in str(text).splitlines())
    return _Lines("\n".join(INDENT + line for line in lines if line))


def _as_typed(text: object) -> str:
    """Keep lines as they were typed, but for what cannot be seen."""
    return _Lines("\n".join(seen(line) for line in str(text).split("\n")))


def _finish(value: object) -> object:
    """Put every value of a template on one line, but for lines and drawings that we made."""
    if isinstance(value, Markup):
        return value
    return str(value) if isinstance(value, _Lines) else one_line(value)


def _escapes(name: str | None) -> bool:
    """Escape everything but plain text; `select_autoescape` would leave `.html.j2` alone."""
    return name is None or not name.endswith(".txt.j2")


@cache
def _environment(folder: str = "letters") -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        loader=PackageLoader("templates", folder),
        undefined=StrictUndefined,
        autoescape=_escapes,
        finalize=_finish,
        trim_blocks=True,
        keep_trailing_newline=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.clear()
    made.filters = {"as_typed": _as_typed, "begun": _begun, "quoted": quoted}
    return made


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _wrapped(line: str) -> str:
    indent = INDENT if line.startswith(INDENT) else ""
    further = INDENT if line.startswith(f"{INDENT}- ") else ""
    return textwrap.fill(
        line.strip(),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + further,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _dated(word: bytes, moment: datetime) -> bytes:
    """Write a Word file's parts again with the letter's own time on each."""
    kept = BytesIO()
    stamp = moment.timetuple()[:6]
    with ZipFile(BytesIO(word)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, stamp)
            part.compress_type = ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            new.writestr(part, old.read(name))
    return kept.getvalue()
