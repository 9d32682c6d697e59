"""What leaders have practised, and what their employees answered, in the demonstration team's file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from tui_app.domain.practice.listening import HIGHEST, ListeningCounts
from tui_app.domain.practice.sessions import PracticeSession
from tui_app.domain.records.practice import ListeningItem, PracticeFormat
from tui_app.files.demo.fields import PastDayOffset, Spec, workday

Counts = Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=HIGHEST, max_length=HIGHEST)]
"""How often 1, 2, 3, 4 and 5 were given."""


class PracticeSpec(Spec):
    """A practice session."""

    format: PracticeFormat
    on: PastDayOffset
    minutes: Annotated[int, Field(ge=1)]

    def resolve(self, today: date) -> PracticeSession:
        """The session with a real date."""
        return PracticeSession(self.format, workday(today, self.on), self.minutes)


class HeardSpec(Spec):
    """What a leader's employees answered, without names."""

    said: Counts
    listened: Counts
    useful: Counts
    followed_up: Counts

    def resolve(self) -> Iterator[ListeningCounts]:
        """The counts of each item."""
        answers = {
            ListeningItem.SAID_WHAT_I_WANTED: self.said,
            ListeningItem.WAS_LISTENED_TO: self.listened,
            ListeningItem.WAS_USEFUL: self.useful,
            ListeningItem.IS_FOLLOWED_UP: self.followed_up,
        }
        for item, counts in answers.items():
            yield ListeningCounts(item, tuple(counts))
