"""Word a matter for the screen: its facts, its limits, its hearing, its history. Knows no Textual.

What comes out is a list of paragraphs (`said.py`); a paragraph is a style and a text that may hold
anything a person typed. The screen makes the text harmless when it draws it. `matter.py` tells the
facts and assessments, `clock.py` the time limits, `hearing.py` the hearing, `measures.py` what was
done to the officer meanwhile, `diary.py` a span of days, `happened.py` the history.
"""

from __future__ import annotations

from tui.telling.happened import events_since, history
from tui.telling.matter import assessment, assessments, guidance_side, local_side, summary
from tui.telling.said import FAINT, HEAD, TEXT, Said

__all__ = [
    "FAINT",
    "HEAD",
    "TEXT",
    "Said",
    "assessment",
    "assessments",
    "events_since",
    "guidance_side",
    "history",
    "local_side",
    "summary",
]
