"""The list of conversations: one's own turn, planned, waiting for the other party, and earlier ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_app.domain import access
from tui_app.domain.conversations.workflow import Turn, turn_in
from tui_app.domain.records.conversation import Conversation, ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.domain.search.matching import search_key
from tui_app.services.conversations import conversation_view
from tui_app.services.people import people
from tui_app.text.conversations.labels import conversation_title, other_party_legend
from tui_app.text.i18n import N_, _
from tui_app.ui import content, keys
from tui_app.ui.content import concat, plain
from tui_app.ui.conversations.calendar_export import export_calendar
from tui_app.ui.conversations.planning_flows import PlanningFlows
from tui_app.ui.conversations.round_flows import open_round
from tui_app.ui.conversations.rows import conversation_headings, conversation_list_row, role_in
from tui_app.ui.messages import ReadConversation
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.next_step import NextStepLine
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row


class ConversationGroup(StrEnum):
    """The groups of the list, as one of the parties sees them."""

    OWN_TURN = "own_turn"
    PLANNED = "planned"
    OTHER_TURN = "other_turn"
    CANCELLED = "cancelled"
    EARLIER = "earlier"


GROUP_LABELS = {
    ConversationGroup.OWN_TURN: N_("Your turn"),
    ConversationGroup.PLANNED: N_("Planned"),
    ConversationGroup.OTHER_TURN: N_("Waiting for the other"),
    ConversationGroup.CANCELLED: N_("Cancelled"),
    ConversationGroup.EARLIER: N_("Earlier"),
}


class ConversationsData(Struct, frozen=True):
    """The conversations, and whether the signed-in person leads anybody and has a leader."""

    conversations: tuple[Conversation, ...]
    is_leader: bool
    has_leader: bool


def group_of(viewer: Viewer, conversation: Conversation, today: date) -> ConversationGroup:
    """The group in which one of the parties sees a conversation; a cancelled one is earlier once its day has passed."""
    if conversation.state is ConversationState.CANCELLED and conversation.on >= today:
        return ConversationGroup.CANCELLED
    if conversation.state is ConversationState.PLANNED:
        return ConversationGroup.PLANNED
    turn = turn_in(conversation.pending_state)
    if conversation.template_id is None or turn is Turn.NOBODY:
        return ConversationGroup.EARLIER
    is_own = turn.value == access.role_in(viewer, conversation).value
    return ConversationGroup.OWN_TURN if is_own else ConversationGroup.OTHER_TURN


class ConversationsScreen(DataScreen[ConversationsData]):
    """The conversations of the signed-in person, as employee and as leader."""

    BINDINGS = keys.CONVERSATIONS

    def compose_body(self) -> ComposeResult:
        """What waits, the filter and the list."""
        yield NextStepLine()
        with Vertical(id="conversations", classes="box"):
            yield FilterLine()
            yield Static(id="conversations-heads")
            yield Static(id="conversations-empty")
            yield RecordList(id="conversations-rows")

    def on_mount(self) -> None:
        """Focus the list."""
        self.query_one(FilterLine).hide()
        self.query_one(RecordList).focus()

    async def fetch(self) -> ConversationsData:
        """Read the conversations, and whom the signed-in person leads."""
        viewer = self.ctx.me
        known = await self.ctx.call(people.visible_people)
        is_leader = any(access.leads(viewer, person) for person in known)
        has_leader = any(person.id == viewer.id and person.leader_id for person in known)
        return ConversationsData(await self.ctx.call(conversation_view.own_conversations), is_leader, has_leader)

    def is_about_any(self, people: frozenset[int]) -> bool:
        """True for the signed-in person; for a leader always, since a new conversation may be with anyone."""
        return self.shown is None or self.shown.is_leader or self.ctx.me.id in people

    def show(self, data: ConversationsData) -> None:
        """Show the groups with their headings."""
        rows = list(self._rows(data))
        headings = conversation_headings()
        self.query_one(RecordList).fill(rows, headings)
        self.query_one("#conversations-heads", Static).update(headings)
        self.query_one("#conversations-heads").display = bool(rows)
        empty = self.query_one("#conversations-empty", Static)
        empty.display = not rows
        if not rows:
            empty.update(self._when_empty(data))
        title = concat(_("Conversations"), f" ({len(data.conversations)})" if data.conversations else "")
        box = self.query_one("#conversations")
        box.border_title = title
        listed = ((one, role_in(one, self.ctx.me.id)) for one in data.conversations)
        box.border_subtitle = plain(other_party_legend(listed, self.ctx.today))
        self.refresh_bindings()

    def _rows(self, data: ConversationsData) -> Iterator[Row]:
        viewer, now = self.ctx.me, self.ctx.now
        groups: dict[ConversationGroup, list[Conversation]] = {group: [] for group in ConversationGroup}
        for conversation in self._matching(data.conversations):
            groups[group_of(viewer, conversation, now.date())].append(conversation)
        groups[ConversationGroup.EARLIER].reverse()
        for index, (group, conversations) in enumerate(item for item in groups.items() if item[1]):
            if index:
                yield heading_row(plain(""))
            style = f"bold {content.WARNING}" if group is ConversationGroup.OWN_TURN else "bold"
            count = plain(f" {len(conversations)}", content.MUTED)
            yield heading_row(plain(_(GROUP_LABELS[group]), style) + count)
            for conversation in conversations:
                yield conversation_list_row(conversation, now, viewer.id)

    def _matching(self, conversations: tuple[Conversation, ...]) -> Iterator[Conversation]:
        words = search_key(self.query_one(FilterLine).text).split()
        for one in conversations:
            text = search_key(f"{one.person_name} {one.leader_name} {conversation_title(one)} {one.place}")
            if all(word in text for word in words):
                yield one

    def _when_empty(self, data: ConversationsData) -> Content:
        if data.conversations:
            return plain(_("No matches. Press Esc to see everything."))
        if data.is_leader:
            return plain(
                self.ctx.with_keys(
                    _(
                        "No conversations yet.\n\nPress $conversation to plan one, "
                        "or $round to plan one with each person in your team."
                    )
                )
            )
        if not data.has_leader and self.ctx.computer.has_mode("team"):
            return plain(self.ctx.with_keys(_("No conversations yet.\n\nAdd your team first: press 1, then $person.")))
        return plain(
            self.ctx.with_keys(
                _(
                    "No conversations yet. Your leader plans them.\n"
                    "\n"
                    "You can already list what you want to talk about: press 4, then $topic."
                )
            )
        )

    def _selected(self) -> Conversation | None:
        return self.query_one(RecordList).selected(Conversation)

    @property
    def about_id(self) -> int:
        """The employee of the selected conversation; 0 if none is selected."""
        selected = self._selected()
        return selected.person_id if selected else 0

    def _planned_ahead(self) -> list[Conversation]:
        """The planned conversations that are not past, for a calendar."""
        conversations = self.shown.conversations if self.shown else ()
        today = self.ctx.today
        return [one for one in conversations if one.state is ConversationState.PLANNED and one.on >= today]

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        selected = self._selected()
        self.refresh_bindings_for((selected is None, selected and selected.state, selected and selected.leader_id))

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.action_open()

    @on(FilterLine.Changed)
    def _filtered(self) -> None:
        self.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable planning for people who lead somebody, moving and cancelling for what they have planned."""
        if not self.allows_files(action):
            return False
        if action in ("new_conversation", "round"):
            return bool(self.shown and self.shown.is_leader)
        selected = self._selected()
        if action == "open":
            return selected is not None
        if action in ("move", "cancel"):
            is_leader = selected is not None and selected.leader_id == self.ctx.me.id
            return is_leader and selected is not None and selected.state is ConversationState.PLANNED
        if action == "calendar":
            if parameters == (True,):
                return bool(self._planned_ahead())
            return bool(selected and selected.state in (ConversationState.PLANNED, ConversationState.CANCELLED))
        if action == "back":
            return self.query_one(FilterLine).is_open
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Show the form of the selected conversation, or the note of one without a form."""
        if selected := self._selected():
            self.ctx.open(ReadConversation(selected))

    def action_new_conversation(self) -> None:
        """Plan a conversation with somebody in the team."""
        self.ctx.spawn(PlanningFlows(self.ctx).plan(None))

    def action_round(self) -> None:
        """Plan a conversation with each person in the team."""
        self.ctx.spawn(open_round(self.ctx))

    def action_move(self) -> None:
        """Change day, time, place or form of the selected conversation."""
        if selected := self._selected():
            self.ctx.spawn(PlanningFlows(self.ctx).edit(selected))

    def action_cancel(self) -> None:
        """Cancel the selected conversation, with a reason."""
        if selected := self._selected():
            self.ctx.spawn(PlanningFlows(self.ctx).cancel(selected))

    def action_calendar(self, all_planned: bool) -> None:
        """Save the selected conversation, or all planned ones, as a calendar file."""
        selected = self._selected()
        conversations = self._planned_ahead() if all_planned else [selected] if selected else []
        self.ctx.spawn(export_calendar(self.ctx, conversations))

    def action_filter(self) -> None:
        """Filter the list by a few letters."""
        self.query_one(FilterLine).open()

    def action_back(self) -> None:
        """Show all conversations again."""
        self.query_one(FilterLine).hide()
        self.query_one(RecordList).focus()
        self.redraw()
