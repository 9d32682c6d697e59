"""What every practice session needs: its exercises, and a quiet clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError
from tui_app.domain.practice.content import PracticeContent
from tui_app.domain.practice.sessions import FORMATS
from tui_app.domain.records.practice import PracticeFormat
from tui_app.services.practice import sessions
from tui_app.text.i18n import _, format_message

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def read_exercises(ctx: AppContext) -> PracticeContent:
    """All exercises. A mistake in a file of the organisation's own is told, and leaves those that come with Samtale."""
    try:
        found: PracticeContent = await ctx.run(ctx.files.practice_content)
    except DomainError as error:
        ctx.notify_error(error)
        found = await ctx.run(ctx.files.shipped_practice_content)
    return found


class SessionClock:
    """Counts the minutes of one session, and records it when it is finished."""

    SECONDS = 10.0
    """How often it is looked at; it shows whole minutes."""

    def __init__(self, ctx: AppContext, format: PracticeFormat) -> None:
        self._ctx = ctx
        self._format = format
        self._began: float | None = None

    def start(self) -> None:
        """Begin to count."""
        self._began = self._ctx.setup.monotonic()

    @property
    def seconds(self) -> float:
        """Seconds since the beginning."""
        return 0 if self._began is None else self._ctx.setup.monotonic() - self._began

    @property
    def minutes(self) -> int:
        """Whole minutes since the beginning; a begun one counts."""
        return 0 if self._began is None else 1 + int(self.seconds // 60)

    @property
    def text(self) -> str:
        """The minutes in words: "2 of 5 min"."""
        return format_message(
            _("$minutes of $planned min"), minutes=self.minutes, planned=FORMATS[self._format].minutes
        )

    async def record(self) -> None:
        """Note that the session is finished."""
        await self._ctx.attempt(self._ctx.call(sessions.record, self._format, self.minutes))
