"""The list of both screens: there is nothing to open in it."""

from __future__ import annotations

from tui_app.ui.widgets.record_list import RecordList


class CodeList(RecordList):
    """People, of whom none is opened."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the key that opens a row."""
        return False if action == "select" else super().check_action(action, parameters)
