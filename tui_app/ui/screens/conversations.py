"""Conversations: what is mine to do, what is planned, what waits for the other, and what was before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_app.domain import access
from tui_app.domain.conversations import Turn, turn
from tui_app.domain.records import Conversation, ConversationState, Viewer
from tui_app.domain.texts import folded
from tui_app.services import conversations, people
from tui_app.ui import keys, words
from tui_app.ui.language import N_, _
from tui_app.ui.screens.base import DataScreen, chosen
from tui_app.ui.text import joined, lit
from tui_app.ui.widgets.filter import FilterLine
from tui_app.ui.widgets.lines import talk_row
from tui_app.ui.widgets.rows import Row, RowList, heading


class Group(StrEnum):
    """Where a conversation stands for the one who looks."""

    MINE = "mine"
    PLANNED = "planned"
    THEIRS = "theirs"
    EARLIER = "earlier"


GROUPS = {
    Group.MINE: N_("Your turn"),
    Group.PLANNED: N_("Planned"),
    Group.THEIRS: N_("With the other"),
    Group.EARLIER: N_("Earlier"),
}


@dataclass(frozen=True, slots=True)
class Talks:
    """The conversations, and whether this person leads anybody with whom to plan one."""

    talks: tuple[Conversation, ...]
    leads: bool


def group_of(viewer: Viewer, talk: Conversation) -> Group:
    """Where a conversation stands for one of its two parties."""
    if talk.state is ConversationState.PLANNED:
        return Group.PLANNED
    whose = turn(talk.waits_as)
    if talk.template_id is None or whose is Turn.NOBODY:
        return Group.EARLIER
    return Group.MINE if whose.value == access.role_in(viewer, talk).value else Group.THEIRS


class ConversationsScreen(DataScreen[Talks]):
    """The conversations in which the signed-in person has a part."""

    BINDINGS = keys.CONVERSATIONS

    def body(self) -> ComposeResult:
        """The list."""
        with Vertical(id="talks", classes="box"):
            yield FilterLine()
            yield Static(id="talks-empty")
            yield RowList(id="talks-rows")

    def on_mount(self) -> None:
        """The cursor stands on what is mine to do."""
        self.query_one(FilterLine).hide()
        self.query_one(RowList).focus()

    async def fetch(self) -> Talks:
        """The conversations, and who is led."""
        me = self.samtale.me
        known = await self.samtale.ask(people.my_people)
        return Talks(await self.samtale.ask(conversations.listing), any(access.leads(me, one) for one in known))

    def show(self, data: Talks) -> None:
        """Groups with their headings."""
        rows = list(self._rows(data))
        self.query_one(RowList).fill(rows)
        empty = self.query_one("#talks-empty", Static)
        empty.display = not rows
        if not rows:
            empty.update(self._when_empty(data))
        title = joined(_("Conversations"), f" ({len(data.talks)})" if data.talks else "")
        self.query_one("#talks").border_title = title
        self.refresh_bindings()

    def _rows(self, data: Talks) -> Iterator[Row]:
        app = self.samtale
        grouped: dict[Group, list[Conversation]] = {group: [] for group in Group}
        for talk in self._matching(data.talks):
            grouped[group_of(app.me, talk)].append(talk)
        grouped[Group.EARLIER].reverse()
        for group, talks in grouped.items():
            if talks:
                style = f"bold {words.AMBER}" if group is Group.MINE else "bold"
                yield heading(lit(_(GROUPS[group]), style) + lit(f" {len(talks)}", words.FAINT))
            for talk in talks:
                yield talk_row(talk, app.moment, app.me.id)

    def _matching(self, talks: tuple[Conversation, ...]) -> Iterator[Conversation]:
        wanted = folded(self.query_one(FilterLine).text).split()
        for talk in talks:
            about = folded(f"{talk.person_name} {talk.leader_name} {words.talk_title(talk)} {talk.place}")
            if all(word in about for word in wanted):
                yield talk

    def _when_empty(self, data: Talks) -> Content:
        if data.talks:
            return lit(_("Nothing matches. Press esc to see everything."))
        if data.leads:
            return lit(_("No conversations yet.\n\nPress n to plan one, or r to plan one with each of your team."))
        return lit(
            _(
                "No conversations yet. Your leader plans them.\n\n"
                "What you want to talk about can be put on the list already now: press 4, then t."
            )
        )

    def _current(self) -> Conversation | None:
        talk_id = chosen(self.query_one(RowList))
        talks = self.shown.talks if self.shown else ()
        return next((talk for talk in talks if talk.id == talk_id), None)

    @property
    def about_id(self) -> int:
        """The employee of the conversation under the cursor."""
        talk = self._current()
        return talk.person_id if talk else 0

    def _planned(self) -> list[Conversation]:
        """Those ahead, of which somebody may want a reminder."""
        talks = self.shown.talks if self.shown else ()
        return [talk for talk in talks if talk.state is ConversationState.PLANNED and talk.on >= self.samtale.today]

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        talk = self._current()
        self.keys_depend_on((talk is None, talk and talk.state, talk and talk.leader_id))

    @on(RowList.Opened)
    def _opened(self) -> None:
        self.action_open()

    @on(FilterLine.Changed)
    def _filtered(self) -> None:
        self.show_again()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Planning is for those who lead somebody; moving and cancelling for what is planned."""
        if not self.reaches_files(action):
            return False
        if action in ("new_conversation", "round"):
            return bool(self.shown and self.shown.leads)
        talk = self._current()
        if action == "open":
            return talk is not None
        if action in ("move", "cancel"):
            mine = talk is not None and talk.leader_id == self.samtale.me.id
            return mine and talk is not None and talk.state is ConversationState.PLANNED
        if action == "calendar":
            in_calendar = (ConversationState.PLANNED, ConversationState.CANCELLED)
            return bool(self._planned()) if parameters == (True,) else bool(talk and talk.state in in_calendar)
        if action == "back":
            return self.query_one(FilterLine).is_open
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """The sheet of a conversation; the note of one without a form."""
        if talk := self._current():
            self.samtale.planning.open(talk)

    def action_new_conversation(self) -> None:
        """Plan one with somebody of the team."""
        self.samtale.flow(self.samtale.planning.plan(None))

    def action_round(self) -> None:
        """Plan one with each of the team."""
        self.samtale.flow(self.samtale.planning.round())

    def action_move(self) -> None:
        """Another day, time, place or form."""
        if talk := self._current():
            self.samtale.flow(self.samtale.planning.plan(None, talk))

    def action_cancel(self) -> None:
        """Cancel it, with a reason."""
        if talk := self._current():
            self.samtale.flow(self.samtale.planning.cancel(talk))

    def action_calendar(self, all_planned: bool) -> None:
        """Save the one under the cursor, or all that are planned, as a calendar file."""
        talk = self._current()
        talks = self._planned() if all_planned else [talk] if talk else []
        self.samtale.flow(self.samtale.planning.calendar(talks))

    def action_filter(self) -> None:
        """Type a few letters to see only some."""
        self.query_one(FilterLine).open()

    def action_back(self) -> None:
        """Everything again."""
        self.query_one(FilterLine).hide()
        self.query_one(RowList).focus()
        self.show_again()
