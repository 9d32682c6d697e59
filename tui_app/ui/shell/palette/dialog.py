"""The palette: a line to type in, and below it what was found, the best match first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui_app.domain.errors import DomainError
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.conversation import Conversation, ConversationState, Role
from tui_app.domain.records.goal import Goal, GoalStatus
from tui_app.domain.records.template import Template, TemplateState
from tui_app.domain.search.matching import Rank, SearchQuery, search_key
from tui_app.services.search import SearchResults, everything
from tui_app.text import dates, people
from tui_app.text.conversations import labels
from tui_app.text.forms.labels import FORM_GROUP_LABELS, form_title
from tui_app.text.i18n import N_, _
from tui_app.ui import content, keys, messages
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.shell.palette.commands import Command, commands
from tui_app.ui.textual_compat import AnswersOnce
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.fields.line import LineInput
from tui_app.ui.widgets.frame import KeyFooter
from tui_app.ui.widgets.record_list import RecordList, Row

COLUMNS = (ColumnSpec(20, flex=2), ColumnSpec(10, flex=1), ColumnSpec(6, align_right=True))
"""What was found, what it is, and its key."""
SHOWN = 40
"""Most rows."""
PALETTE: list[BindingType] = [
    Binding("down", "turn(1)", show=False, priority=True),
    Binding("up", "turn(-1)", show=False, priority=True),
    Binding("pagedown", "page(1)", show=False, priority=True),
    Binding("pageup", "page(-1)", show=False, priority=True),
    keys.CLOSE_DIALOG,
]


class Found(Struct, frozen=True):
    """One row: what is shown, and the request that Enter makes."""

    name: str
    about: str
    request: Message
    key: str = ""
    is_over: bool = False

    def rank(self, wanted: SearchQuery) -> Rank:
        """How well it matches, by its name before what is told about it."""
        return wanted.rank(self.name) or min(Rank.INSIDE, wanted.rank(f"{self.name} {self.about}"))


class PaletteLine(LineInput):
    """The line of the palette; Enter opens what the cursor is on."""

    BINDINGS = [Binding("enter", "submit", N_("Open"))]


class Palette(HasContext, ModalScreen["Message | None"], AnswersOnce):
    """Finds what the signed-in person can open. Its result is the request for it, or None."""

    BINDINGS = PALETTE
    _everything: SearchResults | None = None
    AUTO_FOCUS = "PaletteLine"

    def compose(self) -> ComposeResult:
        """The line, and the list below it."""
        with Vertical(classes="dialog", id="palette") as dialog:
            dialog.border_title = plain(_("Find anything"))
            yield PaletteLine(
                placeholder=_("A name, a few words, or what you want to do"), max_length=200, compact=True
            )
            yield Static("", id="palette-none")
            rows = RecordList(id="palette-rows")
            rows.can_focus = False
            yield rows
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read what can be found, and list the commands and people before anything is typed."""
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        with self.ctx.started.work():
            try:
                self._everything = await self.ctx.call(everything)
            except DomainError as refusal:
                self.ctx.notify_error(refusal)
                self._everything = SearchResults((), (), (), has_reports=False)
            self._show(self.query_one(Input).value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if self._everything is not None:
            self._show(event.value)

    def _show(self, query: str) -> None:
        if self._everything is None:
            return
        wanted, found = SearchQuery(query), self._everything.narrowed(query, told=self._told)
        known = [_of_command(one) for one in commands(self.ctx, self.app, leads=found.has_reports)]
        if wanted.words:
            ranked = [(one.rank(wanted), one) for one in (*self._people(found), *known, *self._work(found))]
            ranked.sort(key=lambda pair: (-pair[0], pair[1].is_over))
            listed = [one for its_rank, one in ranked if its_rank]
        else:
            listed = [*known, *self._people(found)]
        rows = self.query_one(RecordList)
        rows.fill(_row(one, wanted) for one in listed[:SHOWN])
        rows.display = bool(listed)
        nothing = self.query_one("#palette-none", Static)
        nothing.update(plain(_("No matches."), content.MUTED))
        nothing.display = not listed

    def _people(self, found: SearchResults) -> Iterator[Found]:
        for person in found.people:
            yield Found(person.distinct_name, people.title_and_unit(person), messages.OpenPerson(person.id))

    def _work(self, found: SearchResults) -> Iterator[Found]:
        today = self.ctx.today
        for talk in found.conversations:
            yield self._of_conversation(talk)
        names = {one.id: one.distinct_name for one in (self._everything or found).people}
        for goal in found.goals:
            about = " · ".join(part for part in (self._told(goal), names.get(goal.person_id, "")) if part)
            request = messages.OpenPerson(goal.person_id)
            yield Found(goal.text, about, request, is_over=goal.status is not GoalStatus.OPEN)
        for action in found.actions:
            name = people.name_with_status(action.person_name, action.person_end, today)
            about, is_over = f"{name} · {self._told(action)}", not action.is_open
            yield Found(action.text, about, messages.OpenAction(action), is_over=is_over)
        if self.ctx.computer.administers:
            for form in found.forms:
                is_over = form.state is TemplateState.RETIRED
                yield Found(form_title(form), self._told(form), messages.OpenForms(form.id), is_over=is_over)

    def _of_conversation(self, talk: Conversation) -> Found:
        role = Role.EMPLOYEE if talk.person_id == self.ctx.me.id else Role.LEADER
        name = labels.other_party(talk, role, self.ctx.today)
        title = f"{name}: {labels.conversation_title(talk)}"
        is_over = talk.state in (ConversationState.SIGNED, ConversationState.CANCELLED)
        return Found(title, self._told(talk), messages.ReadConversation(talk), is_over=is_over)

    def _told(self, record: object) -> str:
        """What is told about a record beside its name: its kind, its state or its day."""
        if isinstance(record, Conversation):
            state = labels.CONVERSATION_STATE_LABELS[record.state]
            shown = _("Minutes") if record.state is ConversationState.SIGNED else _(state)
            return f"{labels.conversation_time(record, self.ctx.now)} · {shown}"
        if isinstance(record, Action):
            ended = {ActionStatus.DONE: _("Done"), ActionStatus.DROPPED: _("Dropped")}
            return ended.get(record.status) or dates.short_date(record.due, self.ctx.today)
        if isinstance(record, Template):
            return f"{_('Form')} · {_(FORM_GROUP_LABELS[record.state])}"
        return _("Goal") if isinstance(record, Goal) else ""

    def action_turn(self, by: int) -> None:
        """Move the cursor of the list; the line keeps the focus."""
        rows = self.query_one(RecordList)
        rows.action_cursor_down() if by > 0 else rows.action_cursor_up()

    def action_page(self, by: int) -> None:
        """Move the cursor by a page."""
        move: Callable[[], None] = getattr(self.query_one(RecordList), f"action_page_{'down' if by > 0 else 'up'}")
        move()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.query_one(RecordList).action_select()

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        if self.is_current and isinstance(event.value, Found):
            self.dismiss(event.value.request)

    def action_back(self) -> None:
        """Close."""
        if self.is_current:
            self.dismiss(None)


def _of_command(command: Command) -> Found:
    return Found(command.label, "", command.request, command.key)


def _row(found: Found, wanted: SearchQuery) -> Row:
    cells = [_marked(found.name, wanted), plain(found.about, content.MUTED), plain(found.key, content.ACCENT)]
    return Row(found, ColumnLine(cells, COLUMNS), identity=(found.name, found.about))


def _marked(text: str, wanted: SearchQuery) -> Content:
    """The text with the matching letters underlined; never parsed as markup."""
    shown = plain(text)
    if len(lowered := search_key(text)) != len(text):
        return shown  # letters that are written as two: the places do not fit
    for word in wanted.words:
        at = lowered.find(word)
        if at >= 0:
            shown = shown.stylize("underline", at, at + len(word))
    return shown
