"""The fields of a form: what is typed is kept as typed, and drawn so that it can do no harm."""

from __future__ import annotations

from tui.widgets.fields.form import Form
from tui.widgets.fields.row import FieldRow
from tui.widgets.fields.typing import SafeArea, SafeInput

__all__ = ["FieldRow", "Form", "SafeArea", "SafeInput"]
