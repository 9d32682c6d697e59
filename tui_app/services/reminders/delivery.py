"""The round of reminders: who is due one, and the claim on it. It works as the keeper, for nobody who is signed in.

What a reminder holds is asked for as the person who gets it (`sessions.call_as`), so that access is decided there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from tui_app.domain.reminders import (
    LastReminder,
    OrganisationReminderSettings,
    ReminderPeriod,
    ReminderSettings,
    ReminderStatus,
    effective_settings,
    may_send_reminder,
    reminder_period,
)
from tui_app.storage import reminders
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.reminders import ReminderCandidate

BATCH_SIZE = 500
"""People read at a time."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is due a reminder."""

    person_id: int
    name: str
    email: str
    ways: ReminderSettings
    period: ReminderPeriod


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Somebody whose calendar is published, under a name that nobody can guess."""

    person_id: int
    name: str
    calendar: str
    ways: ReminderSettings


def recipients(now: datetime) -> Iterator[Recipient]:
    """Everybody who is due a reminder at this moment and has an e-mail address; read as they are asked for."""
    today = now.date()
    for one, organisation in _candidates(now):
        ways = effective_settings(one.choice, organisation)
        period = reminder_period(ways, today, one.choice.since)
        if one.email and period is not None and may_send_reminder(one.last, period, today):
            yield Recipient(one.person_id, one.name, one.email, ways, period)


def subscribers(now: datetime) -> Iterator[Subscriber]:
    """Everybody whose calendar is published; read as they are asked for."""
    for one, organisation in _candidates(now):
        if one.choice.calendar:
            yield Subscriber(one.person_id, one.name, one.choice.calendar, effective_settings(one.choice, organisation))


def _candidates(now: datetime) -> Iterator[tuple[ReminderCandidate, OrganisationReminderSettings]]:
    last_id = 0
    while True:
        with reading(), bypassing_row_security():
            organisation = reminders.get_organisation_settings()
            found = reminders.candidates(now.date(), last_id, BATCH_SIZE)
        if not found:
            return
        yield from ((one, organisation) for one in found)
        last_id = found[-1].person_id


def claim(now: datetime, one: Recipient) -> bool:
    """Take somebody's reminder before it is handed to the mail server; False when another run has it.

    Whatever happens afterwards, nobody gets it twice: only `record_result` with a refusal gives it back.
    """
    with writing():
        return reminders.claim(one.person_id, one.period, now.date(), ReminderStatus.CLAIMED, _may_claim(now, one))


def record_result(one: Recipient, state: ReminderStatus) -> None:
    """Say what became of a claimed reminder."""
    with writing():
        reminders.record_result(one.person_id, one.period, state)


def record_refusal(now: datetime, one: Recipient) -> None:
    """Write down that a reminder was refused before it was claimed: it is tried again, a few times."""
    with writing():
        if reminders.claim(one.person_id, one.period, now.date(), ReminderStatus.CLAIMED, _may_claim(now, one)):
            reminders.record_result(one.person_id, one.period, ReminderStatus.REFUSED)


def record_nothing_to_send(now: datetime, one: Recipient) -> None:
    """Write down that there was nothing to tell somebody this time."""
    with writing():
        reminders.claim(one.person_id, one.period, now.date(), ReminderStatus.QUIET, _may_claim(now, one))


def _may_claim(now: datetime, one: Recipient) -> partial[bool]:
    return partial(_may_send, period=one.period, now=now)


def _may_send(last: LastReminder, period: ReminderPeriod, now: datetime) -> bool:
    return may_send_reminder(last, period, now.date())
