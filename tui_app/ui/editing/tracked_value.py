"""The value of one field that is saved while people write."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import ConflictError, DomainError, StorageError
from tui_app.domain.form_drafts import FormDraftKey
from tui_app.domain.forms.answers import Answer

SaveValue = Callable[[Answer, int], Awaitable[Versioned]]
"""Stores a value, given the version that it is based on."""


class Moment(Struct, frozen=True):
    """When something was changed: by the event loop's clock, which never jumps, and for people."""

    clock: float
    at: datetime


@dataclass
class TrackedValue:
    """The value of one field, and how much of it is saved.

    Attributes:
        value: as it was written here.
        saved: as it was saved or read last.
        version: the version of `saved`; 0 if there is none.
        save: stores another value.
        error: why the last save was refused.
        unsaved: when the oldest change that is not saved was made.
        stored_aside: the key under which a value was put aside, and that value.
    """

    value: Answer
    saved: Answer
    version: int
    save: SaveValue
    error: DomainError | None = None
    unsaved: Moment | None = None
    stored_aside: tuple[FormDraftKey, Answer] | None = None

    @property
    def is_dirty(self) -> bool:
        """True if the value is neither saved nor put aside."""
        return self.value != self.saved and (self.stored_aside is None or self.value != self.stored_aside[1])

    @property
    def is_rejected(self) -> bool:
        """True if another try cannot help: the value is not valid, or nothing can be changed there any more."""
        error = self.error
        return error is not None and not isinstance(error, StorageError) and error.code != "session_ended"

    async def settle(self, conflict: ConflictError, resolve: Callable[[Answer, Answer], Awaitable[Answer]]) -> Answer:
        """Ask which value to keep, and again about what was written until the question was in front.

        Args:
            resolve: asks, given the stored value and the one written here.

        Returns:
            The value to go on with.
        """
        current = conflict.current if isinstance(conflict.current, Versioned) else None
        self.error = conflict
        try:
            written = self.value
            chosen = await resolve(current.value if current else None, written)
            while self.value != written:
                written = self.value
                chosen = await resolve(chosen, written)
        finally:
            self.error = None
        self.version, self.saved = (current.version, current.value) if current else (0, None)
        self.value = chosen
        return chosen
