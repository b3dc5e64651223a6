"""Write a bundle as PDF: tagged, with the fonts that typst brings along and nothing fetched.

Without documents bound in as PDF it keeps to PDF/UA-1. With them it cannot: nobody can answer for
how accessible somebody else's pages are.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from db.bundles.folder import MISSING
from db.bundles.forms import Laid
from hearings.errors import Refused, UsageError

STANDARD: Final = "ua-1"

_SURE = re.compile("[\n -~\N{NO-BREAK SPACE}-\N{LATIN SMALL LETTER Z WITH CARON}\N{EN DASH}]*")
"""What every font that typst brings along can show."""


def as_pdf(laid: Laid, moment: datetime) -> bytes:
    """Write a bundle as PDF.

    Args:
        laid: The bundle with its pages.
        moment: When it is made, in UTC.

    Raises:
        UsageError: What writes a PDF is not installed.
        Refused: It holds something that cannot be shown.
    """
    parts = {f"{number}.pdf": body for number, body in laid.pdfs.items()}
    return typeset("bundles", "bundle", showable(laid.data()), parts, moment, tagged=not parts)


def typeset(
    folder: str,
    template: str,
    data: Any,
    parts: Mapping[str, bytes],
    moment: datetime,
    *,
    tagged: bool = True,
) -> bytes:
    """Write a PDF from a template.

    Args:
        folder: Which templates: bundles or reports.
        template: The template.
        data: What it states, as `showable` gives it.
        parts: The files it draws, by name.
        moment: When it is made, in UTC.
        tagged: Whether it keeps to PDF/UA-1.

    Raises:
        UsageError: What writes a PDF is not installed.
        Refused: It holds something that cannot be shown.
    """
    typst = _typst()
    source = files("templates").joinpath(folder, f"{template}.typ").read_bytes()
    with tempfile.TemporaryDirectory(prefix="hearings-") as name:
        Path(name, "it.typ").write_bytes(source)
        for part, body in parts.items():
            Path(name, part).write_bytes(body)
        try:
            made: bytes = typst.compile(
                Path(name, "it.typ"),
                root=Path(name),
                format="pdf",
                ignore_system_fonts=True,
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                pdf_standards=[STANDARD] if tagged else [],
                timestamp=int(moment.timestamp()),
            )
        except typst.TypstError as error:
            raise Refused(f"The PDF cannot be made: {error}. HTML and Word can be.") from error
    return made


def as_png(svg: str) -> bytes:
    """Turn a drawing into a picture of points, for what knows no drawings.

    Raises:
        UsageError: What does that is not installed.
    """
    typst = _typst()
    with tempfile.TemporaryDirectory(prefix="hearings-") as name:
        Path(name, "it.svg").write_text(showable(svg), "utf-8")
        Path(name, "it.typ").write_text(
            '#set page(width: auto, height: auto, margin: 0pt)\n#image("/it.svg")', "utf-8"
        )
        made: bytes = typst.compile(
            Path(name, "it.typ"), root=Path(name), format="png", ignore_system_fonts=True, ppi=150
        )
    return made


def check_pdf() -> None:
    """Refuse, before anything is put together, where what writes a PDF is not installed.

    Raises:
        UsageError: It is not installed.
    """
    _typst()


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise UsageError(MISSING) from None
    return typst


def showable(value: Any) -> Any:
    """Write out by its number whatever the fonts cannot show, so that nothing is lost unseen."""
    if isinstance(value, str):
        if _SURE.fullmatch(value):
            return value
        return "".join(sign if _has(sign) else f"[U+{ord(sign):04X}]" for sign in value)
    if isinstance(value, dict):
        return {key: showable(item) for key, item in value.items()}
    return [showable(item) for item in value] if isinstance(value, list) else value


@cache
def _has(sign: str) -> bool:
    """Say whether the fonts that typst brings along can show a character."""
    import typst

    if _SURE.fullmatch(sign):
        return True
    source = (
        b'#set document(title: "x")\n'
        b'#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), lang: "en")\n'
        b'#sys.inputs.sign #text(font: "DejaVu Sans Mono", sys.inputs.sign)'
    )
    try:
        typst.compile(source, format="pdf", ignore_system_fonts=True, pdf_standards=[STANDARD],
                      sys_inputs={"sign": sign})  # fmt: skip
    except typst.TypstError:
        return False
    return True
