"""Form drafts: a half-filled form is saved while people type, and restored when they open the same form again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.form_drafts import FormDraft, FormDraftKey, merge_form_texts, unsaved_text_key
from tui_app.domain.forms.answers import Answer
from tui_app.services import form_drafts
from tui_app.text.dates import timestamp
from tui_app.text.i18n import _, format_message, ngettext, quoted
from tui_app.ui.editing.autosave import Autosave
from tui_app.ui.editing.unsaved import show_unsaved_texts

if TYPE_CHECKING:
    from textual.content import Content

    from tui_app.ui.context import AppContext

_DRAFT = "form"
"""The key of the one tracked value of a form."""
MAX_SUBJECT_LENGTH = 40
"""Most characters of what a form is about in its title."""
MAX_TITLES_LISTED = 3
"""Most forms that are listed by their titles after a sign-in; the rest are counted."""


class FormDraftSaver:
    """Saves the draft of one form, as one value of an `Autosave`.

    Refused saves are not reported while people type: they have not asked to save yet. What was typed in the same form
    at another terminal is merged; where both have typed in a field, the other text is put aside for its writer.

    Args:
        texts: gives the texts that differ from the form's first ones, field -> text.
        show_sign: shows since when the draft is not saved; empty while it is.
        show_merged: puts merged texts into the form.
        label: gives the label of a field.
    """

    def __init__(
        self,
        ctx: AppContext,
        key: FormDraftKey,
        title: str,
        texts: Callable[[], Mapping[str, str]],
        show_sign: Callable[[Sequence[Content]], None],
        show_merged: Callable[[Mapping[str, str]], None],
        label: Callable[[str], str],
    ) -> None:
        self._ctx = ctx
        self._key = key
        self._title = f"{title} {quoted(_shorten(key.subject))}" if key.subject else title
        self._texts = texts
        self._autosave = Autosave[str](
            ctx, self._merge, show_sign, lambda key, value: show_merged(_from_answer(value)), is_quiet=True
        )
        self._base: Mapping[str, str] = {}
        """As it was read or saved here last."""
        self._label = label
        self._put_aside_key: FormDraftKey | None = None
        self._is_told = False
        self._is_loaded = self._is_over = False

    async def read(self) -> FormDraft | None:
        """Read the stored draft, and save changes from now on. If the database does not answer, there is none."""
        found: FormDraft | None = None
        try:
            async with self._ctx.draft_lock:
                found = await self._ctx.call(form_drafts.get, self._key)
        except DomainError:
            found = None  # the next thing that is done in the form reports it, if it still is so
        self._autosave.track(_DRAFT, _versioned(found), self._save)
        self._base = found.texts if found else {}
        self._is_loaded = True
        return found

    def changed(self) -> None:
        """Save the draft soon, if a text has changed."""
        if self._is_loaded and not self._is_over:
            self._autosave.changed(_DRAFT, _to_answer(self._texts()))

    @property
    def is_dirty(self) -> bool:
        """True if the draft is not saved."""
        return not self._is_over and self._autosave.is_dirty

    async def flush(self) -> None:
        """Save the draft, and wait for it."""
        self.changed()
        await self._autosave.flush()

    async def put_aside(self) -> None:
        """Drop a draft that can never be saved."""
        await self._autosave.put_aside()

    def end(self) -> None:
        """Delete the draft: the form was submitted or cancelled."""
        if self._is_over:
            return
        self._is_over = True
        autosave = self._autosave
        if autosave.is_dirty or autosave.current_value(_DRAFT) or autosave.version(_DRAFT):
            self._ctx.spawn(self._discard(), is_background=True)

    async def _discard(self) -> None:
        try:
            async with self._ctx.draft_lock:
                await self._ctx.call(partial(form_drafts.discard, version=self._autosave.version(_DRAFT)), self._key)
        except DomainError as error:
            self._ctx.notify_error(error)
        if self._put_aside_key is not None:
            await show_unsaved_texts(self._ctx)

    async def _save(self, value: Answer, base_version: int) -> Versioned:
        texts, version = _from_answer(value), base_version
        async with self._ctx.draft_lock:
            if not self._is_over:
                try:
                    version = await self._ctx.call(form_drafts.save, self._key, self._title, texts, base_version)
                except ConflictError as conflict:
                    found = conflict.current if isinstance(conflict.current, FormDraft) else None
                    raise ConflictError(_versioned(found), conflict.by) from None
                self._base = texts
        return Versioned(value, version, self._ctx.now)

    async def _merge(self, key: str, stored: Answer, written: Answer) -> Answer:
        merged = merge_form_texts(self._base, _from_answer(stored), _from_answer(written))
        if merged.overwritten:
            text = "\n\n".join(f"{self._label(field)}: {text}" for field, text in merged.overwritten.items())
            reason = _("You filled in this form at another terminal too.")
            self._put_aside_key = self._put_aside_key or unsaved_text_key(
                self._key.name, 0, self._ctx.now, self._key.about_id
            )
            keep = partial(form_drafts.save_unsaved_text, is_replaced=True)
            await self._ctx.call(keep, self._put_aside_key, self._title, text, reason)
            if not self._is_told:
                self._is_told = True
                told = _("You filled in this form at another terminal too. What you wrote there is kept for you.")
                self._ctx.notify(told, longer=True)
        self._base = _from_answer(stored)
        return _to_answer(merged.texts)


def _versioned(draft: FormDraft | None) -> Versioned | None:
    return Versioned(_to_answer(draft.texts), draft.version, draft.at) if draft else None


def _to_answer(texts: Mapping[str, str]) -> Answer:
    """Fields and texts in turn, in one list, in an order that is always the same; None if there are none."""
    return [part for pair in sorted(texts.items()) for part in pair] or None


def _from_answer(value: Answer) -> dict[str, str]:
    parts = value if isinstance(value, list) else []
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _shorten(subject: str) -> str:
    return subject if len(subject) <= MAX_SUBJECT_LENGTH else f"{subject[: MAX_SUBJECT_LENGTH - 1]}…"


def draft_since_text(at: datetime, now: datetime) -> str:
    """The message above a restored draft: when it was started, and how it is discarded."""
    if at.astimezone(now.tzinfo).date() == now.date():
        message = _("You started this at $when; Esc discards it.")
    else:
        message = _("You started this on $when; Esc discards it.")
    return format_message(message, when=timestamp(at, now))


async def notify_open_drafts(ctx: AppContext, is_open: Callable[[str], bool]) -> None:
    """Tell people once which forms they have not finished, if any.

    Args:
        is_open: tells by a draft's name whether its form is on the screen: somebody may have begun one since the start.

    Raises:
        DomainError: the drafts cannot be read.
    """
    found: Mapping[str, str] = await ctx.call(form_drafts.unannounced_titles)
    unfinished = {name: title for name, title in found.items() if not is_open(name)}
    if not unfinished:
        return
    await ctx.call(form_drafts.mark_announced, tuple(unfinished))
    titles = tuple(unfinished.values())
    names = " · ".join(titles[:MAX_TITLES_LISTED])
    more = len(titles) - MAX_TITLES_LISTED
    if more > 0:
        names = format_message(
            ngettext("$names and $count more", "$names and $count more", more), names=names, count=more
        )
    ctx.notify(format_message(_("Not finished: $names. Reopen to continue."), names=names), longer=True)
