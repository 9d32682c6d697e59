"""The help: every key of a screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.visual import Visual
from textual.widgets import Static

from tui_app.text.i18n import _
from tui_app.ui import keys
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.key_changes.changes import as_changed
from tui_app.ui.screen_protocols import NamesKeys
from tui_app.ui.textual_compat import AnswersOnce
from tui_app.ui.widgets.clicked import KEY_STYLE
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec, StackedLines, TextLine
from tui_app.ui.widgets.frame import KeyFooter, way_out_label
from tui_app.ui.widgets.key_names import all_names


class HelpDialog(HasContext, ModalScreen[None], AnswersOnce):
    """Lists the keys that do something on the screen below, and the keys for everywhere."""

    BINDINGS = keys.CLOSE

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._at_work = below.active_bindings
        self._named = below.key_labels if isinstance(below, NamesKeys) else {}
        self._here = [as_changed(below.app, one) for one in type(below).BINDINGS if isinstance(one, Binding)]

    def compose(self) -> ComposeResult:
        """Two lists of keys, and how to move about."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = plain(_("Keys"))
            with VerticalScroll(classes="reading"):
                yield Static(StackedLines(list(self._lines())))
                yield Static(self._moving())
        yield KeyFooter()

    def _lines(self) -> Iterator[Visual]:
        """Both groups of keys, with what they do in one column."""
        groups = {_("Here"): self._here, _("Everywhere"): self._everywhere()}
        working = {title: [one for one in bindings if self._works(one)] for title, bindings in groups.items()}
        widest = max((cell_len(all_names(one)) for group in working.values() for one in group), default=0)
        columns = (ColumnSpec(widest), ColumnSpec(20, flex=1))
        for title, bindings in working.items():
            if not bindings:
                continue
            yield TextLine(plain(title, "bold"))
            for binding in bindings:
                cells = [plain(all_names(binding), KEY_STYLE), plain(self._label(binding))]
                yield ColumnLine(cells, columns)
            yield TextLine(plain(""))

    def _label(self, binding: Any) -> str:
        if binding.action == "lock":
            return way_out_label(self.app) or _(binding.description)
        return self._named.get(binding.action) or _(binding.description)

    def _works(self, binding: Any) -> bool:
        """True if the key does this here and now. Some keys do one thing now and another later."""
        active = [self._at_work.get(key) for key in binding.key.split(",")]
        return bool(binding.description) and any(one and one.binding.action == binding.action for one in active)

    def _everywhere(self) -> list[Any]:
        administers = self.ctx.computer.administers
        theirs = [as_changed(self.app, one) for one in keys.APP if isinstance(one, Binding)]
        theirs = [one for one in theirs if administers or one.action != "go('admin')"]
        return [one for one in theirs if not self._is_taken(one)]

    def _is_taken(self, binding: Any) -> bool:
        """True if the key belongs to the screen itself."""
        return any(one.key == binding.key for one in self._here)

    def _moving(self) -> Content:
        return plain(
            self.ctx.with_keys(
                _(
                    "Arrows or $down $up move, Tab goes to the next part, Enter opens, Esc goes back.\n"
                    "In a form, Enter goes to the next field and saves at the end; $save saves at once.\n"
                    "Signs: ! overdue  · not started  ▸ in progress  ✓ done  – dropped"
                )
            ),
            "$foreground-muted",
        )

    def action_back(self) -> None:
        """Close."""
        if self.is_current:
            self.dismiss(None)
