"""What the steps of a conversation work on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.content import Content

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.steps import AvailableStep
from tui_app.services.conversations import conversation_view
from tui_app.text.conversations.view import STEP_LABELS, PageKey
from tui_app.text.i18n import _
from tui_app.ui.context import AppContext
from tui_app.ui.conversations.view.field_key import FieldKey
from tui_app.ui.conversations.view.writing import ConversationWriting
from tui_app.ui.dialogs.flow import confirm

if TYPE_CHECKING:
    from tui_app.ui.editing.autosave import Autosave


class StepContext(Struct, frozen=True):
    """The conversation that a step is taken in, and what the screen shows of it.

    Attributes:
        writing: what is written in its fields.
        page: the page that is shown.
        opened_section_key: the section that was opened last; empty if another page was.
        focus_field: shows a page and focuses a field on it.
        step: the step.
    """

    ctx: AppContext
    writing: ConversationWriting
    page: PageKey | None
    opened_section_key: str
    focus_field: Callable[[PageKey, FieldKey], None]
    step: AvailableStep | None = None

    async def take(self, use_case: Callable[..., object], *args: object) -> None:
        """Call the use case of the step. It cannot be undone, so that undoing stops here."""
        await self.ctx.call(use_case, self.conversation_id, *args)
        if self.step is not None:
            self.ctx.note_final(_(STEP_LABELS[self.step]))

    @property
    def view(self) -> ConversationView:
        """The conversation as it was read last."""
        return self.writing.view

    @property
    def conversation_id(self) -> int:
        """The number of the conversation."""
        return self.writing.conversation_id

    @property
    def autosave(self) -> Autosave[FieldKey]:
        """Saves the fields."""
        return self.writing.autosave

    async def read(self) -> ConversationView:
        """Read the conversation anew, with what was saved a moment ago; what is shown stays what is agreed to."""
        return await self.ctx.call(conversation_view.get_view, self.conversation_id)

    async def confirm(
        self, title: str, question: Content | str, yes: str, reading: Content | None = None, *, is_final: bool = False
    ) -> bool:
        """Ask before the step is taken, perhaps with something to read; Enter takes it, unless it is final."""
        return await confirm(self.ctx, title, question, yes, _("Not yet"), reading, is_asked_for=not is_final)
