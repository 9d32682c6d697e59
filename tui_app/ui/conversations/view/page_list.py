"""TODO-DOC."""

from __future__ import annotations

from tui_app.ui.widgets.columns import ColumnSpec

PAGE_COLUMNS = (ColumnSpec(1), ColumnSpec(12, flex=1), ColumnSpec(3, right=True))


STEP_COLUMNS = (ColumnSpec(1), ColumnSpec(12, flex=1))
