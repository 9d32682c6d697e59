"""What people write in the fields of a conversation: saved while they write, merged with what others save."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual.content import Content
from textual.widget import Widget

from tui_app.domain.conversations import steps
from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import DomainError
from tui_app.domain.form_drafts import FormDraftKey, unsaved_text_key
from tui_app.domain.forms.answers import Answer
from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.person import Person
from tui_app.services.conversations import preparation
from tui_app.services.minutes import comments, drafting, statements
from tui_app.text.conversations.labels import conversation_title
from tui_app.text.forms.question_kinds import answer_text, question_title
from tui_app.text.i18n import _, current_language
from tui_app.ui.context import AppContext, HasContext
from tui_app.ui.conversations.view.agreement_list import employee_of
from tui_app.ui.conversations.view.field_key import STATEMENT_FIELD, FieldKey, WritingKind
from tui_app.ui.editing.autosave import Autosave
from tui_app.ui.editing.conflicts import keep_both_texts
from tui_app.ui.widgets.fields.answer_field import AnswerField


class ConversationWriting:
    """Tracks the fields of one conversation and saves them.

    Args:
        host: a widget of the screen.
        fields: the widget that holds the fields.
        show_sign: shows whether everything is saved.

    Attributes:
        wants_statement: whether the person asked for the field for a statement.
    """

    def __init__(
        self, host: HasContext, conversation_id: int, fields: Widget, show_sign: Callable[[Sequence[Content]], None]
    ) -> None:
        self.conversation_id = conversation_id
        self.wants_statement = False
        self._host = host
        self._fields = fields
        self._show_sign = show_sign
        self._autosave: Autosave[FieldKey] | None = None
        self._keys: dict[str, FieldKey] = {}
        """Widget id -> the field's key, of every field that was tracked."""
        self._view: ConversationView | None = None
        self._minutes_id = 0
        self._statement_count = 0

    @property
    def _ctx(self) -> AppContext:
        return self._host.ctx

    @property
    def autosave(self) -> Autosave[FieldKey]:
        """Saves the fields as the person who is signed in when the first one is tracked."""
        if self._autosave is None:
            self._autosave = Autosave(
                self._ctx,
                self._resolve_conflict,
                self._show_sign,
                self._put,
                describe_unsaved=self._describe_unsaved,
            )
        return self._autosave

    @property
    def view(self) -> ConversationView:
        """The conversation as it was read last."""
        assert self._view is not None
        return self._view

    @property
    def employee(self) -> Person:
        """The employee whom the conversation is about."""
        return employee_of(self.view.conversation)

    @property
    def is_writing_statement(self) -> bool:
        """True if the field for a statement is to be shown."""
        return self.wants_statement or bool(self.view.my_statement and self.view.my_statement.value)

    def pending_comments(self, view: ConversationView | None = None) -> dict[str, str]:
        """Section key -> the comment that is not returned yet; the comment on the whole comes first.

        Args:
            view: the conversation as it was read just now; None for what is shown.
        """
        view = view or self.view
        if not steps.is_commenting(view):
            return {}
        keys = ("", *(section.key for section in view.form.sections))
        texts = {key: self._unsent_text(FieldKey(WritingKind.COMMENT, key), view.my_comments.get(key)) for key in keys}
        return {key: text for key, text in texts.items() if text}

    def pending_statement(self) -> str:
        """The statement that is not added yet."""
        return self._unsent_text(STATEMENT_FIELD, self.view.my_statement)

    def _unsent_text(self, field: FieldKey, stored: Versioned | None) -> str:
        written = self._autosave.current_value(field) if self._autosave and field in self._autosave.keys else None
        return str((stored.value if written is None and stored else written) or "").strip()

    def update(self, view: ConversationView) -> None:
        """Take over what was read, and stop tracking signed minutes, returned comments and added statements.

        The very first texts are written before there are minutes, and stay tracked when there are.
        """
        self._view = view
        minutes_id = view.draft.id if view.draft else 0
        if self._minutes_id not in (0, minutes_id):
            self.autosave.replace_document(self._tracked(WritingKind.MINUTES), DomainError("minutes_are_closed"))
        self._minutes_id = minutes_id
        if not steps.is_commenting(view):
            self.autosave.untrack(self._tracked(WritingKind.COMMENT), keep_unsaved=True)
        statement_count = sum(len(signed.statements) for signed in view.signed)
        if statement_count != self._statement_count:
            self._statement_count = statement_count
            self.autosave.untrack([STATEMENT_FIELD], keep_unsaved=True)

    def _tracked(self, kind: WritingKind) -> list[FieldKey]:
        return [field for field in self.autosave.keys if field.kind is kind]

    def track(self, field: FieldKey, stored: Versioned | None) -> Answer:
        """Track a field from now on.

        Returns:
            The value to show in it.
        """
        self._keys[field.widget_id] = field
        return self.autosave.track(field, stored, partial(self._save, field))

    def refresh_field(self, field: FieldKey, stored: Versioned | None) -> None:
        """Show in a field what another terminal has saved, unless it has an unsaved value."""
        if stored is not None and self.autosave.accept_remote(field, stored):
            self._put(field, stored.value)

    def _put(self, field: FieldKey, value: Answer) -> None:
        for widget in self._fields.query(f"#{field.widget_id}").results(AnswerField):
            widget.put(value)

    async def _save(self, field: FieldKey, value: Answer, base_version: int) -> Versioned:
        call, conversation_id, text = self._ctx.call, self.conversation_id, str(value or "")
        match field.kind:
            case WritingKind.MINUTES:
                return await call(drafting.save_section, conversation_id, field.key, text, base_version)
            case WritingKind.COMMENT:
                return await call(comments.save_comment, conversation_id, field.key, text, base_version)
            case WritingKind.STATEMENT:
                return await call(statements.save_draft, conversation_id, text, base_version)
            case WritingKind.ANSWER:
                return await call(preparation.save_answer, conversation_id, field.key, value, base_version)

    async def _resolve_conflict(self, field: FieldKey, stored: Answer, written: Answer) -> Answer:
        from tui_app.ui.editing.conflict_dialog import ConflictDialog

        if self._ctx.computer.is_locking:
            return keep_both_texts(stored, written)
        title = self._field_title(field)
        dialog = ConflictDialog(
            title, (stored, self._value_text(field, stored)), (written, self._value_text(field, written))
        )
        answer: Answer = await self._ctx.ask(dialog, at_once=True)
        return answer

    def _describe_unsaved(self, field: FieldKey, value: Answer) -> tuple[FormDraftKey, str, str]:
        """The key under which an unsaved value is put aside, its title, and the value as a text."""
        conversation = self.view.conversation
        kinds = {
            WritingKind.MINUTES: _("Minutes"),
            WritingKind.COMMENT: _("Your comment"),
            WritingKind.STATEMENT: _("Your statement"),
            WritingKind.ANSWER: _("Preparation"),
        }
        about = self._field_title(field)
        title = " · ".join(filter(None, (conversation_title(conversation), kinds[field.kind], about)))
        key = unsaved_text_key(field.stored_name, conversation.id, self._ctx.now, conversation.person_id)
        return key, title, self._value_text(field, value)

    def _field_title(self, field: FieldKey) -> str:
        """The question or the title of the section that a field belongs to."""
        if field.kind is WritingKind.ANSWER:
            question = self.view.form.question(field.key)
            return question_title(question) if question else ""
        if field.kind is WritingKind.STATEMENT:
            return ""
        section = next((one for one in self.view.form.sections if one.key == field.key), None)
        return in_language(section.title, current_language()) if section else ""

    def _value_text(self, field: FieldKey, value: Answer) -> str:
        question = self.view.form.question(field.key) if field.kind is WritingKind.ANSWER else None
        return answer_text(question, value) if question else str(value or "")

    def field_changed(self, widget: Widget) -> None:
        """Note the value of a field, and save it soon if it is new. Other widgets are ignored."""
        field = self._keys.get(widget.id or "")
        if field is not None and isinstance(widget, AnswerField):
            self.autosave.changed(field, widget.answer)

    @property
    def is_dirty(self) -> bool:
        """True if a value is not saved."""
        return self._autosave is not None and self._autosave.is_dirty

    async def flush(self) -> None:
        """Save everything that is written, and wait for it."""
        self.read_fields()
        if self._autosave is not None:
            await self._autosave.flush()

    async def put_aside(self) -> None:
        """Store for their writer the values that can never be saved here."""
        if self._autosave is not None:
            await self._autosave.put_aside()

    async def save_before_leaving(self) -> bool:
        """Save everything, or put it aside.

        Returns:
            True if the screen may be left.
        """
        self.read_fields()
        return self._autosave is None or await self._autosave.save_before_leaving()

    def read_fields(self) -> None:
        """Take over what stands in the fields now, also what was typed just before."""
        for widget in self._fields.query("*").results(AnswerField):
            self.field_changed(widget)


def unsent_in_fields(writing: ConversationWriting) -> steps.Unsent:
    """What is written now and not sent."""
    return steps.Unsent(bool(writing.pending_comments()), bool(writing.pending_statement()))


class SavesWritingMixin:
    """For a screen in which people write: lets the application save what they wrote."""

    _writing: ConversationWriting

    @property
    def is_unsaved(self) -> bool:
        """True if something that is written is not saved."""
        return self._writing.is_dirty

    async def flush(self) -> None:
        """Save everything that is written, and wait for it."""
        await self._writing.flush()

    async def put_aside(self) -> None:
        """Store for their writer the texts that can never be saved here."""
        await self._writing.put_aside()
