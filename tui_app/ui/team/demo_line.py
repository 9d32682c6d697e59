"""The line on top of the demonstration that says what to try first."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.widget import Widget

from tui_app.text.i18n import N_, _
from tui_app.ui.content import concat, plain
from tui_app.ui.widgets.clicked import KEY_STYLE, key_at
from tui_app.ui.widgets.key_names import key_name

TO_TRY = (
    ("enter", N_("opens a person")),
    ("F", N_("follows everybody up")),
    ("ctrl+p", N_("finds anything")),
)
"""The three keys that show most."""


class DemoLine(Widget):
    """What to try, in three keys."""

    def on_click(self, event: Click) -> None:
        """Press the key under the pointer."""
        name = key_at(self._line(), event.x)
        for key, _label in TO_TRY:
            if key_name(key) == name:
                self.app.simulate_key(key)

    def render(self) -> Content:
        """One line."""
        return self._line()

    def _line(self) -> Content:
        keys = [plain(key_name(key), KEY_STYLE) + plain(f" {_(label)}") for key, label in TO_TRY]
        line = concat(plain(f" {_('Try:')} ", "$text-warning"), Content("  ").join(keys))
        return line.truncate(self.size.width, ellipsis=True)
