"""What is wrong with a form, one below the other; enter goes to the place."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.widgets.frame import KeyFooter
from tui_app.ui.widgets.record_list import RecordList, Row


def problem_row(index: int, where: str, what: str) -> Row:
    """One problem: where it is, and below that what it is. The row's value is the index."""
    return Row(index, plain(where, content.WARNING) + plain(f"\n{what}"))


class ProblemsDialog(ModalScreen[int | None]):
    """Answers the place in the list of the chosen mistake, None when it was left."""

    BINDINGS = keys.PROBLEMS
    AUTO_FOCUS = "RecordList"

    def __init__(self, title: str, about: Content, problems: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._problems = tuple(problems)

    def compose(self) -> ComposeResult:
        """The mistakes."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = plain(self._title)
            yield Static(self._about, classes="about")
            yield RecordList(id="problem-rows")
        yield KeyFooter()

    def on_mount(self) -> None:
        """All of them; the list scrolls."""
        rows = (problem_row(place, where, what) for place, (where, what) in enumerate(self._problems))
        self.query_one(RecordList).fill(rows)

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        if self.is_current:
            self.dismiss(event.value if isinstance(event.value, int) else None)

    def action_back(self) -> None:
        """Leave it for now."""
        if self.is_current:
            self.dismiss(None)
