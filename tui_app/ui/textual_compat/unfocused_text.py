"""A text that was typed or pasted where no field has the focus: it is offered as text, and never runs as keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.events import Event, Key, Paste
from textual.widgets import Input

from tui_app.ui.textual_compat.typed_text import QUIET_SECONDS, Reads, reads_as_text


class UnfocusedText:
    """Notices such a text, and takes all of it.

    Attributes:
        reads: what the terminal sent, and when.
        offer: called with the text, in one line; without it all keys stay keys.
        opens_field: tells if a key opens a field now.
    """

    def __init__(self) -> None:
        self.reads = Reads()
        self.offer: Callable[[str], None] | None = None
        self.opens_field: Callable[[str], bool] = lambda key: False
        self._pieces: list[str] = []
        self._last_at = 0.0
        self._wait: asyncio.Task[None] | None = None

    def takes(self, event: Event, focused: object) -> bool:
        """True if an event is part of such a text, and must not be handled as a key."""
        if self.offer is None or not isinstance(event, Key | Paste):
            return False
        run, place = self._run_of(event)
        if self._wait is not None:
            # what follows at once belongs to it, also a line break: it would answer the question about the text
            self._add(event)
            return True
        if _takes_text(focused):
            return False
        if isinstance(event, Paste):
            if not event.text.strip():
                return False
        elif not reads_as_text(run, place, self.opens_field):
            return False
        self._pieces = [run[:place]]
        self._add(event)
        self._wait = asyncio.create_task(self._offer_when_quiet(), name="unfocused text")
        return True

    def forget(self) -> None:
        """Drop what has been taken and not been offered."""
        if self._wait is not None:
            self._wait.cancel()
            self._wait = None

    async def offered(self) -> None:
        """Wait until a text that is being taken has been offered."""
        if self._wait is not None:
            await asyncio.wait([self._wait])

    def _run_of(self, event: Key | Paste) -> tuple[str, int]:
        burst = self.reads.burst_of(event.time) if isinstance(event, Key) and event.is_printable else None
        return burst.next_run() if burst is not None else ("", 0)

    def _add(self, event: Key | Paste) -> None:
        self._last_at = asyncio.get_running_loop().time()
        if isinstance(event, Paste):
            self._pieces.append(event.text)
        elif event.is_printable:
            self._pieces.append(event.character or "")
        elif event.key in ("enter", "tab"):
            self._pieces.append(" ")

    async def _offer_when_quiet(self) -> None:
        loop = asyncio.get_running_loop()
        while (left := self._last_at + QUIET_SECONDS - loop.time()) > 0:  # noqa: ASYNC110 - more may come meanwhile
            await asyncio.sleep(left)
        self._wait = None
        text = " ".join("".join(self._pieces).split())
        if text and self.offer is not None:
            self.offer(text)


def _takes_text(focused: object) -> bool:
    """True for a field; `TextArea` is told by its name, since the first screens do without its many modules."""
    return isinstance(focused, Input) or any(base.__name__ == "TextArea" for base in type(focused).__mro__)
