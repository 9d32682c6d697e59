"""What a leader has at hand in a conversation: open questions on one key, the warm-up before it, looking back after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from tui_app.domain.conversations.wished_questions import wished_questions
from tui_app.domain.practice.sessions import PracticeOffer
from tui_app.domain.records.conversation import Role
from tui_app.domain.records.practice import PracticeFormat
from tui_app.services.practice import sessions
from tui_app.services.practice.sessions import ConversationPractice
from tui_app.text.i18n import N_, _, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.messages import LookBackOn, OpenPractice

if TYPE_CHECKING:
    from textual.message import Message

    from tui_app.domain.conversations.conversation_view import ConversationView

OFFERS = {
    PracticeOffer.WARM_UP: N_("Warm up? Three questions and a rule, five minutes. $key"),
    PracticeOffer.LOOK_BACK: N_("Look back? Two minutes, for you alone. $key"),
}
"""Offer -> the line that makes it."""
OFFER_LABELS = {PracticeOffer.WARM_UP: N_("Warm up"), PracticeOffer.LOOK_BACK: N_("Look back")}
"""Offer -> what the key does."""


class PracticeLine(HasContext, Static):
    """The quiet line with what is offered; hidden if nothing is.

    Attributes:
        practice: one's own practice around the conversation.
    """

    def __init__(self, conversation_id: int) -> None:
        super().__init__(id="view-offer")
        self.display = False
        self.practice = ConversationPractice()
        self._conversation_id = conversation_id

    async def load(self) -> None:
        """Read and show what is offered.

        Raises:
            DomainError: it cannot be read.
        """
        self.practice = await self.ctx.call(sessions.practice_for_conversation, self._conversation_id)
        offer = self.practice.offer
        if self.display != (offer is not PracticeOffer.NONE):
            self.display = not self.display
            self.screen.refresh_bindings()
        if self.display:
            self.update(
                plain(" " + format_message(_(OFFERS[offer]), key=self.ctx.with_keys("$practise")), content.MUTED)
            )

    @property
    def key_label(self) -> str:
        """What the key does now; empty if nothing is offered."""
        label = OFFER_LABELS.get(self.practice.offer)
        return _(label) if label else ""

    def take_offer(self) -> None:
        """Open what is offered."""
        request: Message = LookBackOn(self._conversation_id)
        if self.practice.offer is PracticeOffer.WARM_UP:
            request = OpenPractice(PracticeFormat.NEXT_CONVERSATION, self._conversation_id)
        self.ctx.open(request)

    def questions(self, view: ConversationView) -> tuple[str, ...]:
        """What comes first: the questions that the employee wishes for, then those that one chose, and one's rule."""
        if view.role is not Role.LEADER:
            return ()
        chosen = self.practice.warm_up
        own = (*chosen.questions, *filter(None, [chosen.rule])) if chosen else ()
        return (*wished_questions(view.their_preparation), *own)
