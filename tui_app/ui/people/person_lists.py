"""The two lists on a person's page: the actions, and everything else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui_app.domain import access
from tui_app.domain.records.action import Action
from tui_app.domain.records.follow_up import Topic
from tui_app.text import actions, follow_up
from tui_app.text.i18n import _
from tui_app.text.people import left_legend
from tui_app.ui import content
from tui_app.ui.content import from_styled, plain
from tui_app.ui.context import HasContext
from tui_app.ui.people.rows import follow_up_row, person_conversation_row, request_row
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row
from tui_app.ui.widgets.record_rows import action_headings, action_row, goal_row, left_legend_of, topic_row

if TYPE_CHECKING:
    from tui_app.services.people.person_page import PersonPage


class PersonActions(HasContext, Vertical):
    """The actions of a person by urgency."""

    def __init__(self) -> None:
        super().__init__(id="person-actions", classes="box")

    def compose(self) -> ComposeResult:
        """Yield the text for no actions, and the list."""
        yield Static(id="person-empty")
        yield RecordList(id="person-action-rows")

    def on_mount(self) -> None:
        """Focus the list."""
        self.query_one(RecordList).focus()

    def show(self, page: PersonPage, *, action_id: int = 0) -> None:
        """Show the actions of a page.

        Args:
            page: the page.
            action_id: the action to move the cursor to; 0 for none.
        """
        listed = self.query_one(RecordList)
        listed.fill(self._rows(page))
        if action_id:
            listed.go_to_id(Action, action_id)
        open_count = sum(action.is_open for action in page.actions)
        self.border_title = plain(_("Actions") + f" ({open_count})")
        legend = left_legend_of(page.actions, self.ctx.today)
        self.border_subtitle = plain(" · ".join(filter(None, (legend, self._request_hint(page)))))
        empty = self.query_one("#person-empty", Static)
        empty.display = not page.actions
        empty.update(
            plain(
                self.ctx.with_keys(
                    _("Nothing has been agreed yet.\nPress $add to add the first action: who does what by when.")
                )
            )
        )

    def _rows(self, page: PersonPage) -> Iterator[Row]:
        today = self.ctx.today
        if page.actions:
            yield Row(None, action_headings(with_person=False))
        for index, (group, grouped) in enumerate(actions.group_by_urgency(page.actions, today).items()):
            if index:
                yield heading_row(plain(""))
            yield heading_row(from_styled(actions.group_heading(group, len(grouped))))
            for action in grouped:
                notice = page.notices.get(action.id)
                yield action_row(action, today, viewer_id=self.ctx.me.id, notice=notice)

    def _request_hint(self, page: PersonPage) -> str:
        """The key for requests of a follow-up, and what it does: the key footer has no room for it in 80 columns."""
        if page.person.id == self.ctx.me.id and page.person.leader_id:
            does = _("Withdraw") if page.request else _("Ask for a follow-up")
        elif page.request and access.leads(self.ctx.me, page.person):
            does = _("Mark request seen")
        else:
            return ""
        return self.ctx.with_keys("$request $does", does=does)

    @property
    def selected(self) -> Action | None:
        """The action under the cursor while the list has the focus."""
        listed = self.query_one(RecordList)
        return listed.selected(Action) if listed.has_focus else None


class PersonSideList(HasContext, Vertical):
    """A person's request for a follow-up, goals, conversations, topics and follow-up log."""

    def __init__(self) -> None:
        super().__init__(id="person-about", classes="box")

    def compose(self) -> ComposeResult:
        """Yield the list."""
        yield RecordList(id="person-about-rows")

    def show(self, page: PersonPage) -> None:
        """Show a page; focus the list if the page has no actions."""
        self.border_title = plain(_("Goals and conversations"))
        is_own_page = page.person.id == self.ctx.me.id
        # the key footer has no room for it in 80 columns
        access_log = self.ctx.with_keys(f"$access_log {_('Access log')}") if is_own_page else ""
        self.border_subtitle = plain(" · ".join(filter(None, (_legend(page, self.ctx.today), access_log))))
        listed = self.query_one(RecordList)
        listed.fill(self._rows(page))
        if not page.actions:
            listed.focus()

    def _rows(self, page: PersonPage) -> Iterator[Row]:
        today = self.ctx.today
        if page.request is not None:
            yield request_row(page.request, today, mine=page.person.id == self.ctx.me.id)
            yield heading_row(plain(""))
        goals = [goal_row(goal, today) for goal in page.goals]
        yield from _group(_("Goals"), goals, self.ctx.with_keys(_("None yet. Press $goal to add one.")))
        if access.leads(self.ctx.me, page.person):
            no_conversations = self.ctx.with_keys(_("None yet. Press $conversation to plan one."))
        elif page.person.leader_id:
            no_conversations = _("None yet. Your leader plans them.")
        else:
            no_conversations = _("None yet.")
        conversations = [person_conversation_row(one, today) for one in page.conversations]
        yield from _group(_("Conversations"), conversations, no_conversations)
        topics = [topic_row(topic, today) for topic in page.topics]
        yield from _group(
            _("Topics for next time"), topics, self.ctx.with_keys(_("None yet. Press $topic to add one."))
        )
        follow_ups = [follow_up_row(one, today) for one in page.follow_ups]
        no_follow_ups = self.ctx.with_keys(_("None yet. Press $follow_up when you have reviewed the actions."))
        schedule = follow_up.schedule_summary(page.schedule, today)
        yield from _group(_("Follow-ups"), follow_ups, no_follow_ups, note=f"  {schedule}", is_last=True)

    @property
    def selected_topic(self) -> Topic | None:
        """The topic under the cursor while the list has the focus."""
        listed = self.query_one(RecordList)
        return listed.selected(Topic) if listed.has_focus else None


def _legend(page: PersonPage, today: date) -> str:
    """What the sign before names means, if it is there."""
    ends = [one.leader_end for one in page.conversations]
    ends += [one.by_end for one in page.topics]
    ends += [one.by_end for one in page.follow_ups]
    return left_legend(ends, today)


def _group(title: str, rows: list[Row], empty_text: str, *, note: str = "", is_last: bool = False) -> Iterator[Row]:
    """A heading with its rows, and a blank line below all groups but the last."""
    yield heading_row(plain(title, "bold") + plain(note, content.MUTED))
    yield from rows
    if not rows:
        yield heading_row(plain(empty_text, content.MUTED))
    if not is_last:
        yield heading_row(plain(""))
