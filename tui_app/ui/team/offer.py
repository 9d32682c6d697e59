"""What the Team screen offers: to warm up for a near conversation, and codes for those who cannot sign in yet."""

from __future__ import annotations

from textual.widgets import Static

from tui_app.domain.errors import DomainError
from tui_app.domain.records.conversation import Conversation
from tui_app.text.i18n import _
from tui_app.text.people import text_with_name
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.context import AppContext
from tui_app.ui.messages import OpenPractice
from tui_app.ui.widgets.next_step import NextStepLine, ReadsAlong, StepOffer


class TeamOffer(ReadsAlong, Static):
    """Offers the warm-up at most two days before a conversation; hidden if there is nothing to offer.

    Args:
        line: shows the offer of codes; None if nothing is offered here, on a team below one's own.
    """

    def __init__(self, line: NextStepLine | None) -> None:
        super().__init__(id="team-offer")
        self.display = False
        self._line = line
        self._talk: Conversation | None = None

    def read(self) -> None:
        """Read and show what is offered, in the background."""
        if self._line is not None:
            self.ctx.spawn(self.load(), is_background=True)
            self.ctx.spawn(offer_codes(self.ctx, self._line), is_background=True)

    async def load(self) -> None:
        """Read and show what is offered; if that fails, nothing is."""
        from tui_app.services.practice import sessions

        try:
            talks = await self.ctx.call(sessions.warm_ups_offered)
        except DomainError:
            talks = ()  # the screen itself says what is wrong
        self._talk = talks[0] if talks else None
        if self.display != (self._talk is not None):
            self.display = not self.display
            self.screen.refresh_bindings()
        self._show()

    def on_resize(self) -> None:
        """Lay the line out again."""
        self._show()

    def _show(self) -> None:
        if self._talk is None:
            return
        from tui_app.text.conversations.labels import conversation_time

        message = _("Talk with $name, $when · $practise warms up, five minutes")
        when = conversation_time(self._talk, self.ctx.now)
        text = text_with_name(
            lambda name: self.ctx.with_keys(message, name=name, when=when),
            self._talk.distinct_person_name,
            self.screen.size.width - 2,
        )
        self.update(plain(" " + text, content.MUTED))

    def take(self) -> None:
        """Open the warm-up."""
        from tui_app.domain.records.practice import PracticeFormat

        if self._talk is not None:
            self.ctx.open(OpenPractice(PracticeFormat.NEXT_CONVERSATION, self._talk.id))


async def offer_codes(ctx: AppContext, line: NextStepLine) -> None:
    """Offer one-time codes where people of the team could sign in, but have no way to."""
    from tui_app.domain.accounts.codes import CodeScope
    from tui_app.services.accounts import codes
    from tui_app.text.administration.codes import no_sign_in_text

    try:
        count = await ctx.call(codes.waiting_for_code, CodeScope.TEAM, ctx.computer.is_shared)
    except DomainError:
        return  # the screen itself says what is wrong
    line.offer(
        StepOffer(no_sign_in_text(count), ctx.with_keys("$codes"), _("Make codes"), "new_codes") if count else None
    )
