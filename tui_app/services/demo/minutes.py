"""The demonstration team's forms, preparations and minutes."""

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
"""Kind of conversation -> id of the published version of its form, and the form."""

_PREPARED, _SUBMITTED, _SIGNED = time(8), time(13), time(14, 30)
_WRITTEN = (ConversationState.DRAFTING, ConversationState.SUBMITTED, ConversationState.SIGNED)


def install_forms(team: DemoTeam, now: datetime) -> InstalledForms:
    """Publish the team's forms."""
    return {form.kind: (templates.add(form, 1, TemplateState.PUBLISHED, now), form) for form in team.forms}


def _with_forms(team: DemoTeam) -> Iterator[tuple[DemoPerson, DemoConversation, Form]]:
    forms = {form.kind: form for form in team.forms}
    for person in team.people:
        for conversation in person.conversations:
            yield person, conversation, forms[conversation.kind]


def _at(day: date, clock: time, now: datetime) -> datetime:
    return min(datetime.combine(day, clock, tzinfo=now.tzinfo), now)


def store_minutes(team: DemoTeam, conversations: StoredConversations, now: datetime) -> Mapping[int, str]:
    """Store the minutes of every conversation whose minutes have been started; conversation id -> hash if signed."""
    rows: list[demo_data.ColumnValues] = []
    texts: list[tuple[Mapping[str, str], datetime]] = []
    for person, conversation, form in _with_forms(team):
        if conversation.state not in _WRITTEN:
            continue
        stored = conversations[person.key, conversation.on]
        document = _document(team, person, conversation, form, stored.uid, now)
        submitted = conversation.submitted_on is not None
        text = canonical_json(document) if submitted else ""
        row = {
            "conversation": stored.id,
            "number": 1,
            "state": conversation.state,
            "submitted_at": document.submitted_at if submitted else None,
            "signed": text,
            "sha256": sha256_hex(text) if conversation.signed_on else "",
        }
        rows.append(row)
        texts.append(({one.key: one.text for one in document.sections if one.text}, document.submitted_at))
    ids = demo_data.add_records(ChangeSubject.MINUTES, rows)
    demo_data.add_minutes_texts(
        [
            {"minutes": minutes_id, "section": section, "text": text, "at": at}
            for minutes_id, (section_texts, at) in zip(ids, texts, strict=True)
            for section, text in section_texts.items()
        ]
    )
    return {int(str(row["conversation"])): str(row["sha256"]) for row in rows if row["sha256"]}


def _document(
    team: DemoTeam, person: DemoPerson, conversation: DemoConversation, form: Form, uid: str, now: datetime
) -> MinutesDocument:
    """The minutes as they are signed. If there are no minutes, the note becomes the text of the first section."""
    names = {one.key: one.name for one in team.people}
    goals = {goal.key: goal.text for goal in person.goals}
    texts_by_section = conversation.minutes or {form.sections[0].key: conversation.note}
    submitted_at = _at(conversation.submitted_on or conversation.on, _SUBMITTED, now)
    agreed = (
        one for one in person.actions if one.agreed_on == conversation.on and one.status is not ActionStatus.DROPPED
    )
    return MinutesDocument(
        conversation=uid,
        number=1,
        employee=person.name,
        leader=names[person.leader or person.key],
        title=in_language(form.title, team.language),
        language=team.language,
        held_on=conversation.on,
        place=conversation.place,
        sections=tuple(
            MinutesSection(
                section.key, in_language(section.title, team.language), texts_by_section.get(section.key, "")
            )
            for section in form.sections
        ),
        goals=tuple(
            AgreedGoal(one.text, one.kind, one.target) for one in person.goals if one.set_on == conversation.on
        ),
        actions=tuple(
            AgreedAction(one.text, names[one.responsible], one.first_due, goals.get(one.goal or "", ""))
            for one in agreed
        ),
        submitted_at=submitted_at,
        signed_at=_at(conversation.signed_on, _SIGNED, now) if conversation.signed_on else submitted_at,
    )


def store_preparations(
    team: DemoTeam, ids: Mapping[str, int], conversations: StoredConversations, now: datetime
) -> None:
    """Store what people prepared for their conversations and shared."""
    prepared = [(person, conversation) for person, conversation, _ in _with_forms(team) if conversation.answers]
    days = [_at(min(conversation.on, now.date()), _PREPARED, now) for _, conversation in prepared]
    rows = [
        {"conversation": conversations[person.key, conversation.on].id, "writer": ids[person.key], "shared_at": at}
        for (person, conversation), at in zip(prepared, days, strict=True)
    ]
    demo_data.add_answers(
        [
            {"preparation": preparation, "question": question, "value": text, "at": at}
            for preparation, (_, conversation), at in zip(demo_data.add_preparations(rows), prepared, days, strict=True)
            for question, text in conversation.answers.items()
        ]
    )
