"""Saving while people write: within a second of the first unsaved key, and never over somebody else's text."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput, StorageError
from tui_app.domain.form_drafts import FormDraftKey
from tui_app.domain.forms.answers import Answer
from tui_app.services import form_drafts
from tui_app.text.errors import error_message
from tui_app.text.i18n import _

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext

SAVE_DELAY_SECONDS = 0.3
"""Seconds from the first unsaved key to the saving; a killed program loses at most this and the saving itself."""
RETRY_SECONDS = 3.0
"""Seconds until a saving that was refused is tried again."""

SaveValue = Callable[[Answer, int], Awaitable[Versioned]]
"""Stores a value that is based on a version."""
ResolveConflict = Callable[[str, Answer, Answer], Awaitable[Answer]]
"""Asks what is to stand under a key, given what stands there now and what was written here."""
DescribeUnsaved = Callable[[str, Answer], tuple[FormDraftKey, str, str]]
"""Of a key and what is written there: where to put that aside, its title, and all of it as a text."""


@dataclass
class _TrackedText:
    value: Answer
    saved: Answer
    version: int
    save: SaveValue
    refusal: DomainError | None = None
    """Why it could not be saved the last time."""
    aside: tuple[FormDraftKey, Answer] | None = None
    """Where it is kept instead, and as what."""

    @property
    def is_dirty(self) -> bool:
        return self.value != self.saved and (self.aside is None or self.value != self.aside[1])

    @property
    def is_refused_for_good(self) -> bool:
        """Whether no waiting helps: it is the text, or its place is closed."""
        why = self.refusal
        return why is not None and not isinstance(why, StorageError) and why.code != "session_ended"


class Autosave:
    """Keeps what is written in several fields of one screen; fields may go away while their text is still being saved.

    It is saved as theirs who were signed in when it was made, or not at all.

    Args:
        ctx: whose timer and executor are used.
        choose: asked when another terminal saved the same text.
        saved: told when something was saved.
        settled: told which value was put in place of the one written here, after a choice.
        aside: where to put what can never be saved; without it that is let go of when the screen is left.
        is_quiet: a refusal is not said; what is not saved is tried again all the same.
    """

    def __init__(
        self,
        ctx: AppContext,
        choose: ResolveConflict,
        saved: Callable[[datetime], None],
        settled: Callable[[str, Answer], None],
        *,
        aside: DescribeUnsaved | None = None,
        is_quiet: bool = False,
    ) -> None:
        self._ctx = ctx
        self._aside = aside
        self._writer_id = ctx.me.id
        self._choose = choose
        self._saved = saved
        self._settled = settled
        self._texts: dict[str, _TrackedText] = {}
        self._overtaken: list[tuple[str, _TrackedText]] = []
        """Unsaved, and their place gone: kept here until they are put aside."""
        self._is_leaving = False
        self._turn = asyncio.Lock()
        self._due = False
        self._troubled = is_quiet
        self._is_quiet = is_quiet

    def keep(self, key: str, written: Versioned | None, save: SaveValue) -> Answer:
        """Watch over one text as it was read; what was written here and is not saved yet wins over it.

        Returns:
            What is to stand in the field.
        """
        known = self._texts.get(key)
        if known is not None and (known.is_dirty or (written.version if written else 0) < known.version):
            return known.value  # what was read may be older than what was saved from here since
        value = written.value if written else None
        self._texts[key] = _TrackedText(value, value, written.version if written else 0, save)
        return value

    def changed(self, key: str, value: Answer) -> None:
        """Somebody wrote: save soon."""
        text = self._texts.get(key)
        if text is None:
            return
        text.value = value if value != "" or text.saved is not None else text.saved
        if text.is_dirty and not self._due:
            self._due = True
            self._ctx.call_after(SAVE_DELAY_SECONDS, self._now)

    def forget(self, beginning: str, *, unsaved: bool = True) -> None:
        """Watch no longer over the texts whose keys begin so: another document has taken their place.

        Args:
            unsaved: also over those that are not saved yet.
        """
        self._texts = {
            key: text
            for key, text in self._texts.items()
            if not key.startswith(beginning) or (text.is_dirty and not unsaved)
        }

    def overtaken(self, beginning: str, why: DomainError) -> None:
        """Watch no longer over the texts whose keys begin so, and put aside what of them is not saved.

        Args:
            why: they can be saved no more.
        """
        left = [(key, text) for key, text in self._texts.items() if key.startswith(beginning) and text.is_dirty]
        self.forget(beginning)
        for _key, text in left:
            text.refusal = why
        if left:
            self._overtaken += left
            self._ctx.spawn(self._out_of_reach())

    def takes_over(self, key: str, written: Versioned) -> bool:
        """Whether a newer saving of another terminal is to stand in the field: nothing unsaved is in its way."""
        text = self._texts.get(key)
        if text is None or text.is_dirty or written.version <= text.version:
            return False
        text.version, text.value, text.saved = written.version, written.value, written.value
        return True

    def standing(self, key: str) -> Answer:
        """What stands under a key as it was written here; None where nothing is watched over."""
        text = self._texts.get(key)
        return text.value if text else None

    def version(self, key: str) -> int:
        """The version of what was saved or shown under a key last; 0 where there is none."""
        text = self._texts.get(key)
        return text.version if text else 0

    @property
    def is_dirty(self) -> bool:
        """Whether anything is written that is not saved."""
        return any(text.is_dirty for _key, text in (*self._texts.items(), *self._overtaken))

    def _now(self) -> None:
        self._due = False
        session = self._ctx.computer.session
        if session is not None and session.person_id == self._writer_id:
            self._ctx.spawn(self.flush())

    async def flush(self) -> None:
        """Save all that is not saved yet, and wait for it; what is refused is said, kept and tried again."""
        refused: list[DomainError] = []
        async with self._turn:
            for key in [key for key, text in self._texts.items() if text.is_dirty]:
                text = self._texts.get(key)
                if text is None:
                    continue  # overtaken meanwhile
                text.refusal = None
                try:
                    await self._save(key, text)
                except DomainError as refusal:
                    text.refusal = refusal
                    refused.append(refusal)  # the others are saved all the same
        if refused:
            self._refused(refused)
            return
        self._troubled = self._is_quiet
        self._again(SAVE_DELAY_SECONDS)
        if self._overtaken:
            self._show_out_of_reach()

    async def _save(self, key: str, text: _TrackedText) -> None:
        value = text.value
        try:
            written = await text.save(value, text.version)
        except ConflictError as clash:
            theirs = clash.current if isinstance(clash.current, Versioned) else None
            chosen = await self._choose(key, theirs.value if theirs else None, value)
            text.version = theirs.version if theirs else 0
            text.saved = theirs.value if theirs else None
            text.value = chosen
            self._settled(key, chosen)
            if text.is_dirty:
                await self._save(key, text)
            return
        text.version, text.saved = written.version, value
        self._saved(written.at)
        if text.aside is not None:
            await self._ctx.call(form_drafts.discard, text.aside[0])
            text.aside = None

    def _refused(self, refused: list[DomainError]) -> None:
        if self._aside is not None and self._closed():
            self._show_out_of_reach()
        elif not self._troubled:
            self._ctx.notify_error(refused[-1])
        self._troubled = True
        self._again(RETRY_SECONDS)

    def _again(self, seconds: float) -> None:
        if self.is_dirty and not self._due:
            self._due = True
            self._ctx.call_after(seconds, self._now)

    def _closed(self) -> list[tuple[str, _TrackedText]]:
        """What is not wrong itself, but stands where nothing is saved any more."""
        return [(key, text) for key, text in self._refused_for_good() if not isinstance(text.refusal, InvalidInput)]

    def _refused_for_good(self) -> list[tuple[str, _TrackedText]]:
        return [(key, text) for key, text in (*self._texts.items(), *self._overtaken) if text.is_refused_for_good]

    def _show_out_of_reach(self) -> None:
        if not (
            self._is_leaving or self._ctx.computer.is_locking
        ):  # these put aside themselves, and show it afterwards
            self._ctx.spawn(self._out_of_reach())

    async def _out_of_reach(self) -> None:
        """Nothing more can be written there: put aside what was, and show it to its writer."""
        from tui_app.ui.editing.unsaved import show_unsaved_texts

        try:
            await self._put_aside(self._closed)
        except DomainError as refusal:
            self._ctx.notify_error(refusal)
        else:
            await show_unsaved_texts(self._ctx)

    async def put_aside(self) -> None:
        """Keep what can never be saved here for its writer; where it stands it may be mended still.

        Raises:
            DomainError: it cannot be kept just now.
        """
        await self._put_aside(self._refused_for_good)

    async def _put_aside(self, which: Callable[[], list[tuple[str, _TrackedText]]]) -> None:
        async with self._turn:
            for key, text in which():
                value, why = text.value, text.refusal
                if why is None or not text.is_dirty:
                    continue
                if self._aside is None:
                    text.saved = value
                    continue
                place, title, words = self._aside(key, value)
                place = text.aside[0] if text.aside else place
                await self._ctx.call(form_drafts.save_unsaved_text, place, title, words, error_message(why))
                text.aside = (place, value)
            self._overtaken = [(key, text) for key, text in self._overtaken if text.is_dirty]

    async def leaves_nothing(self) -> bool:
        """Save, and put aside what cannot be saved; whether the screen may be left, which is said where it may not."""
        self._is_leaving = True
        try:
            await self.flush()
            await self.put_aside()
        except DomainError as refusal:
            self._ctx.notify_error(refusal)
        finally:
            self._is_leaving = False
        if self.is_dirty:
            self.say_unsaved()
        return not self.is_dirty

    def say_unsaved(self) -> None:
        """Say why not everything is saved."""
        why = next((text.refusal for text in self._texts.values() if text.is_dirty and text.is_refused_for_good), None)
        waits = _("Not everything is saved yet: the database is not responding. Trying again.")
        self._ctx.notify(error_message(why) if why else waits, error=True)
