"""The frame around every screen: the line on top that says where one is, the line below that says which keys work."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import TYPE_CHECKING, Any

from textual.binding import Binding
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Button, Static

from tui_app.text.dates import header_date
from tui_app.text.i18n import N_, _, format_message
from tui_app.text.people import SHORTEST_NAME
from tui_app.text.tables import fit_middle
from tui_app.ui.app_messages import GoToMode
from tui_app.ui.content import concat, plain
from tui_app.ui.context import HasContext
from tui_app.ui.key_changes.named import in_usual_order
from tui_app.ui.screen_protocols import NamesEnter, NamesKeys
from tui_app.ui.widgets.clicked import key_at, label_at, press_named
from tui_app.ui.widgets.key_names import binding_name, key_name

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from tui_app.ui.context import AppContext


MODE_TABS = {
    "team": ("1", N_("Team")),
    "actions": ("2", N_("Actions")),
    "conversations": ("3", N_("Conversations")),
    "me": ("4", N_("My page")),
    "figures": ("5", N_("Figures")),
    "admin": ("6", N_("Admin")),
    "practice": ("7", N_("Practice")),
}
SHORT_LABELS = {"conversations": N_("Talks"), "me": N_("Me")}
"""Labels of modes where the line has no room for the usual ones."""


MADE_FOR = (80, 24)
"""Columns and lines from which everything is shown."""
USABLE_FROM = (60, 18)
"""Columns and lines below which too much is missing to work."""


def size_warning(width: int, height: int) -> str:
    """What a terminal lacks; empty if it is large enough."""
    columns, lines = max(0, MADE_FOR[0] - width), max(0, MADE_FOR[1] - height)
    if width < USABLE_FROM[0] or height < USABLE_FROM[1]:
        return format_message(_("Too small: $width × $height is needed"), width=MADE_FOR[0], height=MADE_FOR[1])
    if columns and lines:
        return format_message(
            _("$columns columns and $lines lines too small to show everything"), columns=columns, lines=lines
        )
    if columns:
        return format_message(_("$columns columns too narrow to show everything"), columns=columns)
    return format_message(_("$lines lines too low to show everything"), lines=lines) if lines else ""


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
        if missing := size_warning(self.app.size.width, self.app.size.height):
            return plain(f" {missing}", "bold $text-warning").truncate(self.size.width, ellipsis=True)
        waiting = plain(_("working…") + " ", "$text-warning") if self.busy else plain("")
        width = self.size.width - waiting.cell_length
        left, who, day = self._fitting(width)
        gap = width - left.cell_length - who.cell_length - day.cell_length
        return left.truncate(width) + plain(" " * max(0, gap)) + waiting + who + day

    def on_click(self, event: Click) -> None:
        """Go to the mode under the pointer."""
        line = self.render().plain
        for short in ({}, SHORT_LABELS):
            tabs = {f"{key} {_(short.get(mode, label))}": mode for mode, (key, label) in MODE_TABS.items()}
            label = label_at(line, tabs, event.x)
            if label is not None:
                if self.ctx.computer.has_mode(tabs[label]) and not self.screen.is_modal:
                    self.ctx.open(GoToMode(tabs[label]))
                return

    def _fitting(self, width: int) -> tuple[Content, Content, Content]:
        """The parts of the line, in the widest variant that fits.

        The week is left out first, then the last name, then the space between the modes, then what is long in their
        labels, then the weekday. On a shared computer the name matters as much as the date.
        """
        today = header_date(self.ctx.today)
        day = today.partition(" · ")[0]
        bare = day.partition(" ")[2]
        name = self.ctx.viewer.name if self.ctx.viewer else ""
        first = name.partition(" ")[0]
        *roomy, close, closest = self._left_variants()
        labels = [(name, today), (name, day), (first, day)]
        few = [(first, day), (first, bare), (fit_middle(first, SHORTEST_NAME), bare), ("", bare), ("", "")]
        combined = [*product(labels, roomy), ((first, day), close), *product(few, [closest])]
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
        if not (there and self.ctx.viewer):
            return name, name, name
        modes = [self._mode(mode, key, label) for mode, (key, label) in there.items()]
        short = [self._mode(mode, key, SHORT_LABELS.get(mode, label)) for mode, (key, label) in there.items()]
        close, closest = (concat(alone, " ", Content(" ").join(one[1:-1] for one in some)) for some in (modes, short))
        return Content(" ").join([name, *modes]), concat(name, *modes), concat(alone, *modes), close, closest

    def _mode(self, mode: str, key: str, label: str) -> Content:
        current = self.app.current_mode == mode
        return plain(f" {key} {_(label)} ", "bold reverse" if current else "$foreground-muted")


KEPT_LONGEST = frozenset(
    {
        *("enter", "acknowledge", "comment", "next_step", "finish", "save"),
        *("on_current('tick')", "on_current('move')", "on_current('skip')", "on_current('comment')"),
    }
)
"""Actions whose keys are left out last: what one came for, and what is looked for most."""
MORE = "…"
"""Stands for the keys that have no room on the line."""


class WidthLine(Static):
    """A line across a screen, laid out for its width and again when the terminal changes its size."""

    _line: Callable[[int], Content] | None = None

    def show_line(self, line: Callable[[int], Content]) -> None:
        """Show a line from now on.

        Args:
            line: gets the width of the screen in cells, and returns what to show.
        """
        self._line = line
        self.on_resize()

    def on_resize(self) -> None:
        """Lay the line out again."""
        if self._line is not None:
            self.update(self._line(self.screen.size.width), layout=False)


class KeyFooter(Widget):
    """The keys that work now: as many as fit on the line, then the way back, the help and the way out."""

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

    def on_click(self, event: Click) -> None:
        """Press the key under the pointer; the sign for more keys opens the list of all."""
        if self._shown is None:
            return
        more = self._shown.plain.find(f" {MORE} ")
        if 0 <= more <= event.x < more + len(f" {MORE} "):
            press_named(self.app, key_name("f1"))
        elif (name := key_at(self._shown, event.x)) is not None:
            press_named(self.app, name)

    def _line(self) -> Content:
        shown: dict[str, Content] = {}
        kept: dict[str, Content] = {}
        if enter := enter_label(self.screen):
            shown["enter"] = _key(key_name("enter"), enter)
        names = self.screen.key_labels if isinstance(self.screen, NamesKeys) else {}
        for active in in_usual_order(self.screen):
            binding = active.binding
            if not (binding.show and active.enabled):
                continue
            label = names.get(binding.action) or _(binding.description)
            keys = kept if _is_always_shown(binding) else shown
            keys.setdefault(binding.action, _key(binding_name(binding), label))
        if way_out := way_out_label(self.app):
            kept["lock"] = _key(key_name("f4"), way_out)
        order = ("back", "cancel", "help", "lock")
        end = Content("  ").join(kept[action] for action in order if action in kept)
        return plain(" ") + _fitting_keys(shown, end, self.size.width - 1)


def _is_always_shown(binding: Binding) -> bool:
    """True for keys that are never left out: the way back, and the list of all keys."""
    return binding.action == "help" or (binding.action in ("back", "cancel") and "escape" in binding.key.split(","))


def enter_label(screen: Screen[object]) -> str:
    """What Enter does where it presses a button, or where the screen says it; empty elsewhere."""
    if isinstance(screen.focused, Button):
        return str(screen.focused.label)
    return screen.enter_label if isinstance(screen, NamesEnter) else ""


def _key(name: str, label: str) -> Content:
    return plain(name, "bold $text-accent") + plain(" " + label)


def _fitting_keys(keys: dict[str, Content], end: Content, width: int) -> Content:
    """As many keys as fit before the end of the line, and a sign if there are more.

    Args:
        keys: by their actions.
    """
    gap, more = plain("  "), plain(MORE, "$text-muted")
    left = list(keys)
    while True:
        parts = [
            *(keys[action] for action in left),
            *([more] if len(left) < len(keys) else []),
            *([end] if end else []),
        ]
        line = gap.join(parts)
        if line.cell_length <= width:
            return line
        if not left:
            return end
        left.remove(next((one for one in reversed(left) if one not in KEPT_LONGEST), left[-1]))


def way_out_label(app: App[Any]) -> str:
    """What the key for leaving a shared terminal is called; empty where there is no need to, or nobody is there."""
    ctx: AppContext | None = getattr(app, "ctx", None)  # a small application of a test has none
    if ctx is None or ctx.viewer is None or not ctx.computer.takes_turns:
        return ""
    return _("Sign out") if ctx.setup.is_kiosk else _("Lock")
