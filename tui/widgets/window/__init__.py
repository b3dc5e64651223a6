"""The product's own list: a window on a query of any length."""

from __future__ import annotations

from tui.widgets.window.drawing import TONES, ListState
from tui.widgets.window.source import Column, Row, RowSource
from tui.widgets.window.widget import UNREADABLE, WindowList

__all__ = ["TONES", "UNREADABLE", "Column", "ListState", "Row", "RowSource", "WindowList"]
