"""The frame around every screen: the line on top that says where one is, the line below that says which keys work."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui_app.ui.dates import header_day
from tui_app.ui.language import N_, _, spoken
from tui_app.ui.text import joined, lit

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui_app.ui.app import SamtaleApp

MODES = {
    "team": ("1", N_("Team")),
    "actions": ("2", N_("Actions")),
    "talks": ("3", N_("Conversations")),
    "me": ("4", N_("My page")),
    "figures": ("5", N_("Figures")),
    "admin": ("6", N_("Admin")),
}


class TopLine(Widget):
    """Samtale, the modes, who is signed in, and today; a sign while something slow is under way."""

    busy = reactive(False)

    def on_mount(self) -> None:
        """Follow the application's own sign of work."""
        self.watch(self.app, "busy", self._set_busy)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy

    def render(self) -> Content:
        """One line that fills the width; what does not fit is left out from the middle."""
        app = cast("SamtaleApp", self.app)
        waiting = lit(_("working…") + " ", "$text-warning") if self.busy else lit("")
        width = self.size.width - waiting.cell_length
        left, day = self._fitting(app, width)
        room = width - left.cell_length - day.cell_length - 2
        who = lit(app.viewer.name if app.viewer else "", "$foreground-muted")
        who = who.truncate(room, ellipsis=True) if room > 3 else lit("")
        gap = width - left.cell_length - who.cell_length - day.cell_length
        return left.truncate(width) + lit(" " * max(0, gap)) + waiting + who + day

    def _fitting(self, app: SamtaleApp, width: int) -> tuple[Content, Content]:
        """Samtale with its modes, and the day; where room is lacking closer, without the week, then without the day."""
        today = header_day(app.today, spoken())
        days = (f"  {today} ", f"  {today.partition(' · ')[0]} ", "")
        ways = [(left, lit(day)) for day in days for left in self._lefts(app)]
        return next((one for one in ways if sum(part.cell_length for part in one) <= width), ways[-1])

    def _lefts(self, app: SamtaleApp) -> tuple[Content, ...]:
        """Samtale and the modes; then closer, then with fewer words for the demonstration."""
        name = lit(" Samtale ", "bold $text-primary")
        shorter = name
        if app.parts.is_demo:
            name += lit(_("demonstration"), "$text-warning") + lit(" ")
            shorter = lit(f" {_('demo')} ", "$text-warning")
        there = {mode: one for mode, one in MODES.items() if app.has_mode(mode)}
        modes = [self._mode(mode, key, label) for mode, (key, label) in there.items()] if app.viewer else []
        return Content(" ").join([name, *modes]), joined(name, *modes), joined(shorter, *modes)

    def _mode(self, mode: str, key: str, label: str) -> Content:
        current = self.app.current_mode == mode
        return lit(f" {key} {_(label)} ", "bold reverse" if current else "$foreground-muted")


class KeyLine(Widget):
    """The keys that work here, now, in the person's language; as many as the line holds, the help key always."""

    def on_mount(self) -> None:
        """Follow the focus: other keys may work there."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Content:
        """One line of keys and what they do."""
        shown: list[Content] = []
        help_key: Content | None = None
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not (binding.show and active.enabled):
                continue
            key = lit(self.app.get_key_display(binding), "bold $text-accent") + lit(" " + _(binding.description))
            if binding.action == "help":
                help_key = key
            elif key not in shown:
                shown.append(key)
        line, end = lit(" "), help_key or lit("")
        for key in shown:
            if line.cell_length + key.cell_length + end.cell_length + 3 > self.size.width:
                break
            line += key + lit("  ")
        return line + end
