"""A list of problems; enter goes to the place of one."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.ui import content, keys
from tui_app.ui.content import dialog_title, plain
from tui_app.ui.textual_compat import AnswersOnce
from tui_app.ui.widgets.frame import KeyFooter
from tui_app.ui.widgets.record_list import RecordList, Row


def problem_row(index: int, where: str, what: str) -> Row:
    """A problem: where it is, and below it what it is. Its value is its index in the list."""
    return Row(index, plain(where, content.WARNING) + plain(f"\n{what}"))


class ProblemsDialog(ModalScreen[int | None], AnswersOnce):
    """Lists problems. Its result is the index of the chosen one, or None.

    Args:
        problems: where each problem is, and what it is.
    """

    BINDINGS = keys.CLOSE_ONLY
    AUTO_FOCUS = "RecordList"

    def __init__(self, title: str, about: Content, problems: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._problems = tuple(problems)

    def compose(self) -> ComposeResult:
        """The list, below what it is about."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = dialog_title(self._title)
            yield Static(self._about, classes="about")
            yield RecordList(id="problem-rows")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Fill the list."""
        rows = (problem_row(index, where, what) for index, (where, what) in enumerate(self._problems))
        self.query_one(RecordList).fill(rows)

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        if self.is_current and isinstance(event.value, int):
            self.dismiss(event.value)

    def action_back(self) -> None:
        """Close without choosing one."""
        if self.is_current:
            self.dismiss(None)
