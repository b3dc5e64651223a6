"""Write a bundle as PDF: tagged, with the fonts that typst brings along and nothing fetched.

Without documents bound in as PDF it keeps to PDF/UA-1. With them it cannot: nobody can answer for
how accessible somebody else's pages are.
"""

from __future__ import annotations

import json
import re
import tempfile
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
    try:
        import typst
    except ImportError:
        raise UsageError(MISSING) from None
    source = files("templates").joinpath("bundles", "bundle.typ").read_bytes()
    with tempfile.TemporaryDirectory(prefix="hearings-") as folder:
        Path(folder, "bundle.typ").write_bytes(source)
        for number, body in laid.pdfs.items():
            Path(folder, f"{number}.pdf").write_bytes(body)
        try:
            made: bytes = typst.compile(
                Path(folder, "bundle.typ"),
                root=Path(folder),
                format="pdf",
                ignore_system_fonts=True,
                sys_inputs={"data": json.dumps(_shown(laid.data()), ensure_ascii=False)},
                pdf_standards=[] if laid.pdfs else [STANDARD],
                timestamp=int(moment.timestamp()),
            )
        except typst.TypstError as error:
            raise Refused(f"The PDF cannot be made: {error}. HTML and Word can be.") from error
    return made


def _shown(value: Any) -> Any:
    """Write out by its number whatever the fonts cannot show, so that nothing is lost unseen."""
    if isinstance(value, str):
        if _SURE.fullmatch(value):
            return value
        return "".join(sign if _has(sign) else f"[U+{ord(sign):04X}]" for sign in value)
    if isinstance(value, dict):
        return {key: _shown(item) for key, item in value.items()}
    return [_shown(item) for item in value] if isinstance(value, list) else value


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
