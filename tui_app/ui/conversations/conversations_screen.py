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
from tui_app.domain.conversations.workflow import Turn, turn_in
from tui_app.domain.records.conversation import Conversation, ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.domain.text_normalization import folded
from tui_app.services.conversations import conversation_view
from tui_app.services.people import people
from tui_app.text.conversations import labels
from tui_app.text.i18n import N_, _
from tui_app.ui import content, keys
from tui_app.ui.content import concat, plain
from tui_app.ui.conversations.flows import ConversationFlows
from tui_app.ui.conversations.rows import conversation_list_row
from tui_app.ui.messages import ReadConversation
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row, selected_id


class ConversationGroup(StrEnum):
    """Where a conversation stands for the one who looks."""

    MINE = "mine"
    PLANNED = "planned"
    THEIRS = "theirs"
    EARLIER = "earlier"


GROUP_LABELS = {
    ConversationGroup.MINE: N_("Your turn"),
    ConversationGroup.PLANNED: N_("Planned"),
    ConversationGroup.THEIRS: N_("Waiting for the other"),
    ConversationGroup.EARLIER: N_("Earlier"),
}


@dataclass(frozen=True, slots=True)
class ConversationsData:
    """The conversations, and whether this person leads anybody with whom to plan one."""

    talks: tuple[Conversation, ...]
    leads: bool


def group_of(viewer: Viewer, talk: Conversation) -> ConversationGroup:
    """Where a conversation stands for one of its two parties."""
    if talk.state is ConversationState.PLANNED:
        return ConversationGroup.PLANNED
    whose = turn_in(talk.pending_state)
    if talk.template_id is None or whose is Turn.NOBODY:
        return ConversationGroup.EARLIER
    return ConversationGroup.MINE if whose.value == access.role_in(viewer, talk).value else ConversationGroup.THEIRS


class ConversationsScreen(DataScreen[ConversationsData]):
    """The conversations in which the signed-in person has a part."""

    BINDINGS = keys.CONVERSATIONS

    def body(self) -> ComposeResult:
        """The list."""
        with Vertical(id="talks", classes="box"):
            yield FilterLine()
            yield Static(id="talks-empty")
            yield RecordList(id="talks-rows")

    def on_mount(self) -> None:
        """The cursor stands on what is mine to do."""
        self.query_one(FilterLine).hide()
        self.query_one(RecordList).focus()

    async def fetch(self) -> ConversationsData:
        """The conversations, and who is led."""
        me = self.ctx.me
        known = await self.ctx.call(people.visible_people)
        return ConversationsData(
            await self.ctx.call(conversation_view.own_conversations), any(access.leads(me, one) for one in known)
        )

    def show(self, data: ConversationsData) -> None:
        """Groups with their headings."""
        rows = list(self._rows(data))
        self.query_one(RecordList).fill(rows)
        empty = self.query_one("#talks-empty", Static)
        empty.display = not rows
        if not rows:
            empty.update(self._when_empty(data))
        title = concat(_("Conversations"), f" ({len(data.talks)})" if data.talks else "")
        self.query_one("#talks").border_title = title
        self.refresh_bindings()

    def _rows(self, data: ConversationsData) -> Iterator[Row]:
        app = self.ctx
        grouped: dict[ConversationGroup, list[Conversation]] = {group: [] for group in ConversationGroup}
        for talk in self._matching(data.talks):
            grouped[group_of(app.me, talk)].append(talk)
        grouped[ConversationGroup.EARLIER].reverse()
        for group, talks in grouped.items():
            if talks:
                style = f"bold {content.WARNING}" if group is ConversationGroup.MINE else "bold"
                yield heading_row(plain(_(GROUP_LABELS[group]), style) + plain(f" {len(talks)}", content.MUTED))
            for talk in talks:
                yield conversation_list_row(talk, app.now, app.me.id)

    def _matching(self, talks: tuple[Conversation, ...]) -> Iterator[Conversation]:
        wanted = folded(self.query_one(FilterLine).text).split()
        for talk in talks:
            about = folded(f"{talk.person_name} {talk.leader_name} {labels.conversation_title(talk)} {talk.place}")
            if all(word in about for word in wanted):
                yield talk

    def _when_empty(self, data: ConversationsData) -> Content:
        if data.talks:
            return plain(_("No matches. Press esc to see everything."))
        if data.leads:
            return plain(
                _("No conversations yet.\n\nPress n to plan one, or r to plan one with each person in your team.")
            )
        return plain(
            _(
                "No conversations yet. Your leader plans them.\n"
                "\n"
                "You can already list what you want to talk about: press 4, then t."
            )
        )

    def _current(self) -> Conversation | None:
        talk_id = selected_id(self.query_one(RecordList))
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
        return [talk for talk in talks if talk.state is ConversationState.PLANNED and talk.on >= self.ctx.today]

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        talk = self._current()
        self.keys_depend_on((talk is None, talk and talk.state, talk and talk.leader_id))

    @on(RecordList.Opened)
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
            mine = talk is not None and talk.leader_id == self.ctx.me.id
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
            self.ctx.open(ReadConversation(talk))

    def action_new_conversation(self) -> None:
        """Plan one with somebody of the team."""
        self.ctx.spawn(ConversationFlows(self.ctx).plan(None))

    def action_round(self) -> None:
        """Plan one with each of the team."""
        self.ctx.spawn(ConversationFlows(self.ctx).round())

    def action_move(self) -> None:
        """Another day, time, place or form."""
        if talk := self._current():
            self.ctx.spawn(ConversationFlows(self.ctx).plan(None, talk))

    def action_cancel(self) -> None:
        """Cancel it, with a reason."""
        if talk := self._current():
            self.ctx.spawn(ConversationFlows(self.ctx).cancel(talk))

    def action_calendar(self, all_planned: bool) -> None:
        """Save the one under the cursor, or all that are planned, as a calendar file."""
        talk = self._current()
        talks = self._planned() if all_planned else [talk] if talk else []
        self.ctx.spawn(ConversationFlows(self.ctx).calendar(talks))

    def action_filter(self) -> None:
        """Type a few letters to see only some."""
        self.query_one(FilterLine).open()

    def action_back(self) -> None:
        """Everything again."""
        self.query_one(FilterLine).hide()
        self.query_one(RecordList).focus()
        self.show_again()
