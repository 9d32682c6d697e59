"""The line on top of the demonstration that says what to try first."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.widget import Widget

from tui_app.text.i18n import N_, _
from tui_app.text.key_meanings import key_called
from tui_app.ui.content import concat, plain
from tui_app.ui.widgets.clicked import KEY_STYLE, key_at, press_named
from tui_app.ui.widgets.key_names import key_name

TO_TRY = (
    ("", N_("opens a person")),
    ("follow_up_all", N_("follows everybody up")),
    ("find", N_("finds anything")),
)
"""The names of the three keys that show most; Enter has none, it cannot be changed."""


class DemoLine(Widget):
    """What to try, in three keys."""

    def on_click(self, event: Click) -> None:
        """Press the key under the pointer."""
        if (name := key_at(self._line(), event.x)) == key_name("enter"):
            self.app.simulate_key("enter")
        elif name is not None:
            press_named(self.app, name)

    def render(self) -> Content:
        """One line."""
        return self._line()

    def _line(self) -> Content:
        names = [key_called(name) if name else key_name("enter") for name, _label in TO_TRY]
        keys = [
            plain(name, KEY_STYLE) + plain(f" {_(label)}") for name, (_key, label) in zip(names, TO_TRY, strict=True)
        ]
        line = concat(plain(f" {_('Try:')} ", "$text-warning"), Content("  ").join(keys))
        return line.truncate(self.size.width, ellipsis=True)
