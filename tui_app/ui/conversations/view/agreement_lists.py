"""The sheet's two list pages: what stands open since last time, and what is agreed now."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import Role
from tui_app.domain.records.follow_up import Topic
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import Person
from tui_app.text.conversations import view
from tui_app.text.i18n import _
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.conversations.view.step_flows import StepFlows
from tui_app.ui.conversations.view.writing import ConversationWriting
from tui_app.ui.messages import OpenAction, OpenAuditLog
from tui_app.ui.widgets.action_keys import ActionKeysMixin
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row, selected_id
from tui_app.ui.widgets.record_rows import action_row, goal_row, topic_row


class AgreementLists(ActionKeysMixin, ConversationWriting):
    """The part of the sheet's screen that works on goals, actions and topics."""

    page: str = ""
    """Key of the page that is shown."""
    opened: str = ""
    """Key of the page that was opened last."""
    wants_statement: bool = False
    """Whether the field for a statement was asked for."""

    def write_in(self, page: str, field: str) -> None:
        """Turn to a page and focus one of its fields."""

    def on_mount(self) -> None:
        """Ready for steps."""
        self.steps = StepFlows(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Who has seen the conversation is the employee's to know."""
        if action == "seen":
            return self.shown is not None and self.shown.role is Role.EMPLOYEE
        return super().check_action(action, parameters)

    def show_seen_key(self, data: ConversationView) -> None:
        """Say where the employee finds who has seen it: the footer has no room for it in 80 columns."""
        contents = self.query_one("#sheet-contents")
        contents.border_subtitle = plain(f"F6 {_('Access log')}" if data.role is Role.EMPLOYEE else "")

    def action_seen(self) -> None:
        """Who has opened this conversation or taken it out."""
        if self.shown is not None:
            self.ctx.open(OpenAuditLog(conversation_id=self.shown.conversation.id))

    @property
    def section_key(self) -> str:
        """The section that was opened last, since the cursor passes over others on its way to a step; else empty."""
        key = self.opened
        return key.removeprefix(view.SECTION_PREFIX) if key.startswith(view.SECTION_PREFIX) else ""

    def is_stating(self, data: ConversationView) -> bool:
        """Whether a statement is being written."""
        return self.wants_statement or bool(data.my_statement and data.my_statement.value)

    def rows_hint(self) -> str:
        """What one does on the list page that is open."""
        if self.page == view.SINCE_LAST:
            return _("How did it go? space marks done, s starts, m moves the due date.")
        return _("What you agree on now. ^n adds an action, ^g a goal.")

    def list_rows(self, data: ConversationView) -> Iterator[Row]:
        """The rows of the list page that is open."""
        today = self.ctx.today
        last = self.page == view.SINCE_LAST
        goals, actions = (data.goals, data.actions) if last else (data.agreed_goals, data.agreed_actions)
        if last and data.conversation.note:
            for line in data.conversation.note.split("\n"):
                yield heading_row(plain(line, content.WARNING))
            yield heading_row(plain(""))
        yield heading_row(plain(_("Goals"), "bold"))
        yield from (goal_row(goal, today) for goal in goals)
        if not goals:
            yield heading_row(plain(_("None."), content.MUTED))
        yield heading_row(plain(_("Actions"), "bold"))
        yield from (action_row(action, today) for action in actions)
        if not actions:
            yield heading_row(plain(_("None."), content.MUTED))
        if last:
            yield heading_row(plain(_("To discuss"), "bold"))
            yield from (topic_row(topic, today) for topic in data.topics)
            if not data.topics:
                yield heading_row(plain(_("The list is empty. Press ^t to add a topic."), content.MUTED))

    def targets(self) -> tuple[Action, ...]:
        """The action under the cursor of a list page."""
        rows = self.query_one("#sheet-rows", RecordList)
        if self.shown is None or not rows.has_focus or not rows.key.startswith("action-"):
            return ()
        every = (*self.shown.actions, *self.shown.agreed_actions)
        return tuple(action for action in every if action.id == selected_id(rows))

    def under_cursor(self) -> Goal | Topic | None:
        """The goal or the topic under the cursor of a list page."""
        rows = self.query_one("#sheet-rows", RecordList)
        if self.shown is None or not rows.has_focus:
            return None
        number = selected_id(rows)
        if rows.key.startswith("goal-"):
            return next(one for one in (*self.shown.goals, *self.shown.agreed_goals) if one.id == number)
        if rows.key.startswith("topic-"):
            return next(one for one in self.shown.topics if one.id == number)
        return None

    @on(RecordList.Moved, "#sheet-rows")
    def _row_moved(self) -> None:
        self.keys_depend_on((bool(self.targets()), self.under_cursor() is not None))

    @on(RecordList.Opened, "#sheet-rows")
    def _row_opened(self) -> None:
        if targets := self.targets():
            self.ctx.open(OpenAction(targets[0]))
        elif (thing := self.under_cursor()) is not None:
            self.ctx.spawn(self.steps.open_thing(thing))

    def action_tick(self) -> None:
        """Done; a goal reached; a topic talked about."""
        thing = self.under_cursor()
        if thing is not None:
            self.ctx.spawn(self.steps.tick(thing))
        else:
            super().action_tick()

    @property
    def person(self) -> Person:
        """The employee whom the conversation is about."""
        assert self.shown is not None
        talk = self.shown.conversation
        return Person(talk.person_id, talk.person_name, talk.leader_id, talk.leader_name)
