"""The conversations in the demonstration team's file: planned, held, written down and signed."""

from __future__ import annotations

from datetime import date, time
from typing import Self

from pydantic import model_validator

from tui_app.domain.demo_team import DemoConversation, DemoTopic
from tui_app.domain.languages import SOURCE_LANGUAGE
from tui_app.domain.records.conversation import ConversationKind, ConversationState
from tui_app.files.demo.fields import (
    DayOffset,
    FormKey,
    LocalizedSpec,
    LocalizedText,
    Passage,
    PastDayOffset,
    ShortText,
    SpecKey,
    TimeOfDay,
    check_chronological,
    localized,
    workday,
)


@localized(Passage)
class LocalizedPassage(LocalizedSpec):
    """What the person wrote: in a section of the minutes, or as an answer to a question of the form."""

    to: FormKey


@localized(ShortText, required=False)
class ConversationSpec(LocalizedSpec):
    """A conversation with the leader, held in the past or planned ahead; `booked` is when it was planned.

    Its texts, if there are any, are a note on the conversation.
    """

    kind: ConversationKind
    state: ConversationState = ConversationState.SIGNED
    on: DayOffset
    at: TimeOfDay = "10:00"
    place: LocalizedText | None = None
    booked: PastDayOffset | None = None
    submitted: PastDayOffset | None = None
    minutes: list[LocalizedPassage] = []
    answers: list[LocalizedPassage] = []

    @model_validator(mode="after")
    def _fits_its_state(self) -> Self:
        planned = self.state is ConversationState.PLANNED
        if self.state in (ConversationState.CANCELLED, ConversationState.RETURNED):
            raise ValueError("a state is expected that the demonstration shows: not cancelled, not returned")
        if not planned and self.on > 0:
            raise ValueError("a held conversation is expected today or before: `on` at most 0")
        if planned and self.on < 0:
            raise ValueError("a planned conversation is expected today or later: `on` at least 0")
        if self.translations and SOURCE_LANGUAGE not in self.translations:
            raise ValueError(f"a note is expected in `{SOURCE_LANGUAGE}` if there is one in another language")
        if self.minutes and self.state in (ConversationState.PLANNED, ConversationState.HELD):
            raise ValueError("`minutes` are expected once they are begun: drafting, submitted or signed")
        check_chronological(("booked", self.booked), ("on", self.on))
        check_chronological(("on", self.on), ("submitted", self.submitted))
        return self

    def dated(self, today: date, language: str) -> DemoConversation:
        """With real dates and one language."""

        def after(offset: int, days: int) -> int:
            return min(0, offset + days)

        planned = self.state is ConversationState.PLANNED
        booked = self.booked if self.booked is not None else min(self.on, 0) - (7 if planned else 14)
        submitted = self.submitted if self.submitted is not None else after(self.on, 3)
        ended = self.state in (ConversationState.SUBMITTED, ConversationState.SIGNED)
        signed = self.state is ConversationState.SIGNED
        return DemoConversation(
            kind=self.kind,
            state=self.state,
            on=workday(today, self.on),
            noted_on=workday(today, booked),
            at=time.fromisoformat(self.at),
            place=self.place.in_language(language) if self.place else "",
            note=self.in_language(language),
            minutes={one.to: one.in_language(language) for one in self.minutes},
            answers={one.to: one.in_language(language) for one in self.answers},
            submitted_on=workday(today, submitted) if ended else None,
            signed_on=workday(today, after(submitted, 4)) if signed else None,
        )


class TopicSpec(LocalizedText):
    """A topic for the next conversation, put on the list by the person or by somebody named."""

    on: PastDayOffset
    by: SpecKey | None = None

    def dated(self, today: date, language: str, person: str) -> DemoTopic:
        """With real dates and one language."""
        return DemoTopic(workday(today, self.on), self.by or person, self.in_language(language))
