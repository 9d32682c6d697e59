"""The page of one person, the same for leader and employee."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message

from tui_app.domain import access
from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.follow_up import FollowUp, Topic
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.people import person_page
from tui_app.services.people.person_page import PersonPage
from tui_app.text.i18n import _, format_message
from tui_app.text.people import author_name
from tui_app.ui import keys
from tui_app.ui.messages import (
    AnswerFollowUpRequest,
    AskForFollowUp,
    EditGoal,
    NewAction,
    NewCode,
    NewTopic,
    OpenAction,
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
from tui_app.ui.people.heard import HeardLine
from tui_app.ui.people.invitation import InvitationLine
from tui_app.ui.people.person_header import PersonHeader
from tui_app.ui.people.person_lists import PersonActions, PersonSideList
from tui_app.ui.widgets.action_keys import ACTION_ACTIONS, ActionKeysMixin
from tui_app.ui.widgets.answered_requests import notify_answered
from tui_app.ui.widgets.data_screen import TWO_COLUMNS_IF_WIDE, DataScreen
from tui_app.ui.widgets.next_step import NextStepLine
from tui_app.ui.widgets.record_list import RecordList


class PersonScreen(ActionKeysMixin, DataScreen[PersonPage]):
    """The page of one person.

    Args:
        person_id: the person; None for the viewer.
        action_id: the action to move the cursor to; 0 for none.
    """

    BINDINGS = keys.PERSON
    HORIZONTAL_BREAKPOINTS = TWO_COLUMNS_IF_WIDE
    LEAVE_ON = frozenset({"not_found", "not_allowed"})

    def __init__(self, person_id: int | None, action_id: int = 0) -> None:
        super().__init__()
        self._person_id = person_id
        self._action_id = action_id
        self._is_asking = False

    def compose_body(self) -> ComposeResult:
        """Yield the header and the two lists."""
        yield PersonHeader(id="person-head")
        yield NextStepLine(self._other_id, follow_up="follow_up", follow_up_key="follow-up")
        yield HeardLine()
        yield InvitationLine()
        with Container(id="person"):
            yield PersonActions()
            yield PersonSideList()

    def reopen_request(self) -> Message:
        """Return the request that opens this page again."""
        return OpenPerson(self._person_id or self.ctx.me.id)

    async def fetch(self) -> PersonPage:
        """Read the page; beside it, on one's own, what one is invited to."""
        if not self._other_id:
            self.ctx.spawn(self.query_one(InvitationLine).load(), is_background=True)
        return await self.ctx.call(person_page.get, self._person_id or self.ctx.me.id)

    def show(self, data: PersonPage) -> None:
        """Show the page, and say who answered a request that is gone."""
        if self._is_asking and data.request is None:
            self.ctx.spawn(notify_answered(self.ctx, data.person))
        self._is_asking = data.request is not None
        self.query_one(PersonHeader).show(data)
        self.query_one(NextStepLine).note_overdue(sum(one.is_overdue(self.ctx.today) for one in data.actions))
        self.query_one(PersonActions).show(data, action_id=self._action_id)
        self._action_id = 0
        self.query_one(PersonSideList).show(data)
        self.query_one(HeardLine).look(data)
        self.refresh_bindings()

    def on_screen_resume(self) -> None:
        """Read again, and ask what there was no time for."""
        super().on_screen_resume()
        self.query_one(HeardLine).look(self.shown)

    def targets(self) -> tuple[Action, ...]:
        """Return the action under the cursor."""
        action = self.query_one(PersonActions).selected
        return () if action is None else (action,)

    @property
    def _other_id(self) -> int:
        """Whom the page is about; 0 on the viewer's own, where everything that waits for them counts."""
        return 0 if self._person_id in (None, self.ctx.me.id) else self._person_id or 0

    @property
    def _person(self) -> Person | None:
        return self.shown.person if self.shown else None

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        has_topic = self.query_one(PersonSideList).selected_topic is not None
        self.refresh_bindings_for((self.enabled_actions(), has_topic))

    @on(RecordList.Opened)
    def _row_opened(self, event: RecordList.Opened) -> None:
        from tui_app.ui.dialogs.text import TextDialog

        match event.value:
            case Action() as action:
                self.ctx.open(OpenAction(action))
            case Goal() as goal if self._person is not None:
                self.ctx.open(EditGoal(self._person, goal))
            case Conversation() as conversation:
                self.ctx.open(ReadConversation(conversation))
            case Topic() as topic:
                title = format_message(_("Topic from $name"), name=author_name(topic, self.ctx.today))
                self.ctx.show(TextDialog(title, topic.text))
            case FollowUp() as entry:
                self.ctx.show(TextDialog(_("Follow-up"), entry.note or _("reviewed the actions")))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys that do nothing for this person, this viewer and the row under the cursor."""
        if action == "tick":
            return bool(self.targets()) or self.query_one(PersonSideList).selected_topic is not None
        if action in ACTION_ACTIONS:
            return self.is_enabled(action)
        person, viewer = self._person, self.ctx.me
        if action in ("new_conversation", "schedule"):
            return person is not None and access.leads(viewer, person)
        if action == "new_code":
            return person is not None and access.may_create_code(viewer, person)
        if action == "follow_up_request":
            return self.shown is not None and _offers_request_step(self.shown, viewer, str(parameters[0]))
        if action == "say_heard":
            return bool(self.query_one(HeardLine).display)
        if action in ("access_log", "my_data"):
            return person is not None and person.id == viewer.id
        return super().check_action(action, parameters)

    def action_tick(self) -> None:
        """Mark the action as done or reopen it, or mark the topic as discussed."""
        if topic := self.query_one(PersonSideList).selected_topic:
            self.ctx.open(TickTopic(topic))
        else:
            super().action_tick()

    def action_new_action(self) -> None:
        """Agree on an action with this person."""
        if self._person:
            self.ctx.open(NewAction(self._person))

    def action_new_goal(self) -> None:
        """Set a goal for this person."""
        if self._person:
            self.ctx.open(EditGoal(self._person))

    def action_new_conversation(self) -> None:
        """Plan a conversation with this person."""
        if self._person:
            self.ctx.open(PlanConversation(self._person))

    def action_new_topic(self) -> None:
        """Add a topic for the next conversation."""
        if self._person:
            self.ctx.open(NewTopic(self._person))

    def action_new_code(self) -> None:
        """Make a one-time code for this person."""
        if self._person:
            self.ctx.open(NewCode(self._person))

    def action_say_heard(self) -> None:
        """Say whether one was listened to."""
        self.query_one(HeardLine).take()

    def action_access_log(self) -> None:
        """Open the viewer's access log."""
        self.ctx.open(OpenAuditLog())

    def action_my_data(self) -> None:
        """Open what is stored about the viewer."""
        self.ctx.open(OpenMyData())

    def action_follow_up(self) -> None:
        """Go through this person's open actions."""
        if self._person:
            self.ctx.open(OpenFollowUpSession(self._person.id))

    def action_follow_up_request(self, step: str) -> None:
        """Ask for a follow-up, withdraw the request, or mark it as seen.

        Args:
            step: "ask", "withdraw" or "acknowledge".
        """
        request = self.shown.request if self.shown else None
        if step == "ask":
            self.ctx.open(AskForFollowUp())
        elif request is not None:
            self.ctx.open(WithdrawFollowUpRequest(request) if step == "withdraw" else AnswerFollowUpRequest(request))

    def action_timeline(self) -> None:
        """Open the timeline of this person."""
        if self._person:
            self.ctx.open(OpenTimeline(self._person))

    def action_schedule(self) -> None:
        """Open the follow-up schedule of this person."""
        if self._person:
            self.ctx.open(OpenSchedule(self._person.id))


def _offers_request_step(page: PersonPage, viewer: Viewer, step: str) -> bool:
    """True if the viewer can ask for a follow-up, withdraw the request or mark it as seen."""
    person, has_request = page.person, page.request is not None
    if step == "acknowledge":
        return has_request and access.leads(viewer, person)
    is_own_page = person.id == viewer.id
    if step == "ask":
        return is_own_page and not has_request and person.leader_id is not None
    return is_own_page and has_request
