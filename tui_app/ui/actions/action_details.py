"""Everything about one action: who does what by when, and its history."""

from __future__ import annotations

from datetime import date, datetime
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
from tui_app.text.actions import change_text, due_moves_text, status_label, status_sign
from tui_app.text.dates import full_date, short_date, timestamp
from tui_app.text.i18n import _, format_message
from tui_app.text.people import author_name, name_with_status
from tui_app.ui import content, keys
from tui_app.ui.content import Labelled, LabelledLines, from_styled, plain
from tui_app.ui.textual_compat import AnswersOnce
from tui_app.ui.widgets.action_keys import ACTION_ACTIONS, ActionKeysMixin
from tui_app.ui.widgets.frame import KeyFooter

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


class ActionDetailsDialog(ActionKeysMixin, ModalScreen[None], AnswersOnce):
    """An action with its history, and the keys that change it."""

    BINDINGS = keys.ACTION_DETAILS

    def __init__(self, action: Action) -> None:
        super().__init__()
        self._action = action

    def compose(self) -> ComposeResult:
        """Yield the agreement and the history."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = content.dialog_title(self._action.person_name)
            with VerticalScroll(classes="reading"):
                yield Static(id="details-agreement")
                yield Static(id="details-history")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the action before it is read again."""
        self._show_agreement()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys that the viewer may not use on this action."""
        return self.is_enabled(action) if action in ACTION_ACTIONS else super().check_action(action, parameters)

    def targets(self) -> tuple[Action, ...]:
        """Return this action."""
        return (self._action,)

    def on_screen_resume(self) -> None:
        """Read the action when the dialog opens, and after a form."""
        self.reload()

    def is_about_any(self, people: frozenset[int]) -> bool:
        """True for the person whom the action is about."""
        return self._action.person_id in people

    def reload(self) -> None:
        """Read the action and its history, unless the dialog is not mounted yet."""
        if self.is_mounted:
            self._load()

    @work(exclusive=True)
    async def _load(self) -> None:
        try:
            self._action = await self.ctx.call(actions.get, self._action.id)
            history = await self.ctx.call(actions.history_of, self._action.id)
        except DomainError as error:
            self.ctx.notify_error(error)
            self.action_back()
            return
        self._show_agreement()
        self.query_one("#details-history", Static).update(_history(history, self.ctx.now))
        self.refresh_bindings()

    def _show_agreement(self) -> None:
        self.query_one("#details-agreement", Static).update(_agreement(self._action, self.ctx.today))

    def action_back(self) -> None:
        """Close the dialog."""
        if self.is_current:
            self.dismiss(None)


def _agreement(action: Action, today: date) -> LabelledLines:
    status = from_styled(status_sign(action, today)) + plain(" " + status_label(action, today))
    lines: list[Content | Labelled] = [
        plain(action.text, "bold"),
        plain(""),
        Labelled(_("Who"), plain(name_with_status(action.responsible_name, action.responsible_end, today))),
        Labelled(_("Due"), plain(full_date(action.due))),
    ]
    if action.moved:
        first = format_message(_("first $day"), day=short_date(action.first_due, today))
        lines.append(Labelled("", plain(f"{due_moves_text(action)}, {first}")))
    lines.append(Labelled(_("Status"), status))
    if action.reason:
        lines.append(Labelled(_("Why"), plain(action.reason)))
    if action.goal_text:
        lines.append(Labelled(_("Supports goal"), plain(action.goal_text)))
    return LabelledLines([*lines, plain("")])


def _history(changes: tuple[Change, ...], now: datetime) -> Content:
    return Content("\n").join([plain(_("History"), "bold"), *(_history_entry(change, now) for change in changes)])


def _history_entry(change: Change, now: datetime) -> Content:
    entry = plain(f"{timestamp(change.at, now)}  ", content.MUTED) + plain(
        f"{author_name(change, now.date())} ", "bold"
    )
    entry += plain(change_text(change, now.date()), "strike" if change.undone else "")
    if change.note:
        note = "\n".join("   " + line for line in change.note.split("\n"))
        is_message = change.kind in (ChangeKind.COMMENT, ChangeKind.THANKED)
        entry += plain("\n" + note, "" if is_message else content.MUTED)
    return entry


async def open_details(ctx: AppContext, action: Action | int) -> None:
    """Show everything about an action, given the action or only its id."""
    shown = action if isinstance(action, Action) else await ctx.attempt(ctx.call(actions.get, action))
    if shown is not None:
        ctx.show(ActionDetailsDialog(shown))
