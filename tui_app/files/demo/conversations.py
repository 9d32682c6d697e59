"""Conversations in the demonstration team's file."""

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
    """What the person wrote in a section of the minutes, or as the answer to a question.

    Attributes:
        to: key of the section or the question in the form.
    """

    to: FormKey


@localized(ShortText, required=False)
class ConversationSpec(LocalizedSpec):
    """A conversation with the leader; its texts, if any, are a note on it.

    Attributes:
        on: the day of the conversation.
        booked: the day on which it was planned.
        submitted: the day on which the person submitted the minutes.
        warmed_up: the leader warmed up for it.
    """

    kind: ConversationKind
    state: ConversationState = ConversationState.SIGNED
    on: DayOffset
    at: TimeOfDay = "10:00"
    place: LocalizedText | None = None
    booked: PastDayOffset | None = None
    submitted: PastDayOffset | None = None
    warmed_up: bool = False
    minutes: list[LocalizedPassage] = []
    answers: list[LocalizedPassage] = []

    @model_validator(mode="after")
    def _check_state(self) -> Self:
        is_planned = self.state is ConversationState.PLANNED
        if self.state in (ConversationState.CANCELLED, ConversationState.RETURNED):
            raise ValueError("`state` must not be cancelled or returned, which the demonstration does not show")
        if not is_planned and self.on > 0:
            raise ValueError("a held conversation must be today or earlier: `on` at most 0")
        if is_planned and self.on < 0:
            raise ValueError("a planned conversation must be today or later: `on` at least 0")
        if self.translations and SOURCE_LANGUAGE not in self.translations:
            raise ValueError(f"a note in another language also needs a text in `{SOURCE_LANGUAGE}`")
        if self.minutes and self.state in (ConversationState.PLANNED, ConversationState.HELD):
            raise ValueError("`minutes` need the state drafting, submitted or signed")
        check_chronological(("booked", self.booked), ("on", self.on))
        check_chronological(("on", self.on), ("submitted", self.submitted))
        return self

    def resolve(self, today: date, language: str) -> DemoConversation:
        """The conversation with real dates, in one language."""

        def after(offset: int, days: int) -> int:
            return min(0, offset + days)

        is_planned = self.state is ConversationState.PLANNED
        booked = self.booked if self.booked is not None else min(self.on, 0) - (7 if is_planned else 14)
        submitted = self.submitted if self.submitted is not None else after(self.on, 3)
        is_submitted = self.state in (ConversationState.SUBMITTED, ConversationState.SIGNED)
        is_signed = self.state is ConversationState.SIGNED
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
            submitted_on=workday(today, submitted) if is_submitted else None,
            signed_on=workday(today, after(submitted, 4)) if is_signed else None,
            is_warmed_up=self.warmed_up,
        )


class TopicSpec(LocalizedText):
    """A topic for the next conversation.

    Attributes:
        by: key of the person who added it; the person whose page it is on, if None.
    """

    on: PastDayOffset
    by: SpecKey | None = None

    def resolve(self, today: date, language: str, person: str) -> DemoTopic:
        """The topic with a real date, in one language."""
        return DemoTopic(workday(today, self.on), self.by or person, self.in_language(language))
