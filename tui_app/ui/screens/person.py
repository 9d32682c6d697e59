"""One person's page, the same for leader and employee: actions by urgency, goals, conversations, the follow-up log."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from tui_app.domain import access
from tui_app.domain.records import Action, Person
from tui_app.domain.refusals import Refusal
from tui_app.services import pages
from tui_app.services.pages import PersonPage
from tui_app.ui import keys, rhythm_words, words
from tui_app.ui.language import _, told
from tui_app.ui.rhythm_words import care_line
from tui_app.ui.screens.base import DataScreen, chosen
from tui_app.ui.screens.on_actions import NEED_ONE, OnActions
from tui_app.ui.text import lit
from tui_app.ui.widgets.lines import (
    action_row,
    conversation_row,
    follow_up_row,
    goal_row,
    request_row,
    topic_row,
)
from tui_app.ui.widgets.rows import Row, RowList, heading

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_app.domain.records import Topic


class PersonScreen(OnActions, DataScreen[PersonPage]):
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
                yield RowList(id="person-action-rows")
            with Vertical(id="person-about", classes="box"):
                yield RowList(id="person-about-rows")

    def on_mount(self) -> None:
        """The cursor stands on the most urgent action."""
        self.query_one("#person-action-rows").focus()

    def reopening(self) -> Callable[[], None]:
        """What opens this page again."""
        return partial(self.samtale.open_person, self._person_id or self.samtale.me.id)

    async def fetch(self) -> PersonPage:
        """The page."""
        return await self.samtale.ask(pages.page, self._person_id or self.samtale.me.id)

    def refused(self, refusal: Refusal) -> None:
        """Somebody else's page now: leave it."""
        super().refused(refusal)
        if refusal.code in ("not_found", "not_allowed"):
            self.samtale.leave(self)

    def show(self, data: PersonPage) -> None:
        """Head, actions, and the rest."""
        self.query_one("#person-head", Static).update(self._head(data))
        listed = self.query_one("#person-action-rows", RowList)
        listed.fill(self._action_rows(data))
        if self._go_to_action:
            listed.go_to(f"action-{self._go_to_action}")
            self._go_to_action = 0
        open_count = sum(action.is_open for action in data.actions)
        self.query_one("#person-actions").border_title = lit(_("Actions") + f" ({open_count})")
        empty = self.query_one("#person-empty", Static)
        empty.display = not data.actions
        empty.update(lit(_("Nothing is agreed yet.\nPress a to agree the first action: who does what by when.")))
        self.query_one("#person-about").border_title = lit(_("Goals and conversations"))
        mine = data.person.id == self.samtale.me.id
        # the footer has no room for it in 80 columns
        self.query_one("#person-about").border_subtitle = lit(f"F6 {_('Who has seen it')}" if mine else "")
        self.query_one("#person-actions").border_subtitle = lit(self._asking(data))
        self.query_one("#person-about-rows", RowList).fill(self._about_rows(data))
        if not data.actions:
            self.query_one("#person-about-rows").focus()
        self.refresh_bindings()

    def _head(self, data: PersonPage) -> Content:
        person = data.person
        head = lit(f" {person.name}", "bold")
        if about := words.person_line(person):
            head += lit(f"  {about}", words.FAINT)
        width = max(10, self.size.width - 1)
        care = care_line(data, self.samtale.today).truncate(width, ellipsis=True)
        return head.truncate(width, ellipsis=True) + lit("\n") + care

    def _asking(self, data: PersonPage) -> str:
        """What the key does that is about asking for a follow-up; the footer has no room for it in 80 columns."""
        if self._is_mine and data.person.leader_id:
            return "b " + (_("Take it back") if data.request else _("Ask for a follow-up"))
        return "b " + _("Seen that they ask") if data.request and self._leads else ""

    def _action_rows(self, data: PersonPage) -> Iterator[Row]:
        today = self.samtale.today
        for group, rows in words.grouped(data.actions, today).items():
            yield heading(words.group_heading(group, len(rows)))
            for action in rows:
                yield action_row(action, today, me_id=self.samtale.me.id, call=data.calls.get(action.id))

    def _about_rows(self, data: PersonPage) -> Iterator[Row]:
        today = self.samtale.today
        if (request := data.request) is not None:
            yield request_row(request, today, mine=self._is_mine)
            yield heading(lit(""))
        yield heading(lit(_("Goals"), "bold"))
        for goal in data.goals:
            yield goal_row(goal, today)
        if not data.goals:
            yield heading(lit(_("None yet. Press g to set one."), words.FAINT))
        yield heading(lit(""))
        yield heading(lit(_("Conversations"), "bold"))
        for talk in data.conversations:
            yield conversation_row(talk, today)
        if not data.conversations:
            none = _("None yet. Press n to plan one.") if self._leads else _("None yet. Your leader plans them.")
            yield heading(lit(none, words.FAINT))
        yield heading(lit(""))
        yield heading(lit(_("Topics for next time"), "bold"))
        for topic in data.topics:
            yield topic_row(topic, today)
        if not data.topics:
            yield heading(lit(_("None yet. Press t to put one on the list."), words.FAINT))
        yield heading(lit(""))
        follow_ups = lit(_("Follow-ups"), "bold")
        yield heading(follow_ups + lit(f"  {rhythm_words.in_full(data.held, today)}", words.FAINT))
        for entry in data.follow_ups:
            yield follow_up_row(entry, today)
        if not data.follow_ups:
            yield heading(lit(_("None yet. Press f when you have looked through the actions."), words.FAINT))

    def targets(self) -> tuple[Action, ...]:
        """The action under the cursor, while the cursor is among the actions."""
        listed = self.query_one("#person-action-rows", RowList)
        if self.shown is None or not listed.has_focus:
            return ()
        action_id = chosen(listed)
        return tuple(action for action in self.shown.actions if action.id == action_id)

    @property
    def _leads(self) -> bool:
        return self._person is not None and access.leads(self.samtale.me, self._person)

    @property
    def _is_mine(self) -> bool:
        return self._person is not None and self._person.id == self.samtale.me.id

    @property
    def _topic(self) -> Topic | None:
        """The topic under the cursor, while the cursor is among what stands around the actions."""
        about = self.query_one("#person-about-rows", RowList)
        if self.shown is None or not about.has_focus or not about.key.startswith("topic-"):
            return None
        return next((topic for topic in self.shown.topics if topic.id == chosen(about)), None)

    @property
    def _person(self) -> Person | None:
        return self.shown.person if self.shown else None

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        self.keys_depend_on((self.doable(), self._topic is not None))

    @on(RowList.Opened)
    def _opened(self) -> None:
        self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys about an action rest while the cursor is on none; only the leader plans."""
        if action == "tick":
            return bool(self.targets()) or self._topic is not None
        if action in NEED_ONE:
            return self.can_do(action)
        if action in ("new_conversation", "rhythm"):
            return self._leads
        if action == "new_code":
            return self._person is not None and access.may_give_code(self.samtale.me, self._person)
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
            self.samtale.flow(self.samtale.planning.tick_topic(topic))
        else:
            super().action_tick()

    def action_open(self) -> None:
        """What stands behind the row under the cursor."""
        from tui_app.ui.modals.note import NoteScreen

        if targets := self.targets():
            from tui_app.ui.modals.details import DetailsScreen

            self.app.push_screen(DetailsScreen(targets[0]))
            return
        about = self.query_one("#person-about-rows", RowList)
        if not (about.has_focus and self.shown):
            return
        kind, number = about.key.partition("-")[0], chosen(about)
        doing, page = self.samtale.doing, self.shown
        if kind == "goal":
            goal = next(one for one in page.goals if one.id == number)
            self.samtale.flow(doing.goal(page.person, goal))
        elif kind == "conversation":
            talk = next(one for one in page.conversations if one.id == number)
            self.samtale.planning.open(talk)
        elif kind == "topic":
            topic = next(one for one in page.topics if one.id == number)
            self.app.push_screen(NoteScreen(told(_("Topic from $name"), name=topic.by_name), topic.text))
        elif kind == "followup":
            entry = next(one for one in page.follow_ups if one.id == number)
            self.app.push_screen(NoteScreen(_("Follow-up"), entry.note or _("looked through the actions")))

    def action_new_action(self) -> None:
        """Agree an action with this person."""
        if self._person:
            self.samtale.flow(self.samtale.doing.new_action(self._person))

    def action_new_goal(self) -> None:
        """Set a goal for this person."""
        if self._person:
            self.samtale.flow(self.samtale.doing.goal(self._person))

    def action_new_conversation(self) -> None:
        """Plan a conversation."""
        if self._person:
            self.samtale.flow(self.samtale.planning.plan(self._person))

    def action_new_topic(self) -> None:
        """Put something on the list for the next conversation."""
        if self._person:
            self.samtale.flow(self.samtale.planning.topic(self._person))

    def action_new_code(self) -> None:
        """Make a one-time code for this person."""
        if self._person:
            self.samtale.flow(self.samtale.managing.new_code(self._person))

    def action_seen(self) -> None:
        """Who has opened what is written about me."""
        self.samtale.open_log()

    def action_my_data(self) -> None:
        """What is kept about me, and when it goes."""
        self.samtale.open_my_data()

    def action_follow_up(self) -> None:
        """Walk through the open actions."""
        if self._person:
            self.samtale.open_walk(self._person.id)

    def action_ask_for_follow_up(self) -> None:
        """Ask my leader to follow me up."""
        self.samtale.flow(self.samtale.answering.ask_for_follow_up())

    def action_take_back(self) -> None:
        """I need no follow-up any more."""
        if self.shown and (request := self.shown.request):
            self.samtale.flow(self.samtale.answering.take_back(request))

    def action_answer_request(self) -> None:
        """They are told that I have seen what they ask for."""
        if self.shown and (request := self.shown.request):
            self.samtale.flow(self.samtale.answering.answer_request(request))

    def action_timeline(self) -> None:
        """All that happened with this person, by month."""
        if self._person:
            self.samtale.open_timeline(self._person)

    def action_rhythm(self) -> None:
        """How often this person is followed up, and when not."""
        if self._person:
            self.samtale.open_rhythm(self._person.id)
