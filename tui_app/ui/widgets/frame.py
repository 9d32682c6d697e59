"""The frame around every screen: the line on top that says where one is, the line below that says which keys work."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui_app.text.dates import header_date
from tui_app.text.i18n import N_, _
from tui_app.ui.content import concat, plain
from tui_app.ui.context import HasContext
from tui_app.ui.screen_protocols import NamesKeys

if TYPE_CHECKING:
    from textual.screen import Screen


MODE_TABS = {
    "team": ("1", N_("Team")),
    "actions": ("2", N_("Actions")),
    "conversations": ("3", N_("Conversations")),
    "me": ("4", N_("My page")),
    "figures": ("5", N_("Figures")),
    "admin": ("6", N_("Admin")),
    "practice": ("7", N_("Practice")),
}


class TopBar(HasContext, Widget):
    """Samtale, the modes, who is signed in, and today; a sign while something slow is under way."""

    busy = reactive(False)

    def on_mount(self) -> None:
        """Follow the application's own sign of work."""
        self.ctx.busy.subscribe(self, self._set_busy)

    def on_unmount(self) -> None:
        """Let go of the sign, which would keep this line and its screen."""
        self.ctx.busy.unsubscribe(self)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy

    def render(self) -> Content:
        """One line that fills the width: where one is, who is signed in, the day; what has no room gives way."""
        waiting = plain(_("working…") + " ", "$text-warning") if self.busy else plain("")
        width = self.size.width - waiting.cell_length
        left, who, day = self._fitting(width)
        gap = width - left.cell_length - who.cell_length - day.cell_length
        return left.truncate(width) + plain(" " * max(0, gap)) + waiting + who + day

    def _fitting(self, width: int) -> tuple[Content, Content, Content]:
        """The parts of the line, in the widest variant that fits.

        The week is left out first, then the space between the modes, then the last name, then the weekday. On a shared
        computer the name matters as much as the date.
        """
        today = header_date(self.ctx.today)
        day = today.partition(" · ")[0]
        bare = day.partition(" ")[2]
        name = self.ctx.viewer.name if self.ctx.viewer else ""
        first = name.partition(" ")[0]
        *roomy, closest = self._left_variants()
        labels = [(name, today), (name, day), (first, day)]
        combined = [*product(labels, roomy), *product([(first, day), (first, bare), ("", bare), ("", "")], [closest])]
        variants = [
            (left, plain(f"  {who}" if who else "", "$foreground-muted"), plain(f"  {when} " if when else ""))
            for (who, when), left in combined
        ]
        return next((one for one in variants if sum(part.cell_length for part in one) <= width), variants[-1])

    def _left_variants(self) -> tuple[Content, ...]:
        """Variants of the left part, the widest first; the demonstration is always labelled."""
        name, alone = plain(" Samtale ", "bold $text-primary"), plain("")
        if self.ctx.setup.is_demo:
            name += plain(_("demonstration"), "$text-warning") + plain(" ")
            alone = plain(f" {_('demo')} ", "$text-warning")
        there = {mode: one for mode, one in MODE_TABS.items() if self.ctx.computer.has_mode(mode)}
        modes = [self._mode(mode, key, label) for mode, (key, label) in there.items()] if self.ctx.viewer else []
        if not modes:
            return name, name
        close = Content(" ").join(mode[1:-1] for mode in modes)
        return Content(" ").join([name, *modes]), concat(name, *modes), concat(alone, *modes), concat(alone, " ", close)

    def _mode(self, mode: str, key: str, label: str) -> Content:
        current = self.app.current_mode == mode
        return plain(f" {key} {_(label)} ", "bold reverse" if current else "$foreground-muted")


class KeyFooter(Widget):
    """The keys that work now: as many as fit on the line, and always the help key."""

    _shown: Content | None = None

    def on_mount(self) -> None:
        """Follow the focus, which changes the available keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        self.call_later(self._follow)

    def _follow(self) -> None:
        """Redraw if the available keys changed. Each focus change is reported twice, usually with no effect."""
        is_in_front = self.app.is_running and self.app.screen is self.screen
        if not is_in_front or self._shown is None or self._line() != self._shown:
            self.refresh()

    def render(self) -> Content:
        """The keys and what they do, on one line."""
        self._shown = self._line()
        return self._shown

    def _line(self) -> Content:
        shown: list[Content] = []
        help_key: Content | None = None
        names = self.screen.key_labels if isinstance(self.screen, NamesKeys) else {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not (binding.show and active.enabled):
                continue
            label = names.get(binding.action) or _(binding.description)
            key = plain(self.app.get_key_display(binding), "bold $text-accent") + plain(" " + label)
            if binding.action == "help":
                help_key = key
            elif key not in shown:
                shown.append(key)
        line, end = plain(" "), help_key or plain("")
        for key in shown:
            if line.cell_length + key.cell_length + end.cell_length + 3 > self.size.width:
                break
            line += key + plain("  ")
        return line + end
