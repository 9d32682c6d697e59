"""Reading the demonstration team: texts in several languages, days counted from today (`data/demo_team.toml`)."""

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
from tui_app.files.templates import shipped_templates


class DueDateMoveSpec(LocalizedText):
    """A due date moved, with the reason."""

    on: PastDayOffset
    to: DayOffset


class DropSpec(LocalizedText):
    """An action given up, with the reason."""

    on: PastDayOffset


class CommentSpec(LocalizedText):
    """A comment, by the person or by somebody named."""

    on: PastDayOffset
    by: SpecKey | None = None


class GoalSpec(LocalizedText):
    """A goal; `closed` belongs to one that is reached or dropped."""

    key: SpecKey
    kind: GoalKind
    status: GoalStatus = GoalStatus.OPEN
    set: PastDayOffset
    target: DayOffset | None = None
    closed: PastDayOffset | None = None

    @model_validator(mode="after")
    def _ends_when_closed(self) -> Self:
        if (self.closed is None) != (self.status is GoalStatus.OPEN):
            raise ValueError("`closed` is expected when the status is reached or dropped, and only then")
        check_chronological(("set", self.set), ("closed", self.closed))
        return self

    def dated(self, today: date, language: str) -> DemoGoal:
        """With real dates and one language."""
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
    """An entry of the follow-up log, and when the next one is."""

    on: PastDayOffset
    next: DayOffset | None = None

    @model_validator(mode="after")
    def _next_is_later(self) -> Self:
        check_chronological(("on", self.on), ("next", self.next))
        return self

    def dated(self, today: date, language: str) -> DemoFollowUp:
        """With real dates and one language."""
        return DemoFollowUp(workday(today, self.on), self.in_language(language), workday_or_none(today, self.next))


class ActionSpec(LocalizedText):
    """Who does what by when, and what happened since; without `responsible` the person does it."""

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
    def _happensin_order(self) -> Self:
        if self.done is not None and self.dropped is not None:
            raise ValueError("either `done` or `dropped` is expected, not both")
        end = self.done if self.dropped is None else self.dropped.on
        agreed, finished = ("agreed", self.agreed), ("done or dropped", end)
        check_chronological(agreed, ("due", self.due))
        check_chronological(agreed, ("started", self.started), finished)
        check_chronological(agreed, *(("moved", one.on) for one in self.moved), finished)
        for comment in self.comments:
            check_chronological(agreed, ("comment", comment.on))
        return self

    def dated(self, today: date, language: str, person: str) -> DemoAction:
        """With real dates and one language; due dates stay on the very day, so that every group has its share."""

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
    """One person and their page."""

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
    actions: list[ActionSpec] = []

    @model_validator(mode="after")
    def _own_goals(self) -> Self:
        keys = [goal.key for goal in self.goals]
        _check_unique(keys, "goal of one person")
        for action in self.actions:
            if action.goal is not None:
                _check_known(action.goal, keys, f"goal of {self.name}")
        if self.leader is None and (self.conversations or self.follow_ups):
            raise ValueError("a `leader` is expected for somebody who has conversations or follow-ups")
        return self

    def named(self) -> list[str]:
        """Keys of all who are responsible for something here, or comment."""
        responsible = [action.responsible for action in self.actions]
        by = [comment.by for action in self.actions for comment in action.comments]
        by += [topic.by for topic in self.topics]
        return [key for key in (*responsible, *by) if key is not None]

    def dated(self, today: date, language: str) -> DemoPerson:
        """With real dates and one language."""
        return DemoPerson(
            key=self.key,
            name=self.name,
            leader=self.leader,
            employee_number=self.number,
            title=self.title.in_language(language),
            unit=self.unit.in_language(language),
            start_date=workday(today, self.started),
            goals=tuple(goal.dated(today, language) for goal in self.goals),
            actions=tuple(action.dated(today, language, self.key) for action in self.actions),
            conversations=tuple(one.dated(today, language) for one in self.conversations),
            topics=tuple(one.dated(today, language, self.key) for one in self.topics),
            requests=tuple(one.dated(today, language, self.key) for one in self.requests),
            follow_ups=tuple(one.dated(today, language) for one in sorted(self.follow_ups, key=lambda one: one.on)),
        )


class TeamSpec(Spec):
    """The whole file."""

    viewer: SpecKey
    people: list[PersonSpec] = Field(min_length=1)

    @model_validator(mode="after")
    def _everybody_named_is_there(self) -> Self:
        keys = [person.key for person in self.people]
        _check_unique(keys, "person")
        _check_unique([person.number for person in self.people], "number")
        _check_known(self.viewer, keys, "person (`viewer`)")
        for place, person in enumerate(self.people):
            if person.leader is not None:
                _check_known(person.leader, keys[:place], f"person before {person.name} (`leader`)")
            for key in person.named():
                _check_known(key, keys, "person")
        return self


def _check_forms(team: TeamSpec, forms: Sequence[Form]) -> None:
    """See to it that everything written stands in a section or answers a question of its conversation's form."""
    by_kind = {form.kind: form for form in forms}
    for person in team.people:
        for talk in person.conversations:
            _check_known(talk.kind, by_kind, f"kind of form (conversation of {person.name})")
            form = by_kind[talk.kind]
            for one in talk.minutes:
                _check_known(one.to, [section.key for section in form.sections], f"section of the form {form.key}")
            for one in talk.answers:
                _check_known(one.to, [question.key for question in form.questions], f"question of the form {form.key}")


def _check_unique(keys: Collection[str], what: str) -> None:
    twice = sorted({key for key in keys if list(keys).count(key) > 1})
    if twice:
        raise ValueError(f"a different key is expected for each {what}; used twice: {', '.join(twice)}")


def _check_known(key: str, keys: Collection[str], what: str) -> None:
    if key not in keys:
        raise ValueError(f"{key!r} is no {what}; expected one of: {', '.join(keys)}")


def read_demo_team(path: Path, today: date, language: str) -> DemoTeam:
    """The demonstration team, dated from `today`.

    Args:
        path: a file as `data/demo_team.toml`, which explains itself.
        today: the day that the file counts from.
        language: of the texts; the nearest one that the file has, if it has no texts in this one.

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
    people = tuple(person.dated(today, language) for person in team.people)
    return DemoTeam(team.viewer, people, forms, nearest_language(language, team.people[0].title.translations))


def _first_error(error: OSError | ValueError) -> tuple[str, str]:
    """Where in the file the first mistake is (places counted from 1), and what was expected there."""
    if not isinstance(error, ValidationError):
        return "", str(error)
    first = error.errors(include_url=False, include_input=False)[0]
    parts = [str(part + 1) if isinstance(part, int) else part for part in first["loc"]]
    return ".".join(parts), first["msg"].removeprefix("Value error, ")
