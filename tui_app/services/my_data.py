"""My data: what is kept about oneself, when it goes, who has seen it; all of it to take out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tui_app.domain.audit import AuditKind, Entry, Logged
from tui_app.domain.conversations import Written
from tui_app.domain.forms import Form
from tui_app.domain.my_data import Going, LedData, MyData, Said, TalkData, going
from tui_app.domain.records import Conversation, GoalStatus, Person, RemarkKind, Viewer
from tui_app.domain.refusals import NotFound
from tui_app.domain.retention import Hold, Kept, Months, What, falls_due
from tui_app.services.locksmith import Locksmith
from tui_app.services.retention import months_now
from tui_app.services.sessions import confirm
from tui_app.storage import (
    accounts,
    actions,
    audit,
    conversations,
    happenings,
    history,
    holds,
    kept,
    minutes,
    mutual,
    pages,
    people,
    preparations,
    remarks,
    reminders,
    rhythms,
    stand_ins,
    templates,
    topics,
    unfinished,
    walks,
)
from tui_app.storage.database import for_everybody, reading, writing

ALL = 1_000_000
"""More than anybody has of anything."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What is kept about oneself, in numbers and days.

    Attributes:
        going: kinds with the days on which they go, as things stand.
        still_open: open actions and goals and waiting topics, which stay until they are closed or talked about.
        months: kind -> how long it is kept.
        erased_on: when everything goes; None while one has not left.
        seen: the last time that somebody else opened or took out a conversation of one's own.
    """

    going: tuple[Going, ...]
    still_open: int
    months: Months
    erased_on: date | None
    holds: tuple[Hold, ...]
    seen: Logged | None


def overview(viewer: Viewer, now: datetime) -> Overview:
    """What is kept about the signed-in person, and when it goes."""
    with reading(viewer):
        me, months = _me(viewer), months_now()
        with for_everybody():  # numbers and days alone
            there = kept.things(person_id=me.id)
        waiting = len(topics.waiting(me.id)) + len(actions.open_of_people([me.id]))
        goals = sum(goal.status is GoalStatus.OPEN for goal in pages.goals(me.id))
        return Overview(
            going=going((one for one in there if one.kind is not Kept.PERSON), months),
            still_open=waiting + goals,
            months=months,
            erased_on=falls_due(Kept.PERSON, me.end_date, months) if me.end_date else None,
            holds=holds.of_person(me.id),
            seen=_last_seen(me),
        )


def _me(viewer: Viewer) -> Person:
    me = people.get(viewer.id)
    if me is None:
        raise NotFound()
    return me


def _last_seen(me: Person) -> Logged | None:
    lines = audit.entries(200, about=me.id, kinds=(AuditKind.OPENED, AuditKind.EXPORTED))
    return next((line for line in lines if line.entry.by_id != me.id), None)


def collect(viewer: Viewer, now: datetime, smith: Locksmith, secret: str, terminal: str = "") -> MyData:
    """Everything about the signed-in person, after the secret was asked for again; that it was taken out is in the log.

    Raises:
        Refusal: `sign_in_wait`, `sign_in_refused`: the secret is not right.
    """
    confirm(viewer, now, smith, secret)
    with writing(viewer):
        audit.add(Entry(now, AuditKind.MY_DATA, viewer.id, viewer.id, terminal=terminal))
        return _everything(viewer, now)


def _everything(viewer: Viewer, now: datetime) -> MyData:
    me, months = _me(viewer), months_now()
    with for_everybody():  # numbers and days alone
        there = kept.things(person_id=me.id)
    goes = {
        one.id: falls_due(one.kind, one.since, months)
        for one in there
        if one.what is What.CONVERSATION and isinstance(one.id, int)
    }
    mine = conversations.of_party(me.id, date.min)
    return MyData(
        at=now,
        person=me,
        account=accounts.states([me.id])[me.id],
        goals=pages.goals(me.id),
        actions=actions.of_people([me.id], date.min),
        promises=tuple(one for one in actions.of_responsible(me.id, date.min) if one.person_id != me.id),
        talks=tuple(_talk(talk, goes.get(talk.id)) for talk in mine if talk.person_id == me.id),
        led=tuple(_led(mine, me.id)),
        said=tuple(Said(*one) for one in minutes.said_by(me.id)),
        topics=topics.waiting(me.id, talked_since=date.min),
        follow_ups=pages.follow_ups(me.id, ALL),
        requests=mutual.requests_of(me.id),
        notes=walks.notes_of(me.id),
        unfinished=unfinished.all_of(me.id),
        reminders=reminders.choice(me.id),
        reminded=reminders.last(me.id),
        pauses=rhythms.pauses_of(me.id),
        stand_ins=tuple(one for one in stand_ins.from_day(date.min) if me.id in (one.leader_id, one.stand_in_id)),
        looked_at=happenings.looked_at(me.id),
        sessions=accounts.sessions_of(me.id),
        changes=history.of_person(me.id),
        log=tuple(audit.entries(ALL, about=me.id)),
        holds=holds.of_person(me.id),
        months=months,
        going=going(there, months),
    )


def _talk(talk: Conversation, erased_on: date | None) -> TalkData:
    draft = minutes.draft(talk.id)
    return TalkData(
        conversation=talk,
        mine=preparations.of(talk.id, talk.person_id),
        theirs=preparations.of(talk.id, talk.leader_id, only_shared=True),
        form=_form(talk),
        signed=minutes.signed(talk.id),
        written=draft.texts if draft else None,
        comments=minutes.comments_on(talk.id),
        unsaid=_unsaid(talk, talk.person_id),
        erased_on=erased_on,
    )


def _led(talks: tuple[Conversation, ...], me_id: int) -> Iterator[LedData]:
    for talk in talks:
        if talk.leader_id == me_id:
            prepared, unsaid = preparations.of(talk.id, me_id), _unsaid(talk, me_id)
            if prepared.answers or unsaid:
                yield LedData(talk, prepared, _form(talk), unsaid)


def _form(talk: Conversation) -> Form | None:
    found = templates.get(talk.template_id) if talk.template_id else None
    return found[1] if found else None


def _unsaid(talk: Conversation, writer_id: int) -> Mapping[str, Written]:
    kinds = {kind: remarks.of(talk.id, writer_id, kind) for kind in RemarkKind}
    return {f"{kind.value}:{section}": one for kind, there in kinds.items() for section, one in there.items()}
