"""Everything about one action: who, what, by when, and all that happened to it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.domain.errors import DomainError
from tui_app.domain.records.action import Action
from tui_app.domain.records.change import Change, ChangeKind
from tui_app.services.actions import actions
from tui_app.text import actions as words
from tui_app.text.actions import change_text, due_moves_text
from tui_app.text.dates import full_date, short_date, timestamp
from tui_app.text.i18n import _, format_message
from tui_app.ui import content, keys
from tui_app.ui.content import from_styled, labelled, plain
from tui_app.ui.widgets.action_keys import ACTION_ACTIONS, ActionKeysMixin
from tui_app.ui.widgets.frame import KeyFooter

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


class ActionDetailsDialog(ActionKeysMixin, ModalScreen[None]):
    """An action with its history; the keys that change it work here too."""

    BINDINGS = keys.ACTION_DETAILS

    def __init__(self, action: Action) -> None:
        super().__init__()
        self._shown_action = action

    def compose(self) -> ComposeResult:
        """What is agreed, then what happened."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = plain(self._shown_action.person_name)
            with VerticalScroll(classes="reading"):
                yield Static(id="details-agreed")
                yield Static(id="details-story")
        yield KeyFooter()

    def on_mount(self) -> None:
        """What is known already stands there at once."""
        self.query_one("#details-agreed", Static).update(self._agreed(self.ctx.today))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys about an action rest where they do not fit: of somebody else's, or agreed by others."""
        return self.can_do(action) if action in ACTION_ACTIONS else super().check_action(action, parameters)

    def targets(self) -> tuple[Action, ...]:
        """This action."""
        return (self._shown_action,)

    def on_screen_resume(self) -> None:
        """Opened, or back from a form."""
        self.reload()

    def reload(self) -> None:
        """Read the action and its history anew; what is not on the screen yet reads when it is."""
        if self.is_mounted:
            self._load()

    @work(exclusive=True)
    async def _load(self) -> None:
        try:
            self._shown_action = await self.ctx.call(actions.get, self._shown_action.id)
            story = await self.ctx.call(actions.history_of, self._shown_action.id)
        except DomainError as refusal:
            self.ctx.notify_error(refusal)
            self.action_back()
            return
        self.query_one("#details-agreed", Static).update(self._agreed(self.ctx.today))
        self.query_one("#details-story", Static).update(self._story(story))
        self.refresh_bindings()

    def _agreed(self, today: date) -> Content:
        action = self._shown_action
        lines = [
            plain(action.text, "bold"),
            plain(""),
            labelled(_("Who"), plain(action.responsible_name)),
            labelled(_("Due"), plain(full_date(action.due))),
            *([labelled("", plain(self._moves(today)))] if action.moved else []),
            labelled(
                _("Status"),
                from_styled(words.status_sign(action, today)) + plain(" " + words.status_label(action, today)),
            ),
        ]
        if action.reason:
            lines.append(labelled(_("Why"), plain(action.reason)))
        if action.goal_text:
            lines.append(labelled(_("Supports goal"), plain(action.goal_text)))
        return Content("\n").join([*lines, plain("")])

    def _moves(self, today: date) -> str:
        action = self._shown_action
        return f"{due_moves_text(action)}, " + format_message(_("first $day"), day=short_date(action.first_due, today))

    def _story(self, story: tuple[Change, ...]) -> Content:
        return Content("\n").join([plain(_("History"), "bold"), *(self._told(change) for change in story)])

    def _told(self, change: Change) -> Content:
        when = timestamp(change.at, self.ctx.now)
        line = plain(f"{when}  ", content.MUTED) + plain(f"{change.by_name} ", "bold")
        line += plain(change_text(change, self.ctx.today), "strike" if change.undone else "")
        if change.note:
            note = "\n".join("   " + row for row in change.note.split("\n"))
            line += plain("\n" + note, "" if change.kind in (ChangeKind.COMMENT, ChangeKind.THANKED) else content.MUTED)
        return line

    def action_back(self) -> None:
        """Close."""
        if self.is_current:
            self.dismiss(None)


def _labelled(label: str, value: Content) -> Content:
    return plain(f"{label:<14}", content.MUTED) + value


async def open_details(ctx: AppContext, action: Action | int) -> None:
    """Show everything about an action; of one that is named by its number, once it is read."""
    found = action if isinstance(action, Action) else await ctx.attempt(ctx.call(actions.get, action))
    if found is not None:
        ctx.show(ActionDetailsDialog(found))
