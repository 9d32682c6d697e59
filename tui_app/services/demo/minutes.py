"""The demonstration team's forms, preparations and minutes, signed or on their way to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from tui_app.domain.demo_team import DemoConversation, DemoPerson, DemoTeam
from tui_app.domain.forms.form import Form
from tui_app.domain.forms.translations import in_language
from tui_app.domain.minutes.signed_minutes import (
    AgreedAction,
    AgreedGoal,
    MinutesDocument,
    MinutesSection,
    canonical_json,
    sha256_hex,
)
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import ConversationKind, ConversationState
from tui_app.domain.records.template import TemplateState
from tui_app.services.demo.history import StoredConversations
from tui_app.storage import demo_data
from tui_app.storage.forms import templates

InstalledForms = Mapping[ConversationKind, tuple[int, Form]]
"""Kind of conversation -> the id of its form as it was published, and the form."""

_PREPARED, _SUBMITTED, _SIGNED = time(8), time(13), time(14, 30)
_WRITTEN = (ConversationState.DRAFTING, ConversationState.SUBMITTED, ConversationState.SIGNED)


def install_forms(team: DemoTeam, now: datetime) -> InstalledForms:
    """Publish the team's forms."""
    return {form.kind: (templates.add(form, 1, TemplateState.PUBLISHED, now), form) for form in team.forms}


def _with_forms(team: DemoTeam) -> Iterator[tuple[DemoPerson, DemoConversation, Form]]:
    forms = {form.kind: form for form in team.forms}
    for person in team.people:
        for talk in person.conversations:
            yield person, talk, forms[talk.kind]


def _at(day: date, clock: time, now: datetime) -> datetime:
    return min(datetime.combine(day, clock, tzinfo=now.tzinfo), now)


def store_minutes(team: DemoTeam, talks: StoredConversations, now: datetime) -> None:
    """Store the minutes of every conversation whose minutes are begun."""
    rows: list[demo_data.ColumnValues] = []
    texts: list[tuple[Mapping[str, str], datetime]] = []
    for person, talk, form in _with_forms(team):
        if talk.state not in _WRITTEN:
            continue
        stored = talks[person.key, talk.on]
        document = _document(team, person, talk, form, stored.uid, now)
        submitted = talk.submitted_on is not None
        text = canonical_json(document) if submitted else ""
        row = {
            "conversation": stored.id,
            "number": 1,
            "state": talk.state,
            "submitted_at": document.submitted_at if submitted else None,
            "signed": text,
            "sha256": sha256_hex(text) if talk.signed_on else "",
        }
        rows.append(row)
        texts.append(({one.key: one.text for one in document.sections if one.text}, document.submitted_at))
    ids = demo_data.add_records(ChangeSubject.MINUTES, rows)
    demo_data.add_minutes_texts(
        [
            {"minutes": minutes_id, "section": section, "text": text, "at": at}
            for minutes_id, (written, at) in zip(ids, texts, strict=True)
            for section, text in written.items()
        ]
    )


def _document(
    team: DemoTeam, person: DemoPerson, talk: DemoConversation, form: Form, uid: str, now: datetime
) -> MinutesDocument:
    """The minutes as they are signed; where nothing longer was written, the note stands in the first section."""
    names = {one.key: one.name for one in team.people}
    goals = {goal.key: goal.text for goal in person.goals}
    written = talk.minutes or {form.sections[0].key: talk.note}
    submitted_at = _at(talk.submitted_on or talk.on, _SUBMITTED, now)
    agreed = (one for one in person.actions if one.agreed_on == talk.on and one.status is not ActionStatus.DROPPED)
    return MinutesDocument(
        conversation=uid,
        number=1,
        employee=person.name,
        leader=names[person.leader or person.key],
        title=in_language(form.title, team.language),
        language=team.language,
        held_on=talk.on,
        place=talk.place,
        sections=tuple(
            MinutesSection(section.key, in_language(section.title, team.language), written.get(section.key, ""))
            for section in form.sections
        ),
        goals=tuple(AgreedGoal(one.text, one.kind, one.target) for one in person.goals if one.set_on == talk.on),
        actions=tuple(
            AgreedAction(one.text, names[one.responsible], one.first_due, goals.get(one.goal or "", ""))
            for one in agreed
        ),
        submitted_at=submitted_at,
        signed_at=_at(talk.signed_on, _SIGNED, now) if talk.signed_on else submitted_at,
    )


def store_preparations(team: DemoTeam, ids: Mapping[str, int], talks: StoredConversations, now: datetime) -> None:
    """Store what people prepared for their conversations and have shared."""
    prepared = [(person, talk) for person, talk, _ in _with_forms(team) if talk.answers]
    days = [_at(min(talk.on, now.date()), _PREPARED, now) for _, talk in prepared]
    rows = [
        {"conversation": talks[person.key, talk.on].id, "writer": ids[person.key], "shared_at": at}
        for (person, talk), at in zip(prepared, days, strict=True)
    ]
    demo_data.add_answers(
        [
            {"preparation": preparation, "question": question, "value": text, "at": at}
            for preparation, (_, talk), at in zip(demo_data.add_preparations(rows), prepared, days, strict=True)
            for question, text in talk.answers.items()
        ]
    )
