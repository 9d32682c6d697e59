"""Writing on the sheet of a conversation: its fields, saved while one writes, and what others save meanwhile."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tui_app.domain.conversations import steps
from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import DomainError
from tui_app.domain.form_drafts import FormDraftKey, unsaved_text_key
from tui_app.domain.forms.answers import Answer
from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.conversation import Role
from tui_app.services.conversations import bookmark, preparation
from tui_app.services.minutes import comments, drafting
from tui_app.services.minutes import statements as statements_module
from tui_app.text.conversations import labels, view
from tui_app.text.dates import timestamp
from tui_app.text.i18n import _, current_language
from tui_app.ui import content
from tui_app.ui.computer import HandOver
from tui_app.ui.content import plain
from tui_app.ui.conversations.view.section_page import STATEMENT_FIELD
from tui_app.ui.editing.autosave import Autosave
from tui_app.ui.messages import OpenConversation
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.fields.answers import ANSWER_FIELDS
from tui_app.ui.widgets.fields.choice import ChoiceAnswerField, ChoiceField
from tui_app.ui.widgets.fields.multi_select import MultiSelectField
from tui_app.ui.widgets.fields.scale import ScaleField
from tui_app.ui.widgets.fields.text import TextField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.events import DescendantBlur


class ConversationWriting(DataScreen[ConversationView]):
    """The part of the sheet's screen that knows what is written and not saved yet."""

    def __init__(self, conversation_id: int) -> None:
        super().__init__()
        self._conversation_id = conversation_id
        self._said_saved = ""
        self._minutes_id = 0
        self._statements = 0

    def on_mount(self) -> None:
        """Ready to write."""
        self.saving = Autosave(self.ctx, self._choose, self._tell_saved, self._settle, aside=self._aside)

    def forget_what_was_handed_over(self, data: ConversationView) -> None:
        """Watch no longer over the texts of minutes that were signed, comments that were returned, a statement added.

        The first texts of all are written before there are minutes, and go on in them.
        """
        minutes_id = data.draft.id if data.draft else 0
        if self._minutes_id not in (0, minutes_id):
            self.saving.overtaken("m-", DomainError("minutes_are_closed"))
        self._minutes_id = minutes_id
        if not steps.is_commenting(data):
            self.saving.forget("c-", unsaved=False)
        statements = sum(len(one.statements) for one in data.signed)
        if statements != self._statements:
            self._statements = statements
            self.saving.forget(STATEMENT_FIELD, unsaved=False)

    def refresh_field(self, name: str, written: Versioned | None) -> None:
        """Show what another terminal saved in a field, unless something unsaved stands there."""
        if written is not None and self.saving.takes_over(name, written):
            for field in self.query(f"#{name}"):
                self._put_value(field, written.value)

    def _put_value(self, field: Widget, value: Answer) -> None:
        if isinstance(field, TextField):
            field.put(str(value or ""))
        elif isinstance(field, ScaleField):
            field.step = value if isinstance(value, int) else None
        elif isinstance(field, MultiSelectField):
            field.ticked = frozenset(value if isinstance(value, list) else ())
        elif isinstance(field, ChoiceAnswerField):
            field.put(value)

    def keep(self, name: str, written: Versioned | None) -> Answer:
        """Watch over a field from now on; what is to stand in it."""
        return self.saving.keep(name, written, partial(self._save, name))

    async def _save(self, name: str, value: Answer, seen_version: int) -> Versioned:
        kind, key = name.split("-", 1)
        if kind == "m":
            return await self.ctx.call(
                drafting.save_section, self._conversation_id, key, str(value or ""), seen_version
            )
        if kind == "c":
            return await self.ctx.call(
                comments.save_comment, self._conversation_id, key, str(value or ""), seen_version
            )
        if name == STATEMENT_FIELD:
            return await self.ctx.call(
                statements_module.save_draft, self._conversation_id, str(value or ""), seen_version
            )
        return await self.ctx.call(preparation.save_answer, self._conversation_id, key, value, seen_version)

    def _tell_saved(self, at: datetime) -> None:
        said = view.saved_text(timestamp(at, self.ctx.now))
        if said != self._said_saved:  # a new border lays the page out anew: once a minute is enough
            self._said_saved = said
            self.query_one("#sheet-page").border_subtitle = plain(said, content.MUTED)

    def _aside(self, name: str, value: Answer) -> tuple[FormDraftKey, str, str]:
        """Where to keep what can never be saved, its title, and all of it as a text."""
        from tui_app.text.forms import answer_text

        assert self.shown is not None
        kind, key = name.split("-", 1)
        question = self.shown.form.question(key) if kind == "q" else None
        about = in_language(self._named(name), current_language())
        kinds = {"m": _("Minutes"), "c": _("Your comment"), "s": _("Your statement"), "q": _("Preparation")}
        title = " · ".join(filter(None, (labels.conversation_title(self.shown.conversation), kinds.get(kind), about)))
        talk = self.shown.conversation
        text = answer_text(question, value) if question else str(value or "")
        return unsaved_text_key(name, talk.id, self.ctx.now, talk.person_id), title, text

    def _named(self, name: str) -> Mapping[str, str]:
        """The question or the section that a field belongs to, in every language."""
        assert self.shown is not None
        kind, key = name.split("-", 1)
        question = self.shown.form.question(key) if kind == "q" else None
        section = next((one for one in self.shown.form.sections if kind in "mc" and one.key == key), None)
        return question.text if question else section.title if section else {}

    async def _choose(self, name: str, theirs: Answer, mine: Answer) -> Answer:
        from tui_app.text.forms import answer_text
        from tui_app.ui.editing.conflict_dialog import ConflictDialog
        from tui_app.ui.editing.conflicts import keep_both_texts

        assert self.shown is not None
        if self.ctx.computer.is_locking:
            return keep_both_texts(theirs, mine)
        kind, key = name.split("-", 1)
        question = self.shown.form.question(key) if kind == "q" else None
        said = [answer_text(question, value) if question else str(value or "") for value in (theirs, mine)]
        title = in_language(self._named(name), current_language())
        return await self.app.push_screen_wait(ConflictDialog(title, (theirs, said[0]), (mine, said[1])))

    def _settle(self, name: str, value: Answer) -> None:
        for field in self.query(f"#{name}"):
            self._put_value(field, value)

    @on(TextArea.Changed)
    @on(Input.Changed)
    @on(ChoiceField.Changed)
    @on(ScaleField.Changed)
    @on(MultiSelectField.Changed)
    def _written(self, event: TextArea.Changed | Input.Changed | ChoiceField.Changed) -> None:
        field = event.control
        if isinstance(field, ANSWER_FIELDS) and field.id:
            self.saving.changed(field.id, field.answer)

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """A field was left: save it now."""
        self._take_in(event.widget)
        if self.saving.is_dirty:
            self.ctx.spawn(self.saving.flush())

    def on_screen_suspend(self) -> None:
        """Another screen comes in front: save now."""
        self.ctx.spawn(self.flush())

    def reopen_request(self) -> Message:
        """What opens this conversation again."""
        return OpenConversation(self._conversation_id)

    @property
    def offered_hand_over(self) -> HandOver | None:
        """The employee, where their leader sits at the keyboard."""
        if self.shown is None or self.shown.role is not Role.LEADER:
            return None
        talk = self.shown.conversation
        return HandOver(talk.person_id, talk.person_name, talk.id)

    @property
    def is_unsaved(self) -> bool:
        """Whether something is written that is not saved."""
        return self.saving.is_dirty

    async def flush(self) -> None:
        """Save everything that is written; awaited before the program ends."""
        self._take_in_all()
        await self.saving.flush()

    async def put_aside(self) -> None:
        """Keep for its writer what can never be saved here."""
        await self.saving.put_aside()

    async def _leave(self) -> None:
        from tui_app.ui.editing.unsaved import show_unsaved_texts

        self._take_in_all()
        if await self.saving.leaves_nothing():
            await self.ctx.call(bookmark.clear)
            self.leave()
            await show_unsaved_texts(self.ctx)

    def _take_in_all(self) -> None:
        for field in self.query("#sheet-fields *"):
            self._take_in(field)

    def _take_in(self, field: Widget) -> None:
        if isinstance(field, ANSWER_FIELDS) and field.id:
            self.saving.changed(field.id, field.answer)
