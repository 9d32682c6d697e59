"""A form keeps what is begun in it, and shows it when it is opened again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.dialogs.fields import FormField
from tui_app.ui.textual_compat import FastFocusScreen

if TYPE_CHECKING:
    from tui_app.domain.form_drafts import FormDraftKey
    from tui_app.ui.editing.form_draft import FormDraftSaver

SUBMIT_TIMEOUT_SECONDS = 1.0
"""A form that is being saved is waited for so long before what stands in it is kept as unfinished."""

LoadFields = Callable[[], Awaitable[Sequence[FormField]]]


class DraftDialog(HasContext, ModalScreen[bool], FastFocusScreen):
    """The part of a form that knows what is begun and not saved; without a key for it nothing is kept."""

    def __init__(
        self, title: Content, fields: Sequence[FormField], later: LoadFields | None, unfinished: FormDraftKey | None
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = tuple(fields)
        self._later = later
        self._unfinished = unfinished
        self._beginning: FormDraftSaver | None = None
        self._begun: dict[str, str] = {}
        self._sending = False
        self._sent = asyncio.Event()

    def _say(self, text: str, *, good: bool = False) -> None:
        message = self.query_one("#form-message", Static)
        message.update(plain(text))
        message.set_class(good, "good")

    @property
    def every_field(self) -> tuple[FormField, ...]:
        """The fields, those too that are not needed just now."""
        return self._fields

    def take_up(self) -> None:
        """Show what was begun here before, and keep from now on what is."""
        if self._unfinished is not None:
            self._read_begun(self._unfinished)

    @work
    async def _read_begun(self, key: FormDraftKey) -> None:
        from tui_app.ui.editing.form_draft import FormDraftSaver, draft_since_text

        self._beginning = FormDraftSaver(self.ctx, key, self._title.plain, self._texts)
        found = await self._beginning.read()
        if found is not None:
            self._begun = dict(found.texts)
            self._put_begun(self.every_field)
            self._say(draft_since_text(found.at, self.ctx.now), good=True)
        self._beginning.changed()

    def _texts(self) -> dict[str, str]:
        """What is begun, in fields that are not there yet too."""
        from tui_app.ui.dialogs.field_texts import draft_texts

        texts = dict(self._begun)
        for field in self.every_field:
            texts |= draft_texts(field, self.query_one(f"#field-{field.key}"))
        return texts

    def added(self, fields: Sequence[FormField]) -> None:
        """These stand below the others now."""
        self._fields += tuple(fields)
        self._later = None
        self._put_begun(fields)

    def _put_begun(self, fields: Sequence[FormField]) -> None:
        from tui_app.ui.dialogs.field_texts import restore_draft

        begun, self._begun = self._begun, {} if self._later is None else self._begun
        for field in fields:
            restore_draft(field, self.query_one(f"#field-{field.key}"), begun)
        there = {field.key for field in self.every_field}
        self._begun = {name: text for name, text in self._begun.items() if name.partition("-")[0] not in there}

    def note_begun(self) -> None:
        """Something was typed or chosen: keep it soon."""
        if self._beginning is not None:
            self._beginning.changed()

    @property
    def is_unsaved(self) -> bool:
        """Whether something is begun that is not kept."""
        return self._beginning is not None and self._beginning.is_dirty

    async def flush(self) -> None:
        """Keep what is begun, and wait for it; what is being saved just now comes first."""
        if self._beginning is None:
            return
        if self._sending:
            with suppress(TimeoutError):
                async with asyncio.timeout(SUBMIT_TIMEOUT_SECONDS):
                    await self._sent.wait()
        await self._beginning.flush()

    async def put_aside(self) -> None:
        """Let go of what cannot be kept as unfinished for another reason than a silent database."""
        if self._beginning is not None:
            await self._beginning.put_aside()

    def end(self, answer: bool | None) -> None:
        """Close, with nothing unfinished."""
        if self._beginning is not None:
            self._beginning.end()
        if self.is_current:
            self.dismiss(answer)
