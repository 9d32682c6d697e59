"""Saving while people write: within a second of the first unsaved key, and never over somebody else's text."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.conversations import Written
from tui_app.domain.forms import Answer
from tui_app.domain.refusals import ChangedElsewhere, Refusal

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp

DELAY = 0.3
"""Seconds from the first unsaved key to the saving; a killed program loses at most this and the saving itself."""
AGAIN = 3.0
"""Seconds until a saving that was refused is tried again."""

Save = Callable[[Answer, int], Awaitable[Written]]
"""Stores a value that is based on a version."""
Choose = Callable[[str, Answer, Answer], Awaitable[Answer]]
"""Asks what is to stand under a key, given what stands there now and what was written here."""


@dataclass
class _Text:
    value: Answer
    saved: Answer
    version: int
    save: Save

    @property
    def is_dirty(self) -> bool:
        return self.value != self.saved


class Autosave:
    """Keeps what is written in several fields of one screen; fields may go away while their text is still being saved.

    It is saved as theirs who were signed in when it was made, or not at all.

    Args:
        app: whose timers and gate are used.
        choose: asked when another terminal saved the same text.
        saved: told when something was saved.
        settled: told which value was put in place of the one written here, after a choice.
        is_quiet: a refusal is not said; what is not saved is tried again all the same.
    """

    def __init__(
        self,
        app: SamtaleApp,
        choose: Choose,
        saved: Callable[[datetime], None],
        settled: Callable[[str, Answer], None],
        *,
        is_quiet: bool = False,
    ) -> None:
        self._app = app
        self._writer_id = app.me.id
        self._choose = choose
        self._saved = saved
        self._settled = settled
        self._texts: dict[str, _Text] = {}
        self._turn = asyncio.Lock()
        self._due = False
        self._troubled = is_quiet
        self._is_quiet = is_quiet

    def keep(self, key: str, written: Written | None, save: Save) -> Answer:
        """Watch over one text as it was read; what was written here and is not saved yet wins over it.

        Returns:
            What is to stand in the field.
        """
        known = self._texts.get(key)
        if known is not None and (known.is_dirty or (written.version if written else 0) < known.version):
            return known.value  # what was read may be older than what was saved from here since
        value = written.value if written else None
        self._texts[key] = _Text(value, value, written.version if written else 0, save)
        return value

    def changed(self, key: str, value: Answer) -> None:
        """Somebody wrote: save soon."""
        text = self._texts.get(key)
        if text is None:
            return
        text.value = value if value != "" or text.saved is not None else text.saved
        if text.is_dirty and not self._due:
            self._due = True
            self._app.set_timer(DELAY, self._now)

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

    def takes_over(self, key: str, written: Written) -> bool:
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
        return any(text.is_dirty for text in self._texts.values())

    def _now(self) -> None:
        self._due = False
        session = self._app.parts.session
        if session is not None and session.person_id == self._writer_id:
            self._app.flow(self.flush())

    async def flush(self) -> None:
        """Save all that is not saved yet, and wait for it; what is refused is said, kept and tried again."""
        refused: Refusal | None = None
        async with self._turn:
            for key in [key for key, text in self._texts.items() if text.is_dirty]:
                try:
                    await self._save(key, self._texts[key])
                except Refusal as refusal:
                    refused = refusal  # the others are saved all the same
        if refused is not None:
            self._refused(refused)
            return
        self._troubled = self._is_quiet
        if self.is_dirty and not self._due:
            self._due = True
            self._app.set_timer(DELAY, self._now)

    async def _save(self, key: str, text: _Text) -> None:
        value = text.value
        try:
            written = await text.save(value, text.version)
        except ChangedElsewhere as clash:
            theirs = clash.current if isinstance(clash.current, Written) else None
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

    def _refused(self, refusal: Refusal) -> None:
        if not self._troubled:
            self._app.tell_refusal(refusal)
        self._troubled = True
        if not self._due:
            self._due = True
            self._app.set_timer(AGAIN, self._now)
