"""Everything about one action: who, what, by when, and all that happened to it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.domain.records import Action, ActionStatus, Change, ChangeKind
from tui_app.domain.refusals import Refusal
from tui_app.services import actions
from tui_app.ui import keys, words
from tui_app.ui.dates import full_day, moment, short_day
from tui_app.ui.language import N_, _, spoken, told
from tui_app.ui.screens.on_actions import NEED_ONE, OnActions
from tui_app.ui.text import lit
from tui_app.ui.widgets.frame import KeyLine
from tui_app.ui.widgets.lines import moved

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp

_STATUS_TOLD = {
    ActionStatus.OPEN: N_("reopened it"),
    ActionStatus.STARTED: N_("started it"),
    ActionStatus.DONE: N_("ticked it as done"),
    ActionStatus.DROPPED: N_("dropped it"),
}


class DetailsScreen(OnActions, ModalScreen[None]):
    """An action with its history; the keys that change it work here too."""

    BINDINGS = keys.DETAILS

    def __init__(self, action: Action) -> None:
        super().__init__()
        self._shown_action = action

    def compose(self) -> ComposeResult:
        """What is agreed, then what happened."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = lit(self._shown_action.person_name)
            with VerticalScroll(classes="reading"):
                yield Static(id="details-agreed")
                yield Static(id="details-story")
        yield KeyLine()

    def on_mount(self) -> None:
        """What is known already stands there at once."""
        self.query_one("#details-agreed", Static).update(self._agreed(cast("SamtaleApp", self.app).today))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys about an action rest where they do not fit: of somebody else's, or agreed by others."""
        return self.can_do(action) if action in NEED_ONE else super().check_action(action, parameters)

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
        app = cast("SamtaleApp", self.app)
        try:
            self._shown_action = await app.ask(actions.one, self._shown_action.id)
            story = await app.ask(actions.story, self._shown_action.id)
        except Refusal as refusal:
            app.tell_refusal(refusal)
            self.action_back()
            return
        self.query_one("#details-agreed", Static).update(self._agreed(app.today))
        self.query_one("#details-story", Static).update(self._story(story))
        self.refresh_bindings()

    def _agreed(self, today: date) -> Content:
        action = self._shown_action
        lines = [
            lit(action.text, "bold"),
            lit(""),
            _labelled(_("Who"), lit(action.responsible_name)),
            _labelled(_("By when"), lit(full_day(action.due, spoken()))),
            *([_labelled("", lit(self._moves(today)))] if action.moved else []),
            _labelled(_("Status"), words.sign(action, today) + lit(" " + words.status_word(action, today))),
        ]
        if action.reason:
            lines.append(_labelled(_("Why"), lit(action.reason)))
        if action.goal_text:
            lines.append(_labelled(_("Serves"), lit(action.goal_text)))
        return Content("\n").join([*lines, lit("")])

    def _moves(self, today: date) -> str:
        action = self._shown_action
        return f"{moved(action)}, " + told(_("first $day"), day=short_day(action.first_due, today, spoken()))

    def _story(self, story: tuple[Change, ...]) -> Content:
        return Content("\n").join([lit(_("What happened"), "bold"), *(self._told(change) for change in story)])

    def _told(self, change: Change) -> Content:
        app = cast("SamtaleApp", self.app)
        when = moment(change.at, app.moment, spoken())
        line = lit(f"{when}  ", words.FAINT) + lit(f"{change.by_name} ", "bold")
        line += lit(what_happened(change, app.today), "strike" if change.undone else "")
        if change.note:
            note = "\n".join("   " + row for row in change.note.split("\n"))
            line += lit("\n" + note, "" if change.kind in (ChangeKind.COMMENT, ChangeKind.THANKED) else words.FAINT)
        return line

    def action_back(self) -> None:
        """Close."""
        if self.is_current:
            self.dismiss(None)


def what_happened(change: Change, today: date) -> str:
    """One row of the history in words."""
    after = change.after
    if change.kind is ChangeKind.STATUS and "status" in after:
        return _(_STATUS_TOLD[ActionStatus(str(after["status"]))])
    if change.kind is ChangeKind.MOVED:
        before = date.fromisoformat(str(change.before["due"]))
        now = date.fromisoformat(str(after["due"]))
        language = spoken()
        return told(
            _("moved it from $before to $after"),
            before=short_day(before, today, language),
            after=short_day(now, today, language),
        )
    if "text" in after and change.kind is not ChangeKind.CREATED:
        return told(_("changed it from «$text»"), text=str(change.before.get("text", "")))
    return _(
        {
            ChangeKind.CREATED: N_("agreed it"),
            ChangeKind.RESPONSIBLE: N_("changed who does it"),
            ChangeKind.GOAL: N_("changed which goal it serves"),
            ChangeKind.COMMENT: N_("wrote"),
            ChangeKind.ON_TRACK: N_("said it is on track"),
            ChangeKind.NUDGED: N_("reminded of it"),
            ChangeKind.SEEN: N_("has seen that it is done"),
            ChangeKind.THANKED: N_("thanked for it"),
            ChangeKind.UNDONE: N_("undid the last change"),
        }.get(change.kind, N_("changed it"))
    )


def _labelled(label: str, value: Content) -> Content:
    return lit(f"{label:<14}", words.FAINT) + value
