"""The list of goals, actions and topics: what is open since last time, or what the parties agree on now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual import on

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.follow_up import Topic
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import Person
from tui_app.text.conversations.view import PageKey, PageKind
from tui_app.text.i18n import _
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.conversations.view.agreement_flows import open_record, tick_record
from tui_app.ui.messages import OpenAction
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row, sentence_row
from tui_app.ui.widgets.record_rows import action_row, goal_row, left_legend_of, topic_row


class AgreementList(HasContext, RecordList):
    """The rows of a page that lists goals and actions. A key concerns a row only while the list has the focus."""

    _employee: Person | None = None
    _enabled_keys: object = None

    def show_page(self, view: ConversationView, page: PageKey) -> None:
        """Show the rows of one of the list pages."""
        self._employee = employee_of(view.conversation)
        since_last = page.kind is PageKind.SINCE_LAST
        no_topics = self.ctx.with_keys(_("The list is empty. Press $topic_while_writing to add a topic."))
        today = self.ctx.today
        self.fill(_rows_since_last(view, today, no_topics) if since_last else _rows_agreed(view, today))

    def selected_actions(self) -> tuple[Action, ...]:
        """The action under the cursor, or none."""
        action = self.selected(Action) if self.has_focus else None
        return (action,) if action else ()

    def selected_record(self) -> Goal | Topic | None:
        """The goal or the topic under the cursor."""
        value = self.value if self.has_focus else None
        return value if isinstance(value, Goal | Topic) else None

    def tick(self, record: Goal | Topic) -> None:
        """Mark a goal as reached or a topic as discussed, or take that back."""
        self.ctx.spawn(tick_record(self.ctx, record))

    @on(RecordList.Opened)
    def _row_opened(self, event: RecordList.Opened) -> None:
        event.stop()
        if isinstance(event.value, Action):
            self.ctx.open(OpenAction(event.value))
        elif isinstance(event.value, Goal | Topic) and self._employee is not None:
            self.ctx.spawn(open_record(self.ctx, self._employee, event.value))

    @on(RecordList.Moved)
    def _cursor_moved(self, event: RecordList.Moved) -> None:
        """Update the footer if other keys do something now; doing so at each key would cost a repaint."""
        event.stop()
        enabled_keys = bool(self.selected_actions()), self.selected_record() is not None
        if enabled_keys != self._enabled_keys:
            self._enabled_keys = enabled_keys
            self.screen.refresh_bindings()


def employee_of(conversation: Conversation) -> Person:
    """The person whom a conversation is about."""
    return Person(conversation.person_id, conversation.person_name, conversation.leader_id, conversation.leader_name)


def agreements_hint(page: PageKey) -> str:
    """What to do on one of the list pages, with names of keys to fill in."""
    if page.kind is PageKind.SINCE_LAST:
        return _("How did it go? $done marks done, $start starts, $move moves the due date.")
    return _("What you agree on now. $action_while_writing adds an action, $goal_while_writing a goal.")


def _rows_since_last(view: ConversationView, today: date, no_topics: str) -> Iterator[Row]:
    if view.conversation.note:
        for line in view.conversation.note.split("\n"):
            yield heading_row(plain(line, content.WARNING))
        yield heading_row(plain(""))
    yield from _goal_and_action_rows(view.goals, view.actions, today)
    yield heading_row(plain(_("To discuss"), "bold"))
    yield from (topic_row(topic, today) for topic in view.topics)
    if not view.topics:
        yield sentence_row(plain(no_topics, content.MUTED))


def _rows_agreed(view: ConversationView, today: date) -> Iterator[Row]:
    return _goal_and_action_rows(view.agreed_goals, view.agreed_actions, today)


def _goal_and_action_rows(goals: tuple[Goal, ...], actions: tuple[Action, ...], today: date) -> Iterator[Row]:
    yield heading_row(plain(_("Goals"), "bold"))
    yield from (goal_row(goal, today) for goal in goals)
    if not goals:
        yield heading_row(plain(_("None."), content.MUTED))
    yield heading_row(plain(_("Actions"), "bold"))
    yield from (action_row(action, today) for action in actions)
    if legend := left_legend_of(actions, today):
        yield heading_row(plain(legend, content.MUTED))
    if not actions:
        yield heading_row(plain(_("None."), content.MUTED))
