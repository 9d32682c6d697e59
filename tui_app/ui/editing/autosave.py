"""Saves texts and answers while people write: within a second of a key, and never over somebody else's text."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput
from tui_app.domain.form_drafts import FormDraftKey
from tui_app.domain.forms.answers import Answer
from tui_app.services import form_drafts
from tui_app.text.errors import error_message
from tui_app.text.i18n import _
from tui_app.ui.editing.save_sign import SaveSign
from tui_app.ui.editing.tracked_value import SaveValue, TrackedValue
from tui_app.ui.editing.unsaved import show_unsaved_texts

if TYPE_CHECKING:
    from textual.content import Content

    from tui_app.ui.context import AppContext

SAVE_DELAY_SECONDS = 0.3
"""Seconds from the first unsaved key to the save. A killed program loses at most this and the save itself."""
RETRY_SECONDS = 3.0
"""Seconds from a refused save to the next try."""

Key = TypeVar("Key", bound=Hashable)
ResolveConflict = Callable[[Key, Answer, Answer], Awaitable[Answer]]
"""Asks which value to keep, given the stored one and the one written here."""
DescribeUnsaved = Callable[[Key, Answer], tuple[FormDraftKey, str, str]]
"""Gives the key under which an unsaved value is put aside, its title, and the value as a text."""


class Autosave(Generic[Key]):
    """Saves the values of the fields of one screen. A field may be removed while its value is still being saved.

    Values are saved as the person who was signed in when the autosave was made, or not at all.

    Args:
        ctx: the application's context.
        resolve_conflict: called if another terminal has saved the same field.
        show_sign: shows when everything was saved, or since when something is not.
        settled: called with the value to show after a conflict.
        describe_unsaved: describes a value that can never be saved, so that it can be put aside. Without it such a
            value is dropped when the screen is left.
        is_quiet: a refused save is only shown by the sign; it is tried again all the same.
    """

    def __init__(
        self,
        ctx: AppContext,
        resolve_conflict: ResolveConflict[Key],
        show_sign: Callable[[Sequence[Content]], None],
        settled: Callable[[Key, Answer], None],
        *,
        describe_unsaved: DescribeUnsaved[Key] | None = None,
        is_quiet: bool = False,
    ) -> None:
        self._ctx = ctx
        self._resolve_conflict = resolve_conflict
        self._sign = SaveSign(ctx, self._tracked_values, show_sign, only_warns=is_quiet)
        self._settled = settled
        self._describe_unsaved = describe_unsaved
        self._writer_id = ctx.me.id
        self._values: dict[Key, TrackedValue] = {}
        self._replaced: list[tuple[Key, TrackedValue]] = []
        """Unsaved values of a document that was replaced by another one, until they are put aside."""
        self._is_leaving = False
        self._lock = asyncio.Lock()
        self._is_scheduled = False
        self._has_reported = is_quiet
        self._is_quiet = is_quiet

    def track(self, key: Key, stored: Versioned | None, save: SaveValue) -> Answer:
        """Track a field from now on. A value that was written here and is not saved yet wins over the stored one.

        Args:
            stored: the value as it was read; None if there is none.
            save: stores another value.

        Returns:
            The value to show in the field.
        """
        known = self._values.get(key)
        if known is not None and (known.is_dirty or (stored.version if stored else 0) < known.version):
            return known.value  # what was read may be older than what was saved from here since
        value = stored.value if stored else None
        self._values[key] = TrackedValue(value, value, stored.version if stored else 0, save)
        return value

    def changed(self, key: Key, value: Answer) -> None:
        """Note the value of a field, and save it soon if it is new. Does nothing if the field is not tracked."""
        tracked = self._values.get(key)
        if tracked is None:
            return
        tracked.value = value if value != "" or tracked.saved is not None else tracked.saved
        self._sign.note_change(tracked)
        if tracked.is_dirty:
            self._schedule(SAVE_DELAY_SECONDS)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys of the tracked fields."""
        return tuple(self._values)

    def untrack(self, keys: Iterable[Key], *, keep_unsaved: bool = False) -> None:
        """Stop tracking fields whose document was replaced by another one.

        Args:
            keep_unsaved: go on tracking those with unsaved values.
        """
        for key in keys:
            tracked = self._values.get(key)
            if tracked is not None and not (keep_unsaved and tracked.is_dirty):
                del self._values[key]

    def replace_document(self, keys: Iterable[Key], error: DomainError) -> None:
        """Stop tracking fields whose document was closed, and put their unsaved values aside.

        Args:
            error: why they can no longer be saved.
        """
        replaced = [(key, tracked) for key in keys if (tracked := self._values.pop(key)).is_dirty]
        for _key, tracked in replaced:
            tracked.error = error
        if replaced:
            self._replaced += replaced
            self._ctx.spawn(self._put_aside_and_show(), is_background=True)

    def accept_remote(self, key: Key, stored: Versioned) -> bool:
        """Take over a newer value from another terminal, unless the field has an unsaved value.

        Returns:
            True if the field is to show that value.
        """
        tracked = self._values.get(key)
        if tracked is None or tracked.is_dirty or stored.version <= tracked.version:
            return False
        tracked.version, tracked.value, tracked.saved = stored.version, stored.value, stored.value
        return True

    def current_value(self, key: Key) -> Answer:
        """The value of a field as it was written here; None if the field is not tracked."""
        tracked = self._values.get(key)
        return tracked.value if tracked else None

    def version(self, key: Key) -> int:
        """The version that was saved or shown last; 0 if there is none."""
        tracked = self._values.get(key)
        return tracked.version if tracked else 0

    @property
    def is_dirty(self) -> bool:
        """True if a value is not saved."""
        return any(tracked.is_dirty for _key, tracked in self._all_values())

    def _all_values(self) -> list[tuple[Key, TrackedValue]]:
        return [*self._values.items(), *self._replaced]

    def _tracked_values(self) -> list[TrackedValue]:
        return [tracked for _key, tracked in self._all_values()]

    def _schedule(self, seconds: float) -> None:
        if not self._is_scheduled:
            self._is_scheduled = True
            self._ctx.call_after(seconds, self._flush_soon)

    def _flush_soon(self) -> None:
        self._is_scheduled = False
        session = self._ctx.computer.session
        if session is not None and session.person_id == self._writer_id:
            self._ctx.spawn(self.flush(), is_background=True)

    async def flush(self) -> None:
        """Save all unsaved values, and wait for it. A refused save is reported, and tried again later."""
        errors: list[DomainError] = []
        async with self._lock:
            for key in [key for key, tracked in self._values.items() if tracked.is_dirty]:
                tracked = self._values.get(key)
                if tracked is None:
                    continue  # its document was closed meanwhile
                tracked.error = None
                try:
                    await self._save(key, tracked)
                except DomainError as error:
                    tracked.error = error
                    errors.append(error)  # the others are saved all the same
        self._sign.update()
        if errors:
            self._handle_errors(errors)
            return
        self._has_reported = self._is_quiet
        if self.is_dirty:
            self._schedule(SAVE_DELAY_SECONDS)
        if self._replaced:
            self._start_put_aside()

    async def _save(self, key: Key, tracked: TrackedValue) -> None:
        value, begun = tracked.value, self._sign.moment()
        try:
            stored = await tracked.save(value, tracked.version)
        except ConflictError as conflict:
            self._settled(key, await tracked.settle(conflict, partial(self._resolve_conflict, key)))
            if tracked.is_dirty:
                await self._save(key, tracked)
            return
        tracked.version, tracked.saved = stored.version, value
        tracked.unsaved = begun if tracked.is_dirty else None
        self._sign.note_saved(stored.at)
        if tracked.stored_aside is not None:
            await self._ctx.call(form_drafts.discard, tracked.stored_aside[0])
            tracked.stored_aside = None

    def _handle_errors(self, errors: list[DomainError]) -> None:
        if self._describe_unsaved is not None and self._closed_values():
            self._start_put_aside()
        elif not self._has_reported:
            self._ctx.notify_error(errors[-1])
        self._has_reported = True
        if self.is_dirty:
            self._schedule(RETRY_SECONDS)

    def _rejected_values(self) -> list[tuple[Key, TrackedValue]]:
        return [(key, tracked) for key, tracked in self._all_values() if tracked.is_rejected]

    def _closed_values(self) -> list[tuple[Key, TrackedValue]]:
        """Rejected values that are valid themselves: nothing can be changed there any more."""
        return [
            (key, tracked) for key, tracked in self._rejected_values() if not isinstance(tracked.error, InvalidInput)
        ]

    def _start_put_aside(self) -> None:
        if not (
            self._is_leaving or self._ctx.computer.is_locking
        ):  # both put values aside themselves, and show them afterwards
            self._ctx.spawn(self._put_aside_and_show(), is_background=True)

    async def _put_aside_and_show(self) -> None:
        """Put aside the values that can no longer be saved, and show them to their writer."""
        try:
            await self._put_aside(self._closed_values)
        except DomainError as error:
            self._ctx.notify_error(error)
        else:
            await show_unsaved_texts(self._ctx)

    async def put_aside(self) -> None:
        """Store for their writer the values that can never be saved here. In their fields they may still be corrected.

        Raises:
            DomainError: they cannot be stored now.
        """
        await self._put_aside(self._rejected_values)

    async def _put_aside(self, choose: Callable[[], list[tuple[Key, TrackedValue]]]) -> None:
        async with self._lock:
            for key, tracked in choose():
                value, error = tracked.value, tracked.error
                if error is None or not tracked.is_dirty:
                    continue
                if self._describe_unsaved is None:
                    tracked.saved = value
                    continue
                draft_key, title, text = self._describe_unsaved(key, value)
                draft_key = tracked.stored_aside[0] if tracked.stored_aside else draft_key
                await self._ctx.call(form_drafts.save_unsaved_text, draft_key, title, text, error_message(error))
                tracked.stored_aside = (draft_key, value)
            self._replaced = [(key, tracked) for key, tracked in self._replaced if tracked.is_dirty]

    async def save_before_leaving(self) -> bool:
        """Save everything, and put aside what cannot be saved.

        Returns:
            True if the screen may be left; otherwise the person is told why not.
        """
        self._is_leaving = True
        try:
            await self.flush()
            await self.put_aside()
        except DomainError as error:
            self._ctx.notify_error(error)
        finally:
            self._is_leaving = False
        if self.is_dirty:
            self.notify_unsaved()
        return not self.is_dirty

    def notify_unsaved(self) -> None:
        """Tell the person why not everything is saved."""
        rejected = (tracked.error for tracked in self._values.values() if tracked.is_dirty and tracked.is_rejected)
        error = next(rejected, None)
        waiting = _("Not everything is saved yet. Trying again.")
        self._ctx.notify(error_message(error) if error else waiting, error=True)
