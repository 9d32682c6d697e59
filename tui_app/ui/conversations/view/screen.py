"""The screen of one conversation: its pages to the left, the page that is shown to the right."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from tui_app.domain.conversations import steps
from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import ConversationState, Role
from tui_app.services.conversations import bookmark, conversation_view
from tui_app.text.conversations.view import PageKey
from tui_app.ui import keys
from tui_app.ui.computer import HandOver
from tui_app.ui.conversations.view.bookmark import initial_page
from tui_app.ui.conversations.view.field_key import FieldKey
from tui_app.ui.conversations.view.head import ConversationHead
from tui_app.ui.conversations.view.outline import ConversationOutline
from tui_app.ui.conversations.view.page_view import PageView
from tui_app.ui.conversations.view.practice_line import PracticeLine
from tui_app.ui.conversations.view.steps.context import StepContext
from tui_app.ui.conversations.view.steps.flows import run_step
from tui_app.ui.conversations.view.writing import ConversationWriting, SavesWritingMixin, unsent_in_fields
from tui_app.ui.editing.unsaved import show_unsaved_texts
from tui_app.ui.messages import EditGoal, NewAction, NewTopic, OpenAuditLog, OpenConversation
from tui_app.ui.widgets.action_keys import ACTION_ACTIONS, ActionKeysMixin
from tui_app.ui.widgets.data_screen import TWO_COLUMNS_IF_WIDE, DataScreen
from tui_app.ui.widgets.fields.answer_field import AnswerChanged


class ConversationScreen(ActionKeysMixin, SavesWritingMixin, DataScreen[ConversationView]):
    """One conversation as one of its two parties sees it."""

    BINDINGS = keys.CONVERSATION
    HORIZONTAL_BREAKPOINTS = TWO_COLUMNS_IF_WIDE
    LEAVE_ON = frozenset({"not_found", "not_allowed", "no_form"})
    AUTO_FOCUS = "#view-pages"

    def __init__(self, conversation_id: int) -> None:
        super().__init__()
        self._conversation_id = conversation_id
        self._head = ConversationHead()
        self._practice = PracticeLine(conversation_id)
        self._outline = ConversationOutline()
        self._page_view = PageView(conversation_id)
        self._writing = self._page_view.writing

    def compose_body(self) -> ComposeResult:
        """The head, what is offered, and below it the outline and the page."""
        yield self._head
        yield self._practice
        with Horizontal(id="conversation-view"):
            yield self._outline
            yield self._page_view

    async def fetch(self) -> ConversationView:
        """Read what the signed-in person may see of the conversation, and their own practice for it."""
        await self._practice.load()
        return await self.ctx.call(conversation_view.get_view, self._conversation_id)

    def show(self, data: ConversationView) -> None:
        """Show the head, the outline and the page; fields that people write in stay as they are."""
        self._head.show_conversation(data)
        self._writing.update(data)
        self._show_outline()
        if self._outline.page not in self._outline.pages:
            page, field = initial_page(data, self._outline.pages)
            if field is not None:
                self._page_view.focus_next(field)
            self._outline.go_to(page)
        if self._outline.page is not None:
            self._head.set_page(self._outline.page)
            self._page_view.show_page(data, self._outline.page, self._outline.title, has_next=self._outline.has_next)

    def focus_field(self, page: PageKey, field: FieldKey) -> None:
        """Show a page, and focus one of its fields."""
        self._page_view.focus_next(field)
        self._outline.go_to(page)
        self.redraw()

    @on(AnswerChanged)
    def _show_outline(self) -> None:
        """Show the steps; as soon as something is written that can be sent, sending it is the next one."""
        if self._outline.update_outline(self._writing.view, unsent_in_fields(self._writing)):
            self.other_labels = {"next_step": self._outline.next_label, "practise": self._practice.key_label}
            self.refresh_bindings()

    @on(ConversationOutline.PageChosen)
    def _page_chosen(self, event: ConversationOutline.PageChosen) -> None:
        if event.page != self._outline.page:
            self._outline.page = event.page
            self._page_view.hide_suggestion()
            self.ctx.spawn(self.flush(), is_background=True)
            self.redraw()
        if event.is_opened:
            self.call_after_refresh(self._page_view.enter)

    @on(ConversationOutline.StepChosen)
    def _step_chosen(self, event: ConversationOutline.StepChosen) -> None:
        outline = self._outline
        context = StepContext(self.ctx, self._writing, outline.page, outline.opened_section_key, self.focus_field)
        self.ctx.spawn(run_step(context, event.step))

    def targets(self) -> tuple[Action, ...]:
        """The action under the cursor of a list page."""
        return self._page_view.agreements.selected_actions()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable the keys that can do something here."""
        view = self.shown
        if view is None or action == "back":
            return action == "back"
        if action == "tick":
            return bool(self.targets()) or self._page_view.agreements.selected_record() is not None
        if action in ACTION_ACTIONS:
            return self.is_enabled(action)
        if action in ("new_action", "new_goal"):
            return steps.may_record_agreements(view)
        if action == "next_step":
            return self._outline.next_step is not None
        if action == "open_question":
            return steps.is_preparing(view)
        if action == "practise":
            return self._practice.display
        if action == "access_log":
            return view.role is Role.EMPLOYEE
        return super().check_action(action, parameters)

    def action_tick(self) -> None:
        """Mark as done: an action, a goal that is reached, a topic that was discussed."""
        if record := self._page_view.agreements.selected_record():
            self._page_view.agreements.tick(record)
        else:
            super().action_tick()

    def action_next_step(self) -> None:
        """Take the step that the key names."""
        self._writing.read_fields()
        if self.shown is not None:
            self._show_outline()
        if self._outline.next_step is not None:
            self.post_message(ConversationOutline.StepChosen(self._outline.next_step))

    def action_access_log(self) -> None:
        """Show who has opened or exported this conversation."""
        self.ctx.open(OpenAuditLog(conversation_id=self._conversation_id))

    def action_new_action(self) -> None:
        """Agree on an action, for the minutes."""
        self.ctx.open(NewAction(self._writing.employee, self._conversation_id))

    def action_new_goal(self) -> None:
        """Set a goal, for the minutes."""
        self.ctx.open(EditGoal(self._writing.employee, None, self._conversation_id))

    def action_new_topic(self) -> None:
        """Add a topic to discuss, this time or next time."""
        self.ctx.open(NewTopic(self._writing.employee))

    def action_practise(self) -> None:
        """Warm up, or look back."""
        self._practice.take_offer()

    def action_open_question(self) -> None:
        """Suggest an open question, another one at each press."""
        first = self._practice.questions(self.shown) if self.shown else ()
        self._page_view.suggest_question(self._outline.page, first)

    def action_section(self, by: int) -> None:
        """Open the next page or the previous one."""
        self._outline.open_beside(by)

    def action_back(self) -> None:
        """Hide the suggested question; else go to the list of pages; from there leave, with everything saved."""
        pages = self.query_one("#view-pages")
        if self._page_view.hide_suggestion():
            return
        if pages.has_focus:
            self.ctx.spawn(_save_and_leave(self, self._writing))
        else:
            pages.focus()

    def on_screen_suspend(self) -> None:
        """Save when another screen comes in front."""
        self.ctx.spawn(self.flush(), is_background=True)

    def reopen_request(self) -> Message:
        """The request that opens this conversation again."""
        return OpenConversation(self._conversation_id)

    @property
    def offered_hand_over(self) -> HandOver | None:
        """The employee, if their leader is at the keyboard."""
        if self.shown is None or self.shown.role is not Role.LEADER:
            return None
        conversation = self.shown.conversation
        return HandOver(conversation.person_id, conversation.person_name, conversation.id)

    @property
    def is_being_held(self) -> bool:
        """True while the conversation is under way: two people talk, and nobody presses a key."""
        return self.shown is not None and self.shown.conversation.state is ConversationState.HELD


async def _save_and_leave(screen: ConversationScreen, writing: ConversationWriting) -> None:
    ctx = screen.ctx
    if await writing.save_before_leaving():
        await ctx.call(bookmark.clear)
        screen.leave()
        await show_unsaved_texts(ctx)
