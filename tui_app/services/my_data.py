"""My data: what is stored about the signed-in person, when it is erased, who opened it, and an export of all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from msgspec import Struct

from tui_app.domain.audit import AuditEntry, AuditKind, NamedAuditEntry
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.conversations.wished_questions import with_wished_questions
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
from tui_app.domain.retention import (
    RetentionHold,
    RetentionKind,
    RetentionMonths,
    StoredItem,
    StoredItemKind,
    erasure_date,
)
from tui_app.services.accounts.credentials import confirm_password
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.services.actions.actions import for_reader
from tui_app.services.administration.retention import count_from_first_noticed, current_months
from tui_app.services.authorize import get_person
from tui_app.storage import audit_log, reminders
from tui_app.storage.actions import actions, goals
from tui_app.storage.conversations import conversations, minutes, preparations, remark_drafts, topics
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.follow_up import follow_up_sessions, follow_ups, requests, schedules
from tui_app.storage.forms import form_drafts, templates
from tui_app.storage.history import activity, history
from tui_app.storage.people import stand_ins
from tui_app.storage.practice import invitations as practice_invitations
from tui_app.storage.practice import sessions as practice
from tui_app.storage.retention import holds, inventory
from tui_app.storage.sign_in import accounts, sessions

NO_LIMIT = 1_000_000
"""A page size larger than anybody's data."""


class MyDataOverview(Struct, frozen=True):
    """What is stored about the signed-in person, in counts and dates.

    Attributes:
        erasure_dates: per kind, the dates on which items will be erased.
        still_open: open actions, open goals and waiting topics; they are kept until they are closed or discussed.
        months: kind -> how long it is kept.
        erased_on: when everything is erased; None for people who have not left.
        last_opened: the last time somebody else opened or exported one of their conversations.
    """

    erasure_dates: tuple[ErasureForecast, ...]
    still_open: int
    months: RetentionMonths
    erased_on: date | None
    holds: tuple[RetentionHold, ...]
    last_opened: NamedAuditEntry | None


def overview(viewer: Viewer, now: datetime) -> MyDataOverview:
    """What is stored about the signed-in person, and when it is erased."""
    with reading(viewer):
        me, months = get_person(viewer.id), current_months()
        with bypassing_row_security():  # only counts and dates are used
            items, _noticed = count_from_first_noticed(inventory.find_all(person_ids=[me.id]), now.date())
        open_items = len(topics.open_of_person(me.id)) + len(actions.open_of_people([me.id]))
        open_goals = sum(goal.status is GoalStatus.OPEN for goal in goals.goals_of_person(me.id))
        return MyDataOverview(
            erasure_dates=erasure_forecast((one for one in items if one.kind is not RetentionKind.PERSON), months),
            still_open=open_items + open_goals,
            months=months,
            erased_on=erasure_date(RetentionKind.PERSON, me.end_date, months) if me.end_date else None,
            holds=holds.of_person(me.id),
            last_opened=_last_opened_by_others(me),
        )


def _last_opened_by_others(me: Person) -> NamedAuditEntry | None:
    lines = audit_log.find_entries(200, about=me.id, kinds=(AuditKind.OPENED, AuditKind.EXPORTED))
    return next((line for line in lines if line.entry.by_id != me.id), None)


def export(viewer: Viewer, now: datetime, hasher: PasswordHasher, password: str, terminal: str = "") -> MyData:
    """Everything about the signed-in person. Asks for the password again, and logs the export.

    Raises:
        DomainError: `sign_in_wait`, `sign_in_refused`: the password is wrong.
    """
    confirm_password(viewer, now, hasher, password)
    with writing(viewer, about=[viewer.id]):
        audit_log.add(AuditEntry(now, AuditKind.MY_DATA, viewer.id, viewer.id, terminal=terminal))
        return _collect(viewer, now)


def _collect(viewer: Viewer, now: datetime) -> MyData:
    me, months = get_person(viewer.id), current_months()
    with bypassing_row_security():  # only counts and dates are used
        items, _noticed = count_from_first_noticed(inventory.find_all(person_ids=[me.id]), now.date())
    own_conversations = conversations.of_party(me.id, date.min)
    return MyData(
        at=now,
        person=me,
        account=accounts.account_states([me.id])[me.id],
        goals=goals.goals_of_person(me.id),
        actions=actions.of_people([me.id], date.min),
        promises=for_reader(viewer, [one for one in actions.of_responsible(me.id, date.min) if one.person_id != me.id]),
        talks=tuple(_own_data(own_conversations, me.id, items, months)),
        led=tuple(_led_data(own_conversations, me.id)),
        said=tuple(OwnRemark(*one) for one in minutes.comments_and_statements_by(me.id)),
        topics=topics.open_of_person(me.id, talked_since=date.min),
        follow_ups=follow_ups.follow_ups_of_person(me.id, NO_LIMIT),
        requests=requests.requests_of_person(me.id),
        notes=follow_up_sessions.unfinished_notes(me.id),
        unfinished=form_drafts.all_of_writer(me.id),
        reminders=reminders.get_choice(me.id),
        reminded=reminders.get_last_reminder(me.id),
        pauses=schedules.pauses_of(me.id, is_team=False),
        stand_ins=tuple(one for one in stand_ins.ending_from(date.min) if me.id in (one.leader_id, one.stand_in_id)),
        looked_at=activity.last_visited_at(me.id),
        sessions=sessions.sessions_of_person(me.id),
        practised=practice.of_person(me.id, date.min),
        invitations=practice_invitations.of_person(me.id),
        warm_ups=practice.warm_ups_of_person(me.id),
        look_backs=practice.look_backs_of_person(me.id),
        changes=history.of_person(me.id),
        log=tuple(audit_log.find_entries(NO_LIMIT, about=me.id)),
        holds=holds.of_person(me.id),
        months=months,
        going=erasure_forecast(items, months),
    )


def _own_data(
    own_conversations: Iterable[Conversation], me_id: int, items: Iterable[StoredItem], months: RetentionMonths
) -> Iterator[ConversationData]:
    erased_on = {
        one.id: erasure_date(one.kind, one.since, months)
        for one in items
        if one.item_kind is StoredItemKind.CONVERSATION and isinstance(one.id, int)
    }
    for conversation in own_conversations:
        if conversation.person_id == me_id:
            yield _conversation_data(conversation, erased_on.get(conversation.id))


def _conversation_data(conversation: Conversation, erased_on: date | None) -> ConversationData:
    draft = minutes.get_draft(conversation.id)
    return ConversationData(
        conversation=conversation,
        mine=preparations.get(conversation.id, conversation.person_id),
        theirs=preparations.get(conversation.id, conversation.leader_id, only_shared=True),
        form=_form(conversation),
        signed=minutes.signed_versions(conversation.id),
        written=draft.texts if draft else None,
        comments=minutes.all_comments(conversation.id),
        unsaid=_unsent_remarks(conversation, conversation.person_id),
        erased_on=erased_on,
    )


def _led_data(own_conversations: tuple[Conversation, ...], me_id: int) -> Iterator[LedConversationData]:
    for conversation in own_conversations:
        if conversation.leader_id == me_id:
            prepared, unsaid = preparations.get(conversation.id, me_id), _unsent_remarks(conversation, me_id)
            if prepared.answers or unsaid:
                yield LedConversationData(conversation, prepared, _form(conversation), unsaid)


def _form(conversation: Conversation) -> Form | None:
    found = templates.get(conversation.template_id) if conversation.template_id else None
    return with_wished_questions(found[1]) if found else None


def _unsent_remarks(conversation: Conversation, writer_id: int) -> Mapping[str, Versioned]:
    kinds = {kind: remark_drafts.get(conversation.id, writer_id, kind) for kind in RemarkKind}
    return {f"{kind.value}:{section}": one for kind, there in kinds.items() for section, one in there.items()}
