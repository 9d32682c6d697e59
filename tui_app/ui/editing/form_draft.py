"""What is begun in a form: kept while one types, there again when the same form is opened, gone when it is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import DomainError
from tui_app.domain.form_drafts import FormDraft, FormDraftKey
from tui_app.domain.forms.answers import Answer
from tui_app.services import form_drafts
from tui_app.text.dates import timestamp
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui.editing.autosave import Autosave

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext

_TEXT_KEY = "form"
MAX_SUBJECT_LENGTH = 40
"""Characters of what a form is about."""
MAX_TITLES_LISTED = 3
"""Forms told by name at the sign-in; the rest are counted."""


class FormDraftSaver:
    """Keeps what is begun in one form, as one text of an `Autosave`.

    A refusal is not told while one types: nobody has asked to save yet. Whoever locks or quits waits or is told.

    Args:
        texts: what stands in the form that did not stand in it at first, field -> as typed.
    """

    def __init__(self, ctx: AppContext, key: FormDraftKey, title: str, texts: Callable[[], Mapping[str, str]]) -> None:
        self._ctx = ctx
        self._key = key
        self._title = f"{title} «{_shorten(key.subject)}»" if key.subject else title
        self._texts = texts
        self._saving = Autosave(ctx, self._mine, lambda at: None, lambda name, value: None, is_quiet=True)
        self._is_read = self._is_over = False

    async def read(self) -> FormDraft | None:
        """What was begun before; keep from now on. A database that does not answer has nothing."""
        found: FormDraft | None = None
        try:
            async with self._ctx.draft_lock:
                found = await self._ctx.call(form_drafts.get, self._key)
        except DomainError:
            found = None  # whatever is done next in the form says it, where it still is so
        stood = Versioned(_to_answer(found.texts), 1, found.at) if found else None
        self._saving.keep(_TEXT_KEY, stood, self._save)
        self._is_read = True
        return found

    def changed(self) -> None:
        """Somebody typed, perhaps: keep it soon, if anything is another than before."""
        if self._is_read and not self._is_over:
            self._saving.changed(_TEXT_KEY, _to_answer(self._texts()))

    @property
    def is_dirty(self) -> bool:
        """Whether something is begun that is not kept."""
        return not self._is_over and self._saving.is_dirty

    async def flush(self) -> None:
        """Keep what stands there now, and wait for it."""
        self.changed()
        await self._saving.flush()

    async def put_aside(self) -> None:
        """Let go of what no waiting helps to keep."""
        await self._saving.put_aside()

    def end(self) -> None:
        """It is saved, or left knowingly: forget it."""
        if self._is_over:
            return
        self._is_over = True
        if self._saving.is_dirty or self._saving.standing(_TEXT_KEY) or self._saving.version(_TEXT_KEY):
            self._ctx.spawn(self._forget())

    async def _forget(self) -> None:
        try:
            async with self._ctx.draft_lock:
                await self._ctx.call(form_drafts.discard, self._key)
        except DomainError as refusal:
            self._ctx.notify_error(refusal)

    async def _save(self, value: Answer, seen_version: int) -> Versioned:
        texts = _from_answer(value)
        async with self._ctx.draft_lock:
            if not self._is_over:
                await self._ctx.call(form_drafts.save, self._key, self._title, texts)
        return Versioned(value, seen_version + 1, self._ctx.now)

    async def _mine(self, name: str, theirs: Answer, mine: Answer) -> Answer:
        return mine


def _to_answer(texts: Mapping[str, str]) -> Answer:
    """Fields and texts by turns, or None for nothing."""
    return [part for pair in texts.items() for part in pair] or None


def _from_answer(value: Answer) -> dict[str, str]:
    parts = value if isinstance(value, list) else []
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _shorten(words: str) -> str:
    return words if len(words) <= MAX_SUBJECT_LENGTH else f"{words[: MAX_SUBJECT_LENGTH - 1]}…"


def draft_since_text(at: datetime, now: datetime) -> str:
    """That something was begun, when, and how it is thrown away."""
    if at.astimezone(now.tzinfo).date() == now.date():
        said = _("You started this at $when; esc discards it.")
    else:
        said = _("You started this on $when; esc discards it.")
    return format_message(said, when=timestamp(at, now))


async def notify_open_drafts(ctx: AppContext) -> None:
    """Say once which forms wait to be finished, if any.

    Raises:
        DomainError: the database does not answer.
    """
    titles: tuple[str, ...] = await ctx.call(form_drafts.take_unannounced_titles)
    if not titles:
        return
    names = " · ".join(titles[:MAX_TITLES_LISTED])
    more = len(titles) - MAX_TITLES_LISTED
    if more > 0:
        names = format_message(
            ngettext("$names and $count more", "$names and $count more", more), names=names, count=more
        )
    ctx.notify(format_message(_("Not finished: $names. Reopen to continue."), names=names), longer=True)
