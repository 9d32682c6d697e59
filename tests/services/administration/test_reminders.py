"""Reminders: their content, who gets one, and that nobody gets two; on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.conftest import viewer_of
from tests.services import sample_conversations as conversations
from tests.services.hasher import HASHER
from tests.services.sample_conversations import Cast, agree_action, planned
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpRequestDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.drafts.settings import OrganisationReminderDraft, ReminderDraft
from tui_app.domain.errors import NotAllowed
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.records.practice import PracticeFormat
from tui_app.domain.records.reminder import ReminderStatus
from tui_app.domain.reminders import MAX_DELIVERY_ATTEMPTS, ReminderContent, ReminderFrequency
from tui_app.domain.team import AttentionReason
from tui_app.services import calendars
from tui_app.services.accounts import accounts
from tui_app.services.administration.overview import overview
from tui_app.services.conversations import planning
from tui_app.services.follow_up import follow_ups, requests
from tui_app.services.people import people
from tui_app.services.practice import sessions
from tui_app.services.reminders import choices, content, delivery
from tui_app.services.reminders.delivery import Recipient
from tui_app.storage.database import proxy
from tui_app.text.reminders.mail import reminder_mail


def add(kari: Viewer, now: datetime, name: str, **more: object) -> Viewer:
    """A person with an e-mail address."""
    return viewer_of(people.add(kari, now, validate_draft(PersonDraft, {"name": name, "email": f"{name}@x.no"} | more)))


def choose(viewer: Viewer, now: datetime, **chosen: object) -> None:
    choices.choose(viewer, now, HASHER, validate_draft(ReminderDraft, chosen))


def due(now: datetime) -> list[str]:
    """Names of the people who are due a reminder."""
    return [one.name for one in delivery.recipients(now)]


def recipient(now: datetime, name: str) -> Recipient:
    return next(one for one in delivery.recipients(now) if one.name == name)


def test_a_reminder_lists_what_its_reader_has_to_do(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now, on=now.date() + timedelta(days=3))
    agree_action(cast, now, conversation_id, cast.leader, "Sent", due=now.date() - timedelta(days=2))
    agree_action(cast, now, conversation_id, cast.leader, "Snart", due=now.date() + timedelta(days=7))
    agree_action(cast, now, conversation_id, cast.leader, "Siden", due=now.date() + timedelta(days=8))
    mine = agree_action(
        cast, now, conversation_id, cast.leader, "Lederens", responsible_id=cast.leader.id, due=now.date()
    )
    written, submitted = conversations.drafted(cast, now), conversations.submitted(cast, now)
    employee, leader = (content.collect(one, now) for one in (cast.employee, cast.leader))
    assert [one.text for one in employee.overdue] == ["Sent"]
    assert [one.text for one in employee.soon] == ["Snart"]
    assert [one.id for one in employee.to_write] == [written]
    assert [one.id for one in employee.coming] == [one.id for one in leader.coming] == [conversation_id]
    assert [one.id for one in leader.soon] == [mine]
    assert [one.id for one in leader.to_sign] == [submitted]
    assert (leader.overdue, employee.to_sign, employee.team) == ((), (), ())
    assert [name for name, _ in leader.team] == ["Per Berg"]
    conversations.return_minutes(cast.leader, now, submitted, {"work": "Mer"})
    assert [one.id for one in content.collect(cast.employee, now).returned] == [submitted]
    for other in cast.outsiders:
        seen = content.collect(other, now)
        assert (seen.to_write, seen.to_sign, seen.coming, seen.overdue) == ((), (), (), ())


def test_a_leader_is_reminded_of_requests_for_follow_up(kari: Viewer, ola: Person, now: datetime) -> None:
    talked = validate_draft(FollowUpDraft, {"next_on": now.date() + timedelta(days=9)})
    follow_ups.record(kari, now, ola.id, talked)
    requests.send(viewer_of(ola), now, validate_draft(FollowUpRequestDraft, {"text": "Det haster"}))
    ((name, reasons),) = content.collect(kari, now).team
    assert (name, reasons[0].reason) == (ola.name, AttentionReason.FOLLOW_UP_REQUESTED)
    words = reminder_mail("Kari", content.collect(kari, now), now, bare=False).text
    assert "Ola Hansen: asks for a follow-up" in words
    assert "haster" not in words


def test_a_leader_reads_of_practice_once_a_month_until_it_is_enough(kari: Viewer, now: datetime) -> None:
    leader = add(kari, now, "Lene")
    report = add(kari, now, "Ola", leader_id=leader.id)
    assert content.collect(leader, now).practice == (0, 4)
    assert content.collect(report, now).practice is None
    assert ReminderContent(practice=(0, 4)).is_empty  # no e-mail for it alone
    sessions.record(leader, now, PracticeFormat.SORT, 2)
    mail = reminder_mail("Lene", content.collect(leader, now), now, bare=True)
    assert "Practice: 1 of 4 this year" in mail.text
    for _session in range(3):
        sessions.record(leader, now, PracticeFormat.SORT, 2)
    assert content.collect(leader, now).practice is None
    sessions.erase_all(leader, now)
    assert delivery.claim(now, recipient(now, "Lene"))
    assert content.collect(leader, now).practice is None
    assert content.collect(leader, now + timedelta(days=10)).practice == (0, 4)


def test_who_has_no_address_has_left_is_closed_or_wants_none_gets_none(kari: Viewer, now: datetime) -> None:
    add(kari, now, "ola")
    add(kari, now, "ukjent", email="")
    add(kari, now, "sluttet", end_date=now.date() - timedelta(days=1))
    closed, silent, english = add(kari, now, "stengt"), add(kari, now, "taus"), add(kari, now, "engelsk")
    accounts.set_open(kari, now, closed.id, is_open=False)
    choose(silent, now, rhythm="never")
    choose(english, now, rhythm="daily", language="en", bare=True)
    assert due(now) == ["ola", "engelsk"]
    assert recipient(now, "engelsk").settings.language == "en"
    never = validate_draft(OrganisationReminderDraft, {"rhythm": "never", "language": "nb"})
    choices.set_organisation_defaults(kari, now, never)
    assert choices.organisation_defaults(kari, now).rhythm is ReminderFrequency.NEVER
    assert due(now) == ["engelsk"]


def test_people_are_read_a_part_at_a_time(kari: Viewer, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "BATCH_SIZE", 2)
    names = [f"person{number}" for number in range(5)]
    for name in names:
        add(kari, now, name)
    assert due(now) == names


@pytest.mark.parametrize("state", [ReminderStatus.SENT, ReminderStatus.UNSURE, None])
def test_what_is_claimed_is_not_claimed_again(kari: Viewer, now: datetime, state: ReminderStatus | None) -> None:
    add(kari, now, "ola")
    one = recipient(now, "ola")
    assert delivery.claim(now, one)
    if state:
        delivery.record_result(one, state)
    assert not delivery.claim(now, one)
    assert due(now) == []
    assert due(now + timedelta(days=6)) == []
    assert due(now + timedelta(days=7)) == ["ola"]


def test_a_refused_one_is_due_again_until_it_was_tried_enough(kari: Viewer, now: datetime) -> None:
    add(kari, now, "ola")
    for tries in range(MAX_DELIVERY_ATTEMPTS):
        assert due(now) == ["ola"]
        one = recipient(now, "ola")
        if tries:
            assert delivery.claim(now, one)
            delivery.record_result(one, ReminderStatus.REFUSED, "550 nobody here")
        else:
            delivery.record_rejection(now, one, ReminderStatus.REFUSED, "550 nobody here")
    assert due(now) == []
    assert due(now + timedelta(days=7)) == ["ola"]


def reject(now: datetime, name: str, status: ReminderStatus, reply: str) -> None:
    delivery.record_rejection(now, recipient(now, name), status, reply)


def test_a_full_server_uses_up_no_try(kari: Viewer, now: datetime) -> None:
    add(kari, now, "ola")
    for hours in range(60):  # RFC 5321, 4.5.4.1: for days
        reject(now + timedelta(hours=hours), "ola", ReminderStatus.DEFERRED, "452 full")
    later = now + timedelta(hours=61)
    assert delivery.claim(later, recipient(later, "ola"))


def test_an_administrator_sees_what_was_not_delivered_until_it_is(kari: Viewer, now: datetime) -> None:
    ola, *_others = (add(kari, now, name) for name in ("ola", "per", "siv"))
    reject(now, "ola", ReminderStatus.DEFERRED, "452 full")
    for _try in range(MAX_DELIVERY_ATTEMPTS):
        reject(now, "per", ReminderStatus.REFUSED, "550 nobody here")
    assert delivery.claim(now, recipient(now, "siv"))
    found = choices.undelivered(kari, now)
    assert [(one.name, one.last.reply, one.last.is_given_up) for one in found] == [
        ("ola", "452 full", False),
        ("per", "550 nobody here", True),
    ]
    assert overview(kari, now).undelivered == 2
    with pytest.raises(NotAllowed):
        choices.undelivered(ola, now)
    assert delivery.claim(now, recipient(now, "ola"))
    assert [one.name for one in choices.undelivered(kari, now)] == ["per"]
    assert choices.undelivered(kari, now + timedelta(days=7)) == ()


def test_a_corrected_address_is_tried_at_once_and_anew(kari: Viewer, now: datetime) -> None:
    ola = add(kari, now, "ola")
    for _try in range(MAX_DELIVERY_ATTEMPTS):
        reject(now, "ola", ReminderStatus.REFUSED, "550 nobody here")
    assert due(now) == []
    person = people.get_for_editing(kari, now, ola.id)
    draft = {"name": "ola", "email": "riktig@x.no"}
    people.edit(kari, now, ola.id, person.version, validate_draft(PersonDraft, draft))
    for _try in range(MAX_DELIVERY_ATTEMPTS):
        assert due(now) == ["ola"]
        reject(now, "ola", ReminderStatus.REFUSED, "550 nobody here")
    assert due(now) == []


def test_who_wants_no_reminders_any_more_waits_for_none(kari: Viewer, now: datetime) -> None:
    ola = add(kari, now, "ola")
    reject(now, "ola", ReminderStatus.DEFERRED, "452 full")
    choose(ola, now, rhythm="never")
    assert choices.undelivered(kari, now) == ()


def test_nothing_to_say_is_remembered_for_the_week(kari: Viewer, now: datetime) -> None:
    add(kari, now, "ola")
    delivery.record_nothing_to_send(now, recipient(now, "ola"))
    assert due(now + timedelta(days=1)) == []


def test_of_many_at_once_one_gets_the_claim(database: Any, kari: Viewer, now: datetime) -> None:
    add(kari, now, "ola")
    one = recipient(now, "ola")

    def claim(_number: int) -> bool:
        try:
            return delivery.claim(now, one)
        finally:
            proxy.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(claim, range(24))) == 1


def test_a_calendar_keeps_its_address_until_it_is_given_up(kari: Viewer, now: datetime) -> None:
    ola = add(kari, now, "ola")
    choose(ola, now, calendar=True)
    first = choices.own_choice(ola, now).choice.calendar
    choose(ola, now, calendar=True, rhythm="daily")
    assert choices.own_choice(ola, now).choice.calendar == first
    assert [one.calendar_token for one in delivery.subscribers(now)] == [first]
    choose(ola, now)
    assert list(delivery.subscribers(now)) == []
    choose(ola, now, calendar=True)
    assert choices.own_choice(ola, now).choice.calendar not in ("", first)
    assert len(first) == 32


def test_a_calendar_has_due_actions_follow_ups_and_conversations(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now, at="9:30", place="Rom 2")
    action = agree_action(cast, now, conversation_id, cast.leader)
    from tui_app.domain.drafts.follow_up import FollowUpDraft

    next_on = now.date() + timedelta(days=16)
    follow_ups.record(cast.leader, now, cast.employee.id, validate_draft(FollowUpDraft, {"next_on": next_on}))
    employee = calendars.own_calendar(cast.employee, now, bare=False)
    assert [(one.key, one.on, one.name) for one in employee] == [
        (f"talk-{conversation_id}", conversations.DAY, "Lise Łukasz"),
        (f"person-{cast.employee.id}", next_on, "Lise Łukasz"),
        (f"action-{action}", conversations.DUE, ""),
    ]
    leader = {one.key: one for one in calendars.own_calendar(cast.leader, now, bare=False)}
    assert leader[f"talk-{conversation_id}"].uid == employee[0].uid != ""
    assert leader[f"person-{cast.employee.id}"].on == next_on
    assert f"action-{action}" not in leader
    bare = calendars.own_calendar(cast.employee, now, bare=True)
    assert [(one.text, one.name, one.place) for one in bare] == [("", "", "")] * 3
    before = employee[0]
    moved = conversations.plan_draft(cast, on=conversations.DAY + timedelta(days=1), at="10")
    planning.edit(cast.leader, now, conversation_id, 1, moved)
    after = calendars.own_calendar(cast.employee, now, bare=False)[0]
    assert (after.uid, after.sequence) == (before.uid, before.sequence + 1)
    assert (after.starts, before.starts) != (None, after.starts)
    from tui_app.domain.drafts.base import ReasonDraft

    later = next_on + timedelta(days=7)
    follow_ups.record(cast.leader, now, cast.employee.id, validate_draft(FollowUpDraft, {"next_on": later}))
    moved_follow_up = {one.key: one for one in calendars.own_calendar(cast.employee, now, bare=False)}
    assert moved_follow_up[f"person-{cast.employee.id}"].sequence > employee[1].sequence
    planning.cancel(cast.leader, now, conversation_id, 2, validate_draft(ReasonDraft, {"reason": "Syk"}))
    left = [f"person-{cast.employee.id}", f"action-{action}"]
    assert [one.key for one in calendars.own_calendar(cast.employee, now, bare=False)] == left
