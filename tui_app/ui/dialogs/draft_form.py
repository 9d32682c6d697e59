"""Forms whose half-typed values are saved, and restored when the form is opened again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.widgets import Input, Static

from tui_app.domain.errors import DomainError
from tui_app.domain.form_drafts import field_of_text
from tui_app.ui.content import FRAME_CORNERS, first_fitting, plain
from tui_app.ui.context import HasContext
from tui_app.ui.dialogs.field_messages import FieldMessages
from tui_app.ui.dialogs.field_widgets import read_value
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.textual_compat import AnswersOnce, FastFocusScreen

if TYPE_CHECKING:
    from tui_app.domain.form_drafts import FormDraftKey
    from tui_app.ui.editing.form_draft import FormDraftSaver

SUBMIT_TIMEOUT_SECONDS = 1.0
"""How long to wait for a form that is being submitted before its values are saved as a draft."""

LoadFields = Callable[[], Awaitable[Sequence[FormField]]]
"""Reads the fields that are added to a form after it was opened."""


class DraftDialog(HasContext, FieldMessages, FastFocusScreen, AnswersOnce):
    """The part of a form that saves its draft; without a key there is no draft."""

    def __init__(
        self,
        title: Content,
        fields: Sequence[FormField],
        load_fields: LoadFields | None,
        draft_key: FormDraftKey | None,
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = tuple(fields)
        self._load_fields = load_fields
        self._draft_key = draft_key
        self._draft_saver: FormDraftSaver | None = None
        self._draft: dict[str, str] = {}
        self._understood: dict[str, tuple[str, object]] = {}
        """Key of a date -> the text, and the day it was understood as: it stays that day after midnight."""
        self._is_submitting = False
        self._submitted = asyncio.Event()

    def _show_message(self, text: str, *, good: bool = False) -> None:
        message = self.query_one("#form-message", Static)
        message.update(plain(text))
        message.set_class(good, "good")

    def take_back_message(self) -> None:
        """Remove a message about what was wrong; what was typed has changed since."""
        message = self.query_one("#form-message", Static)
        if not message.has_class("good"):
            message.update("")

    def _show_sign(self, signs: Sequence[Content]) -> None:
        for dialog in self.query(".dialog"):
            dialog.border_subtitle = first_fitting(signs, dialog.outer_size.width - FRAME_CORNERS)

    @property
    def draft_name(self) -> str:
        """The name of the form's draft; empty if it has none."""
        return self._draft_key.name if self._draft_key is not None else ""

    @property
    def all_fields(self) -> tuple[FormField, ...]:
        """The fields, also those that are hidden now."""
        return self._fields

    def value_of(self, field: FormField) -> object:
        """The value of a field.

        Raises:
            DomainError: it is not understood.
        """
        widget = self.query_one(f"#field-{field.key}")
        if field.kind is not FieldKind.DATE or not isinstance(widget, Input):
            return read_value(field, widget, self.ctx.today)
        text, value = self._understood.get(field.key, ("", None))
        if text != widget.value:
            value = read_value(field, widget, self.ctx.today)
            self._understood[field.key] = (widget.value, value)
        return value

    def _day_of(self, field: FormField) -> date | None:
        try:
            day = self.value_of(field)
        except DomainError:
            return None
        return day if isinstance(day, date) else None

    def restore(self) -> None:
        """Show the draft of the form, and save changes from now on."""
        if self._draft_key is not None:
            self._read_draft(self._draft_key)

    @work
    async def _read_draft(self, key: FormDraftKey) -> None:
        from tui_app.ui.editing.form_draft import FormDraftSaver, draft_since_text

        self._draft_saver = FormDraftSaver(
            self.ctx, key, self._title.plain, self._texts, self._show_sign, self._put_merged, self._label_of
        )
        found = await self._draft_saver.read()
        if found is not None:
            self._draft = dict(found.texts)
            self._put_draft(self.all_fields)
            self._show_message(draft_since_text(found.at, self.ctx.now), good=True)
        self._draft_saver.changed()

    def _texts(self) -> dict[str, str]:
        """The texts of the draft, also those for fields that are not loaded yet."""
        from tui_app.ui.dialogs.field_texts import draft_texts

        texts = dict(self._draft)
        for field in self.all_fields:
            texts |= draft_texts(field, self.query_one(f"#field-{field.key}"), partial(self._day_of, field))
        return texts

    def add_fields(self, fields: Sequence[FormField]) -> None:
        """Take over fields that were mounted below the others."""
        self._fields += tuple(fields)
        self._load_fields = None
        self._put_draft(fields)

    def _put_draft(self, fields: Sequence[FormField]) -> None:
        from tui_app.ui.dialogs.field_texts import restore_draft

        draft, self._draft = self._draft, {} if self._load_fields is None else self._draft
        for field in fields:
            restore_draft(field, self.query_one(f"#field-{field.key}"), draft)
        mounted = {field.key for field in self.all_fields}
        self._draft = {name: text for name, text in self._draft.items() if field_of_text(name) not in mounted}

    def _put_merged(self, texts: Mapping[str, str]) -> None:
        """Show what was typed here and at another terminal."""
        from tui_app.ui.dialogs.field_texts import draft_texts, put_draft

        if not self.is_attached:
            return
        for field in self.all_fields:
            widget = self.query_one(f"#field-{field.key}")
            own = dict(draft_texts(field, widget, partial(self._day_of, field)))
            if own != {name: text for name, text in texts.items() if field_of_text(name) == field.key}:
                put_draft(field, widget, texts)

    def _label_of(self, key: str) -> str:
        return next((field.label for field in self.all_fields if field.key == key), key)

    def note_change(self) -> None:
        """Save the draft soon: something was typed or chosen."""
        if self._draft_saver is not None:
            self._draft_saver.changed()

    @property
    def is_unsaved(self) -> bool:
        """True if the draft has changes that are not saved."""
        return self._draft_saver is not None and self._draft_saver.is_dirty

    async def flush(self) -> None:
        """Save the draft and wait until it is saved; a form that is being submitted comes first."""
        if self._draft_saver is None:
            return
        if self._is_submitting:
            with suppress(TimeoutError):
                async with asyncio.timeout(SUBMIT_TIMEOUT_SECONDS):
                    await self._submitted.wait()
        await self._draft_saver.flush()

    async def put_aside(self) -> None:
        """Set texts aside that can never be saved as a draft."""
        if self._draft_saver is not None:
            await self._draft_saver.put_aside()

    def close(self, result: bool | None) -> None:
        """Close the form and erase its draft."""
        if self._draft_saver is not None:
            self._draft_saver.end()
        if self.is_current:
            self.dismiss(result)
