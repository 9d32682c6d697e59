"""My data: what is kept about oneself, when it goes, who has seen it; all of it to take out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tui_app.domain.audit import AuditEntry, AuditKind, NamedAuditEntry
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import NotFound
from tui_app.domain.forms.form import Form
from tui_app.domain.my_data import (
    ConversationData,
    ErasureForecast,
    LedConversationData,
    MyData,
    OwnRemark,
    erasure_forecast,
)
from tui_app.domain.records.conversation import Conversation, RemarkKind
from tui_app.domain.records.goal import GoalStatus
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.retention import RetentionHold, RetentionKind, RetentionMonths, StoredItemKind, erasure_date
from tui_app.services.accounts.credentials import confirm_password
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.services.administration.retention import current_months
from tui_app.storage import audit_log, reminders
from tui_app.storage.actions import actions
from tui_app.storage.actions import goals as pages
from tui_app.storage.conversations import conversations, minutes, preparations, remark_drafts, topics
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.follow_up import follow_up_sessions, follow_ups, requests, schedules
from tui_app.storage.forms import form_drafts, templates
from tui_app.storage.history import activity, history
from tui_app.storage.people import people, stand_ins
from tui_app.storage.retention import holds, inventory
from tui_app.storage.sign_in import accounts, sessions

NO_LIMIT = 1_000_000
"""More than anybody has of anything."""


@dataclass(frozen=True, slots=True)
class MyDataOverview:
    """What is kept about oneself, in numbers and days.

    Attributes:
        going: kinds with the days on which they go, as things stand.
        still_open: open actions and goals and waiting topics, which stay until they are closed or talked about.
        months: kind -> how long it is kept.
        erased_on: when everything goes; None while one has not left.
        seen: the last time that somebody else opened or took out a conversation of one's own.
    """

    going: tuple[ErasureForecast, ...]
    still_open: int
    months: RetentionMonths
    erased_on: date | None
    holds: tuple[RetentionHold, ...]
    seen: NamedAuditEntry | None


def overview(viewer: Viewer, now: datetime) -> MyDataOverview:
    """What is kept about the signed-in person, and when it goes."""
    with reading(viewer):
        me, months = _me(viewer), current_months()
        with bypassing_row_security():  # numbers and days alone
            there = inventory.find_all(person_id=me.id)
        waiting = len(topics.open_of_person(me.id)) + len(actions.open_of_people([me.id]))
        goals = sum(goal.status is GoalStatus.OPEN for goal in pages.goals_of_person(me.id))
        return MyDataOverview(
            going=erasure_forecast((one for one in there if one.kind is not RetentionKind.PERSON), months),
            still_open=waiting + goals,
            months=months,
            erased_on=erasure_date(RetentionKind.PERSON, me.end_date, months) if me.end_date else None,
            holds=holds.of_person(me.id),
            seen=_last_opened_by_others(me),
        )


def _me(viewer: Viewer) -> Person:
    me = people.get(viewer.id)
    if me is None:
        raise NotFound()
    return me


def _last_opened_by_others(me: Person) -> NamedAuditEntry | None:
    lines = audit_log.find_entries(200, about=me.id, kinds=(AuditKind.OPENED, AuditKind.EXPORTED))
    return next((line for line in lines if line.entry.by_id != me.id), None)


def export(viewer: Viewer, now: datetime, smith: PasswordHasher, secret: str, terminal: str = "") -> MyData:
    """Everything about the signed-in person, after the secret was asked for again; that it was taken out is in the log.

    Raises:
        DomainError: `sign_in_wait`, `sign_in_refused`: the secret is not right.
    """
    confirm_password(viewer, now, smith, secret)
    with writing(viewer):
        audit_log.add(AuditEntry(now, AuditKind.MY_DATA, viewer.id, viewer.id, terminal=terminal))
        return _collect(viewer, now)


def _collect(viewer: Viewer, now: datetime) -> MyData:
    me, months = _me(viewer), current_months()
    with bypassing_row_security():  # numbers and days alone
        there = inventory.find_all(person_id=me.id)
    goes = {
        one.id: erasure_date(one.kind, one.since, months)
        for one in there
        if one.item_kind is StoredItemKind.CONVERSATION and isinstance(one.id, int)
    }
    mine = conversations.of_party(me.id, date.min)
    return MyData(
        at=now,
        person=me,
        account=accounts.account_states([me.id])[me.id],
        goals=pages.goals_of_person(me.id),
        actions=actions.of_people([me.id], date.min),
        promises=tuple(one for one in actions.of_responsible(me.id, date.min) if one.person_id != me.id),
        talks=tuple(_conversation_data(talk, goes.get(talk.id)) for talk in mine if talk.person_id == me.id),
        led=tuple(_led_data(mine, me.id)),
        said=tuple(OwnRemark(*one) for one in minutes.comments_and_statements_by(me.id)),
        topics=topics.open_of_person(me.id, talked_since=date.min),
        follow_ups=follow_ups.follow_ups_of_person(me.id, NO_LIMIT),
        requests=requests.requests_of_person(me.id),
        notes=follow_up_sessions.unfinished_notes(me.id),
        unfinished=form_drafts.all_of_writer(me.id),
        reminders=reminders.get_choice(me.id),
        reminded=reminders.get_last_reminder(me.id),
        pauses=schedules.pauses_of_person(me.id),
        stand_ins=tuple(one for one in stand_ins.ending_from(date.min) if me.id in (one.leader_id, one.stand_in_id)),
        looked_at=activity.last_visited_at(me.id),
        sessions=sessions.sessions_of_person(me.id),
        changes=history.of_person(me.id),
        log=tuple(audit_log.find_entries(NO_LIMIT, about=me.id)),
        holds=holds.of_person(me.id),
        months=months,
        going=erasure_forecast(there, months),
    )


def _conversation_data(talk: Conversation, erased_on: date | None) -> ConversationData:
    draft = minutes.get_draft(talk.id)
    return ConversationData(
        conversation=talk,
        mine=preparations.get(talk.id, talk.person_id),
        theirs=preparations.get(talk.id, talk.leader_id, only_shared=True),
        form=_form(talk),
        signed=minutes.signed_versions(talk.id),
        written=draft.texts if draft else None,
        comments=minutes.all_comments(talk.id),
        unsaid=_unsent_remarks(talk, talk.person_id),
        erased_on=erased_on,
    )


def _led_data(talks: tuple[Conversation, ...], me_id: int) -> Iterator[LedConversationData]:
    for talk in talks:
        if talk.leader_id == me_id:
            prepared, unsaid = preparations.get(talk.id, me_id), _unsent_remarks(talk, me_id)
            if prepared.answers or unsaid:
                yield LedConversationData(talk, prepared, _form(talk), unsaid)


def _form(talk: Conversation) -> Form | None:
    found = templates.get(talk.template_id) if talk.template_id else None
    return found[1] if found else None


def _unsent_remarks(talk: Conversation, writer_id: int) -> Mapping[str, Versioned]:
    kinds = {kind: remark_drafts.get(talk.id, writer_id, kind) for kind in RemarkKind}
    return {f"{kind.value}:{section}": one for kind, there in kinds.items() for section, one in there.items()}
