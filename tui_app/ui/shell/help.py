"""The help: every key of a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui_app.text.i18n import _
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.textual_compat import AnswersOnce
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec, StackedLines, TextLine
from tui_app.ui.widgets.frame import KeyFooter

if TYPE_CHECKING:
    pass

_KEY_COLUMNS = (ColumnSpec(8), ColumnSpec(20, flex=1))


class HelpDialog(HasContext, ModalScreen[None], AnswersOnce):
    """Lists the keys of the screen below, marking those that have no effect now, and the keys for everywhere."""

    BINDINGS = keys.CLOSE

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._at_work = below.active_bindings
        self._here = [binding for binding in type(below).BINDINGS if not isinstance(binding, tuple)]

    def compose(self) -> ComposeResult:
        """Two lists of keys, and how to move about."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = plain(_("Keys"))
            with VerticalScroll(classes="reading"):
                yield Static(
                    StackedLines(
                        [*self._lines(_("Here"), self._here), *self._lines(_("Everywhere"), self._everywhere())]
                    )
                )
                yield Static(self._moving())
        yield KeyFooter()

    def _lines(self, title: str, bindings: list[Any]) -> list[Any]:
        lines: list[Any] = [TextLine(plain(title, "bold"))]
        for binding in sorted(bindings, key=self._rests):
            rests = self._rests(binding)
            key = plain(self.app.get_key_display(binding), content.MUTED if rests else "bold $text-accent")
            does = plain(_(binding.description), content.MUTED if rests else "")
            lines.append(
                ColumnLine([key, does + plain("  " + _("not now") if rests else "", content.MUTED)], _KEY_COLUMNS)
            )
        return [*lines, TextLine(plain(""))]

    def _rests(self, binding: Any) -> bool:
        return not any(key in self._at_work for key in binding.key.split(","))

    def _everywhere(self) -> list[Any]:
        administers = self.ctx.computer.administers
        theirs = [one for one in keys.APP if administers or getattr(one, "action", "") != "go('admin')"]
        return [one for one in theirs if not self._is_taken(one)]

    def _is_taken(self, binding: Any) -> bool:
        """True if the key belongs to the screen itself."""
        return any(one.key == binding.key for one in self._here)

    def _moving(self) -> Content:
        return plain(
            _(
                "Arrows or j k move, tab goes to the next part, enter opens, esc goes back.\n"
                "In a form, enter goes to the next field and saves at the end; ctrl+s saves at once.\n"
                "Signs: ! overdue  · not started  ▸ in progress  ✓ done  – dropped"
            ),
            "$foreground-muted",
        )

    def action_back(self) -> None:
        """Close."""
        if self.is_current:
            self.dismiss(None)
