"""One person's page, the same for leader and employee: actions by urgency, goals, conversations, the follow-up log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui_app.domain import access
from tui_app.domain.errors import DomainError
from tui_app.domain.records.action import Action
from tui_app.domain.records.person import Person
from tui_app.services.people import person_page
from tui_app.services.people.person_page import PersonPage
from tui_app.text import actions, follow_up, people
from tui_app.text.i18n import _, format_message
from tui_app.ui import content, keys
from tui_app.ui.content import from_styled, plain
from tui_app.ui.messages import (
    AnswerFollowUpRequest,
    AskForFollowUp,
    EditGoal,
    NewAction,
    NewCode,
    NewTopic,
    OpenAuditLog,
    OpenFollowUpSession,
    OpenMyData,
    OpenPerson,
    OpenSchedule,
    OpenTimeline,
    PlanConversation,
    ReadConversation,
    TickTopic,
    WithdrawFollowUpRequest,
)
from tui_app.ui.people.follow_up_line import follow_up_line
from tui_app.ui.people.rows import follow_up_row, person_conversation_row, request_row
from tui_app.ui.widgets.action_keys import ACTION_ACTIONS, ActionKeysMixin
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row, selected_id
from tui_app.ui.widgets.record_rows import action_row, goal_row, topic_row

if TYPE_CHECKING:
    from tui_app.domain.records.follow_up import Topic


class PersonScreen(ActionKeysMixin, DataScreen[PersonPage]):
    """The page about one person; None is the signed-in one."""

    BINDINGS = keys.PERSON

    def __init__(self, person_id: int | None, action_id: int = 0) -> None:
        super().__init__()
        self._person_id = person_id
        self._go_to_action = action_id

    def body(self) -> ComposeResult:
        """Actions on one side, everything around them on the other."""
        yield Static(id="person-head")
        with Container(id="person"):
            with Vertical(id="person-actions", classes="box"):
                yield Static(id="person-empty")
                yield RecordList(id="person-action-rows")
            with Vertical(id="person-about", classes="box"):
                yield RecordList(id="person-about-rows")

    def on_mount(self) -> None:
        """The cursor stands on the most urgent action."""
        self.query_one("#person-action-rows").focus()

    def reopen_request(self) -> Message:
        """What opens this page again."""
        return OpenPerson(self._person_id or self.ctx.me.id)

    async def fetch(self) -> PersonPage:
        """The page."""
        return await self.ctx.call(person_page.get, self._person_id or self.ctx.me.id)

    def refused(self, refusal: DomainError) -> None:
        """Somebody else's page now: leave it."""
        super().refused(refusal)
        if refusal.code in ("not_found", "not_allowed"):
            self.leave()

    def show(self, data: PersonPage) -> None:
        """Head, actions, and the rest."""
        self.query_one("#person-head", Static).update(self._head(data))
        listed = self.query_one("#person-action-rows", RecordList)
        listed.fill(self._action_rows(data))
        if self._go_to_action:
            listed.go_to(f"action-{self._go_to_action}")
            self._go_to_action = 0
        open_count = sum(action.is_open for action in data.actions)
        self.query_one("#person-actions").border_title = plain(_("Actions") + f" ({open_count})")
        empty = self.query_one("#person-empty", Static)
        empty.display = not data.actions
        empty.update(plain(_("Nothing has been agreed yet.\nPress a to add the first action: who does what by when.")))
        self.query_one("#person-about").border_title = plain(_("Goals and conversations"))
        mine = data.person.id == self.ctx.me.id
        # the footer has no room for it in 80 columns
        self.query_one("#person-about").border_subtitle = plain(f"F6 {_('Access log')}" if mine else "")
        self.query_one("#person-actions").border_subtitle = plain(self._asking(data))
        self.query_one("#person-about-rows", RecordList).fill(self._about_rows(data))
        if not data.actions:
            self.query_one("#person-about-rows").focus()
        self.refresh_bindings()

    def _head(self, data: PersonPage) -> Content:
        person = data.person
        head = plain(f" {person.name}", "bold")
        if about := people.title_and_unit(person):
            head += plain(f"  {about}", content.MUTED)
        width = max(10, self.size.width - 1)
        care = follow_up_line(data, self.ctx.today).truncate(width, ellipsis=True)
        return head.truncate(width, ellipsis=True) + plain("\n") + care

    def _asking(self, data: PersonPage) -> str:
        """What the key does that is about asking for a follow-up; the footer has no room for it in 80 columns."""
        if self._is_mine and data.person.leader_id:
            return "b " + (_("Withdraw") if data.request else _("Ask for a follow-up"))
        return "b " + _("Mark request seen") if data.request and self._leads else ""

    def _action_rows(self, data: PersonPage) -> Iterator[Row]:
        today = self.ctx.today
        for group, rows in actions.group_by_urgency(data.actions, today).items():
            yield heading_row(from_styled(actions.group_heading(group, len(rows))))
            for action in rows:
                yield action_row(action, today, me_id=self.ctx.me.id, call=data.notices.get(action.id))

    def _about_rows(self, data: PersonPage) -> Iterator[Row]:
        today = self.ctx.today
        if (request := data.request) is not None:
            yield request_row(request, today, mine=self._is_mine)
            yield heading_row(plain(""))
        yield heading_row(plain(_("Goals"), "bold"))
        for goal in data.goals:
            yield goal_row(goal, today)
        if not data.goals:
            yield heading_row(plain(_("None yet. Press g to add one."), content.MUTED))
        yield heading_row(plain(""))
        yield heading_row(plain(_("Conversations"), "bold"))
        for talk in data.conversations:
            yield person_conversation_row(talk, today)
        if not data.conversations:
            none = _("None yet. Press n to plan one.") if self._leads else _("None yet. Your leader plans them.")
            yield heading_row(plain(none, content.MUTED))
        yield heading_row(plain(""))
        yield heading_row(plain(_("Topics for next time"), "bold"))
        for topic in data.topics:
            yield topic_row(topic, today)
        if not data.topics:
            yield heading_row(plain(_("None yet. Press t to add one."), content.MUTED))
        yield heading_row(plain(""))
        follow_ups = plain(_("Follow-ups"), "bold")
        yield heading_row(follow_ups + plain(f"  {follow_up.schedule_summary(data.schedule, today)}", content.MUTED))
        for entry in data.follow_ups:
            yield follow_up_row(entry, today)
        if not data.follow_ups:
            yield heading_row(plain(_("None yet. Press f when you have reviewed the actions."), content.MUTED))

    def targets(self) -> tuple[Action, ...]:
        """The action under the cursor, while the cursor is among the actions."""
        listed = self.query_one("#person-action-rows", RecordList)
        if self.shown is None or not listed.has_focus:
            return ()
        action_id = selected_id(listed)
        return tuple(action for action in self.shown.actions if action.id == action_id)

    @property
    def _leads(self) -> bool:
        return self._person is not None and access.leads(self.ctx.me, self._person)

    @property
    def _is_mine(self) -> bool:
        return self._person is not None and self._person.id == self.ctx.me.id

    @property
    def _topic(self) -> Topic | None:
        """The topic under the cursor, while the cursor is among what stands around the actions."""
        about = self.query_one("#person-about-rows", RecordList)
        if self.shown is None or not about.has_focus or not about.key.startswith("topic-"):
            return None
        return next((topic for topic in self.shown.topics if topic.id == selected_id(about)), None)

    @property
    def _person(self) -> Person | None:
        return self.shown.person if self.shown else None

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self.keys_depend_on((self.doable(), self._topic is not None))

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys about an action rest while the cursor is on none; only the leader plans."""
        if action == "tick":
            return bool(self.targets()) or self._topic is not None
        if action in ACTION_ACTIONS:
            return self.can_do(action)
        if action in ("new_conversation", "rhythm"):
            return self._leads
        if action == "new_code":
            return self._person is not None and access.may_create_code(self.ctx.me, self._person)
        asked = self.shown is not None and self.shown.request is not None
        if action == "ask_for_follow_up":
            return self._is_mine and not asked and bool(self._person and self._person.leader_id)
        if action == "take_back":
            return self._is_mine and asked
        if action == "answer_request":
            return self._leads and asked
        if action in ("seen", "my_data"):
            return self._is_mine
        return super().check_action(action, parameters)

    def action_tick(self) -> None:
        """An action is done, or reopened; a topic was talked about."""
        if topic := self._topic:
            self.ctx.open(TickTopic(topic))
        else:
            super().action_tick()

    def action_open(self) -> None:
        """What stands behind the row under the cursor."""
        from tui_app.ui.dialogs.text import TextDialog

        if targets := self.targets():
            from tui_app.ui.actions.action_details import ActionDetailsDialog

            self.app.push_screen(ActionDetailsDialog(targets[0]))
            return
        about = self.query_one("#person-about-rows", RecordList)
        if not (about.has_focus and self.shown):
            return
        kind, number = about.key.partition("-")[0], selected_id(about)
        page = self.shown
        if kind == "goal":
            goal = next(one for one in page.goals if one.id == number)
            self.ctx.open(EditGoal(page.person, goal))
        elif kind == "conversation":
            talk = next(one for one in page.conversations if one.id == number)
            self.ctx.open(ReadConversation(talk))
        elif kind == "topic":
            topic = next(one for one in page.topics if one.id == number)
            self.app.push_screen(TextDialog(format_message(_("Topic from $name"), name=topic.by_name), topic.text))
        elif kind == "followup":
            entry = next(one for one in page.follow_ups if one.id == number)
            self.app.push_screen(TextDialog(_("Follow-up"), entry.note or _("reviewed the actions")))

    def action_new_action(self) -> None:
        """Agree an action with this person."""
        if self._person:
            self.ctx.open(NewAction(self._person))

    def action_new_goal(self) -> None:
        """Set a goal for this person."""
        if self._person:
            self.ctx.open(EditGoal(self._person))

    def action_new_conversation(self) -> None:
        """Plan a conversation."""
        if self._person:
            self.ctx.open(PlanConversation(self._person))

    def action_new_topic(self) -> None:
        """Put something on the list for the next conversation."""
        if self._person:
            self.ctx.open(NewTopic(self._person))

    def action_new_code(self) -> None:
        """Make a one-time code for this person."""
        if self._person:
            self.ctx.open(NewCode(self._person))

    def action_seen(self) -> None:
        """Who has opened what is written about me."""
        self.ctx.open(OpenAuditLog())

    def action_my_data(self) -> None:
        """What is kept about me, and when it goes."""
        self.ctx.open(OpenMyData())

    def action_follow_up(self) -> None:
        """Walk through the open actions."""
        if self._person:
            self.ctx.open(OpenFollowUpSession(self._person.id))

    def action_ask_for_follow_up(self) -> None:
        """Ask my leader to follow me up."""
        self.ctx.open(AskForFollowUp())

    def action_take_back(self) -> None:
        """I need no follow-up any more."""
        if self.shown and (request := self.shown.request):
            self.ctx.open(WithdrawFollowUpRequest(request))

    def action_answer_request(self) -> None:
        """They are told that I have seen what they ask for."""
        if self.shown and (request := self.shown.request):
            self.ctx.open(AnswerFollowUpRequest(request))

    def action_timeline(self) -> None:
        """All that happened with this person, by month."""
        if self._person:
            self.ctx.open(OpenTimeline(self._person))

    def action_rhythm(self) -> None:
        """How often this person is followed up, and when not."""
        if self._person:
            self.ctx.open(OpenSchedule(self._person.id))
