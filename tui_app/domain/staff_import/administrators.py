"""Keep somebody who can administer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from tui_app.domain.staff_import.merging import ColumnNames
from tui_app.domain.staff_import.nodes import ImportNode
from tui_app.domain.staff_list.findings import FindingKind, Level
from tui_app.domain.staff_list.heading_words import StaffField


def keep_an_administrator(
    nodes: Sequence[ImportNode], administrators: Collection[int], viewer_id: int, today: date, columns: ColumnNames
) -> None:
    """Refuse the last day of an administrator if nobody would be left who can administer, on any day to come.

    Args:
        administrators: ids of those who can administer now.
        viewer_id: who imports; of several, they stay.
    """
    theirs = [node for node in nodes if node.person and node.person.id in administrators]
    staying = [node for node in theirs if node.values["end_date"] is None]
    leaving = [node for node in theirs if node.person and node.values["end_date"] != node.person.end_date]
    if staying or not leaving:
        return
    kept = [node for node in leaving if node.person and node.person.id == viewer_id] or leaving
    for node in kept:
        assert node.person is not None
        end = node.values["end_date"]
        column = columns.get(StaffField.END_DATE) or columns.get(StaffField.STATUS, "")
        node.values["end_date"] = node.person.end_date
        node.is_former = node.person.has_left(today)
        node.note(FindingKind.LAST_ADMINISTRATOR, Level.REFUSED, column, end=end)
