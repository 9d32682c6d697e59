"""The quiet line of one's own page, once minutes are signed: was one listened to?"""

from __future__ import annotations

from textual.content import Content
from textual.events import Click

from tui_app.domain.errors import DomainError
from tui_app.domain.practice.listening import ListeningQuestion
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.practice import ListeningOccasion
from tui_app.services.people.person_page import PersonPage
from tui_app.services.practice import listening
from tui_app.text.i18n import _, format_message
from tui_app.text.people import text_with_name
from tui_app.ui import keys
from tui_app.ui.content import plain
from tui_app.ui.messages import AnswerWhetherHeard
from tui_app.ui.widgets.key_names import binding_name
from tui_app.ui.widgets.next_step import ReadsAlong, line_with_key, room_beside_key


class HeardLine(ReadsAlong):
    """Asks the signed-in person once. It takes no key from the page, and opens nothing by itself.

    That they were asked is noted when the line is shown. It stays until they answer or skip, also past a lock, as long
    as the program runs.
    """

    def __init__(self) -> None:
        super().__init__(id="heard-line")
        self.display = False
        self._is_looking = False
        self._page: PersonPage | None = None

    @property
    def _question(self) -> ListeningQuestion | None:
        return self.ctx.asked.get(self.ctx.me.id) if self.ctx.viewer else None

    def look(self, page: PersonPage | None) -> None:
        """Look whether there is something to ask, if it is the signed-in person's page and in front."""
        if page is None or page.person.id != self.ctx.me.id:
            return
        self._page = page
        self._show()
        may_ask = any(one.state is ConversationState.SIGNED for one in page.conversations)
        if may_ask and self._question is None and self.screen.is_current and not self._is_looking:
            self._is_looking = True
            self.ctx.spawn(self._look(self.ctx.me.id), is_background=True)

    def read(self) -> None:
        """Look again if what is shown was answered or skipped."""
        if self.display and self._question is None:
            self.look(self._page)

    async def _look(self, person_id: int) -> None:
        try:
            question = await self.ctx.call(listening.next_question)
        except DomainError:
            return  # nobody asked for it: the next visit is soon enough
        finally:
            self._is_looking = False
        if question is not None:
            self.ctx.asked[person_id] = question
            self._show()

    def _show(self) -> None:
        question = self._question
        if self.display != (question is not None):
            self.display = not self.display
            self.screen.refresh_bindings()
        self.refresh()

    def render(self) -> Content:
        """What is asked to the left, the key to the right."""
        if (question := self._question) is None:
            return plain("")
        if question.occasion is ListeningOccasion.FOLLOW_UP:
            message = _("Are agreements followed up? Your answer is counted without your name")
        else:
            message = _("Did $name listen? Your answer is counted without your name")
        key, does = binding_name(keys.SAY_HEARD), _("Answer")
        text = text_with_name(
            lambda name: format_message(message, name=name),
            question.leader_name,
            room_beside_key(self.size.width, key, does),
        )
        return line_with_key(self.size.width, text, key, does)

    def on_click(self, event: Click) -> None:
        """Answer."""
        self.take()

    def take(self) -> None:
        """Open the statements."""
        if question := self._question:
            self.ctx.open(AnswerWhetherHeard(question))
