"""On one's own page, once minutes are signed: whether one was listened to."""

from __future__ import annotations

from textual.screen import Screen

from tui_app.domain.records.conversation import ConversationState
from tui_app.services.people.person_page import PersonPage
from tui_app.ui.context import AppContext, context_of
from tui_app.ui.messages import AskWhetherHeard


class HeardQuestion:
    """Asks when the page is in front and no key is pressed; one wait at a time."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._is_waiting = False

    def ask(self, page: PersonPage | None) -> None:
        """Ask the signed-in person, if it is their page."""
        ctx = context_of(self._screen.app)
        if page is None or self._is_waiting or page.person.id != ctx.me.id:
            return
        if any(one.state is ConversationState.SIGNED for one in page.conversations):
            self._is_waiting = True
            ctx.spawn(self._ask(ctx), is_background=True)

    async def _ask(self, ctx: AppContext) -> None:
        try:
            await ctx.perform(AskWhetherHeard(lambda: self._screen.app.screen is self._screen))
        finally:
            self._is_waiting = False
