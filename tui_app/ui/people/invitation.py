"""The quiet line of one's own page: somebody invites one to practise."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.widget import Widget

from tui_app.domain.errors import DomainError
from tui_app.domain.practice.sessions import PracticeInvitation
from tui_app.services.practice import invitations
from tui_app.text.i18n import _
from tui_app.text.practice.formats import invitation_text
from tui_app.ui.app_messages import GoToMode
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.widgets.frame import MODE_TABS, TopBar
from tui_app.ui.widgets.next_step import line_with_key, room_beside_key

MODE = "practice"


class InvitationLine(HasContext, Widget):
    """Shows the newest invitation, and gives whoever leads nobody the mode for it; hidden if there is none."""

    def __init__(self) -> None:
        super().__init__(id="invitation-line")
        self.display = False
        self._newest: PracticeInvitation | None = None

    async def load(self) -> None:
        """Read and show what one is invited to; if that fails, nothing is."""
        try:
            found = await self.ctx.call(invitations.waiting)
        except DomainError:
            return  # the screen itself says what is wrong
        self._newest = found[0] if found else None
        if self.ctx.computer.is_invited != bool(found):
            self.ctx.computer.is_invited = bool(found)
            for bar in self.screen.query(TopBar):
                bar.refresh()
        self.display = self._newest is not None
        self.refresh()

    def render(self) -> Content:
        """Who invites to the left, the key of the mode to the right."""
        if self._newest is None:
            return plain("")
        key, label = MODE_TABS[MODE]
        text = invitation_text(self._newest, room_beside_key(self.size.width, key, _(label)))
        return line_with_key(self.size.width, text, key, _(label))

    def on_click(self, event: Click) -> None:
        """Go where one practises."""
        self.ctx.open(GoToMode(MODE))
