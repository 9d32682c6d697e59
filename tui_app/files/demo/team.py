"""Reads the demonstration team (`data/demo_team.toml`): texts in several languages, days counted from today."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError, model_validator

from tui_app.domain.demo_team import DemoAction, DemoComment, DemoFollowUp, DemoGoal, DemoMove, DemoPerson, DemoTeam
from tui_app.domain.errors import DomainError
from tui_app.domain.forms.form import Form
from tui_app.domain.languages import nearest_language
from tui_app.domain.records.goal import GoalKind, GoalStatus
from tui_app.files.demo.conversations import ConversationSpec, TopicSpec
from tui_app.files.demo.fields import (
    DayOffset,
    LocalizedText,
    PastDayOffset,
    ShortText,
    Spec,
    SpecKey,
    check_chronological,
    workday,
    workday_or_none,
)
from tui_app.files.demo.practice import HeardSpec, PracticeSpec
from tui_app.files.templates import shipped_templates


class DueDateMoveSpec(LocalizedText):
    """A moved due date, with the reason."""

    on: PastDayOffset
    to: DayOffset


class DropSpec(LocalizedText):
    """A dropped action, with the reason."""

    on: PastDayOffset


class CommentSpec(LocalizedText):
    """A comment.

    Attributes:
        by: key of its author; the person whose action it is, if None.
    """

    on: PastDayOffset
    by: SpecKey | None = None


class GoalSpec(LocalizedText):
    """A goal; `closed` is the day on which it was reached or dropped."""

    key: SpecKey
    kind: GoalKind
    status: GoalStatus = GoalStatus.OPEN
    set: PastDayOffset
    target: DayOffset | None = None
    closed: PastDayOffset | None = None

    @model_validator(mode="after")
    def _check_closed(self) -> Self:
        if (self.closed is None) != (self.status is GoalStatus.OPEN):
            raise ValueError("`closed` is needed if the status is reached or dropped, and only then")
        check_chronological(("set", self.set), ("closed", self.closed))
        return self

    def resolve(self, today: date, language: str) -> DemoGoal:
        """The goal with real dates, in one language."""
        return DemoGoal(
            key=self.key,
            text=self.in_language(language),
            kind=self.kind,
            set_on=workday(today, self.set),
            status=self.status,
            target=workday_or_none(today, self.target),
            closed_on=workday_or_none(today, self.closed),
        )


class FollowUpSpec(LocalizedText):
    """An entry of the follow-up log; `next` is the day of the next follow-up."""

    on: PastDayOffset
    next: DayOffset | None = None

    @model_validator(mode="after")
    def _check_next(self) -> Self:
        check_chronological(("on", self.on), ("next", self.next))
        return self

    def resolve(self, today: date, language: str) -> DemoFollowUp:
        """The entry with real dates, in one language."""
        return DemoFollowUp(workday(today, self.on), self.in_language(language), workday_or_none(today, self.next))


class ActionSpec(LocalizedText):
    """An action and its history.

    Attributes:
        responsible: key of the person who does it; the person whose page it is on, if None.
        goal: key of the goal that it supports.
    """

    responsible: SpecKey | None = None
    goal: SpecKey | None = None
    agreed: PastDayOffset
    due: DayOffset
    moved: list[DueDateMoveSpec] = []
    started: PastDayOffset | None = None
    done: PastDayOffset | None = None
    dropped: DropSpec | None = None
    comments: list[CommentSpec] = []

    @model_validator(mode="after")
    def _check_dates(self) -> Self:
        if self.done is not None and self.dropped is not None:
            raise ValueError("an action cannot be both `done` and `dropped`")
        end = self.done if self.dropped is None else self.dropped.on
        agreed, finished = ("agreed", self.agreed), ("done or dropped", end)
        check_chronological(agreed, ("due", self.due))
        check_chronological(agreed, ("started", self.started), finished)
        check_chronological(agreed, *(("moved", one.on) for one in self.moved), finished)
        for comment in self.comments:
            check_chronological(agreed, ("comment", comment.on))
        return self

    def resolve(self, today: date, language: str, person: str) -> DemoAction:
        """The action with real dates, in one language.

        Due dates are not moved to weekdays, so that every group of the list has some actions on any day.
        """

        def due(offset: int) -> date:
            return today + timedelta(days=offset)

        return DemoAction(
            text=self.in_language(language),
            responsible=self.responsible or person,
            agreed_on=workday(today, self.agreed),
            first_due=due(self.due),
            goal=self.goal,
            moves=tuple(DemoMove(workday(today, one.on), due(one.to), one.in_language(language)) for one in self.moved),
            started_on=workday_or_none(today, self.started),
            done_on=workday_or_none(today, self.done),
            dropped_on=workday(today, self.dropped.on) if self.dropped else None,
            reason=self.dropped.in_language(language) if self.dropped else "",
            comments=tuple(
                DemoComment(workday(today, one.on), one.by or person, one.in_language(language))
                for one in self.comments
            ),
        )


class PersonSpec(Spec):
    """A person and everything on their page."""

    key: SpecKey
    name: ShortText
    leader: SpecKey | None = None
    number: ShortText
    title: LocalizedText
    unit: LocalizedText
    started: PastDayOffset
    goals: list[GoalSpec] = []
    conversations: list[ConversationSpec] = []
    topics: list[TopicSpec] = []
    requests: list[TopicSpec] = []
    follow_ups: list[FollowUpSpec] = []
    practice: list[PracticeSpec] = []
    heard: HeardSpec | None = None
    actions: list[ActionSpec] = []

    @model_validator(mode="after")
    def _check_goals(self) -> Self:
        keys = [goal.key for goal in self.goals]
        _check_unique(keys, "goal of one person")
        for action in self.actions:
            if action.goal is not None:
                _check_known(action.goal, keys, f"goal of {self.name}")
        if self.leader is None and (self.conversations or self.follow_ups):
            raise ValueError("a person with conversations or follow-ups needs a `leader`")
        return self

    def referenced_keys(self) -> list[str]:
        """Keys of the people who are responsible for an action here, or who wrote a comment or a topic."""
        responsible = [action.responsible for action in self.actions]
        authors = [comment.by for action in self.actions for comment in action.comments]
        authors += [topic.by for topic in self.topics]
        return [key for key in (*responsible, *authors) if key is not None]

    def resolve(self, today: date, language: str) -> DemoPerson:
        """The person with real dates, in one language."""
        return DemoPerson(
            key=self.key,
            name=self.name,
            leader=self.leader,
            employee_number=self.number,
            title=self.title.in_language(language),
            unit=self.unit.in_language(language),
            start_date=workday(today, self.started),
            goals=tuple(goal.resolve(today, language) for goal in self.goals),
            actions=tuple(action.resolve(today, language, self.key) for action in self.actions),
            conversations=tuple(one.resolve(today, language) for one in self.conversations),
            topics=tuple(one.resolve(today, language, self.key) for one in self.topics),
            requests=tuple(one.resolve(today, language, self.key) for one in self.requests),
            follow_ups=tuple(one.resolve(today, language) for one in sorted(self.follow_ups, key=lambda one: one.on)),
            practice=tuple(one.resolve(today) for one in self.practice),
            heard=tuple(self.heard.resolve()) if self.heard else (),
        )


class TeamSpec(Spec):
    """The whole file."""

    viewer: SpecKey
    people: list[PersonSpec] = Field(min_length=1)

    @model_validator(mode="after")
    def _check_references(self) -> Self:
        keys = [person.key for person in self.people]
        _check_unique(keys, "person")
        _check_unique([person.number for person in self.people], "number")
        _check_known(self.viewer, keys, "person (`viewer`)")
        for index, person in enumerate(self.people):
            if person.leader is not None:
                _check_known(person.leader, keys[:index], f"person before {person.name} (`leader`)")
            for key in person.referenced_keys():
                _check_known(key, keys, "person")
        return self


def _check_forms(team: TeamSpec, forms: Sequence[Form]) -> None:
    """Check that the sections and questions that texts refer to exist in the form of their conversation."""
    by_kind = {form.kind: form for form in forms}
    for person in team.people:
        for conversation in person.conversations:
            _check_known(conversation.kind, by_kind, f"kind of form (conversation of {person.name})")
            form = by_kind[conversation.kind]
            sections = [section.key for section in form.sections]
            questions = [question.key for question in form.questions]
            for passage in conversation.minutes:
                _check_known(passage.to, sections, f"section of the form {form.key}")
            for passage in conversation.answers:
                _check_known(passage.to, questions, f"question of the form {form.key}")


def _check_unique(keys: Collection[str], what: str) -> None:
    twice = sorted({key for key in keys if list(keys).count(key) > 1})
    if twice:
        raise ValueError(f"each {what} needs its own key; used twice: {', '.join(twice)}")


def _check_known(key: str, keys: Collection[str], what: str) -> None:
    if key not in keys:
        raise ValueError(f"{key!r} is not a {what}; expected one of: {', '.join(keys)}")


def read_demo_team(path: Path, today: date, language: str) -> DemoTeam:
    """The demonstration team in one language, with dates counted from `today`.

    Args:
        path: a file such as `data/demo_team.toml`, which explains the format.
        language: the nearest language of the file is used if it has no texts in this one.

    Raises:
        DomainError: `demo_team_unreadable`, with `path`, `where` in the file and what was `expected` there.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        # strict models take lists and enumerations in their JSON form only; TOML's are the same
        team = TeamSpec.model_validate_json(json.dumps(raw, default=str))
        forms = shipped_templates()
        _check_forms(team, forms)
    except (OSError, ValueError) as error:
        where, expected = _first_error(error)
        raise DomainError("demo_team_unreadable", path=path, where=where, expected=expected) from error
    people = tuple(person.resolve(today, language) for person in team.people)
    return DemoTeam(team.viewer, people, forms, nearest_language(language, team.people[0].title.translations))


def _first_error(error: OSError | ValueError) -> tuple[str, str]:
    """The place of the first mistake in the file (lists counted from 1), and what was expected there."""
    if not isinstance(error, ValidationError):
        return "", str(error)
    first = error.errors(include_url=False, include_input=False)[0]
    parts = [str(part + 1) if isinstance(part, int) else part for part in first["loc"]]
    return ".".join(parts), first["msg"].removeprefix("Value error, ")
