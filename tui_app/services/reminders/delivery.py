"""Who is due a reminder, and claiming it before it is sent. Needs nobody to be signed in.

The content of a reminder is collected as its recipient (`signed_in.call_as`), so that their access applies.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from tui_app.domain.records.reminder import ReminderStatus
from tui_app.domain.reminders import (
    LastReminder,
    OrganisationReminderSettings,
    ReminderPeriod,
    ReminderSettings,
    UndeliveredReminder,
    effective_settings,
    may_send_reminder,
    reminder_period,
)
from tui_app.storage import reminders
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.reminders import ReminderCandidate

BATCH_SIZE = 500
"""How many people are read at a time."""


class Recipient(Struct, frozen=True):
    """A person who is due a reminder."""

    person_id: int
    name: str
    email: str
    settings: ReminderSettings
    period: ReminderPeriod


class Subscriber(Struct, frozen=True):
    """A person whose calendar is published, at an address with this secret token."""

    person_id: int
    name: str
    calendar_token: str
    settings: ReminderSettings


def recipients(now: datetime) -> Iterator[Recipient]:
    """Everybody with an e-mail address who is due a reminder now; people are read in batches."""
    today = now.date()
    for candidate, organisation in _candidates(now):
        settings = effective_settings(candidate.choice, organisation)
        period = reminder_period(settings, today, candidate.choice.since)
        if candidate.email and period is not None and _is_due(candidate, period, today):
            yield Recipient(candidate.person_id, candidate.name, candidate.email, settings, period)


def _is_due(candidate: ReminderCandidate, period: ReminderPeriod, today: date) -> bool:
    return may_send_reminder(candidate.last, period, today, candidate.email)


def undelivered(now: datetime) -> tuple[UndeliveredReminder, ...]:
    """The reminders of this day or week that the mail server did not take, by name; given up or still being tried."""
    today = now.date()
    with reading(), bypassing_row_security():
        organisation = reminders.get_organisation_settings()
        found = reminders.undelivered(today)
    return tuple(
        UndeliveredReminder(one.person_id, one.name, one.email, one.last)
        for one in found
        if one.email and one.last and _covers_today(one, one.last, organisation, today)
    )


def _covers_today(
    candidate: ReminderCandidate, last: LastReminder, organisation: OrganisationReminderSettings, today: date
) -> bool:
    """False if they have since chosen not to be reminded, or another day."""
    settings = effective_settings(candidate.choice, organisation)
    return reminder_period(settings, today, candidate.choice.since) == last.period


def subscribers(now: datetime) -> Iterator[Subscriber]:
    """Everybody whose calendar is published; people are read in batches."""
    for candidate, organisation in _candidates(now):
        if candidate.choice.calendar:
            yield Subscriber(
                candidate.person_id,
                candidate.name,
                candidate.choice.calendar,
                effective_settings(candidate.choice, organisation),
            )


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


def claim(now: datetime, recipient: Recipient) -> bool:
    """Claim a reminder before it goes to the mail server; False if another process has claimed it.

    Nobody gets a reminder twice: only `record_result` with a rejection releases the claim.
    """
    with writing(about=[recipient.person_id]):
        return _claim(now, recipient, ReminderStatus.CLAIMED)


def record_result(recipient: Recipient, status: ReminderStatus, reply: str = "") -> None:
    """Store the result of sending a claimed reminder, with the mail server's words."""
    with writing(about=[recipient.person_id]):
        reminders.record_result(recipient.person_id, recipient.period, status, reply)


def record_rejection(now: datetime, recipient: Recipient, status: ReminderStatus, reply: str) -> None:
    """Store that the mail server did not take a reminder, before it was claimed."""
    with writing(about=[recipient.person_id]):
        if _claim(now, recipient, ReminderStatus.CLAIMED):
            reminders.record_result(recipient.person_id, recipient.period, status, reply)


def record_nothing_to_send(now: datetime, recipient: Recipient) -> None:
    """Store that there was nothing to remind a person of this time."""
    with writing(about=[recipient.person_id]):
        _claim(now, recipient, ReminderStatus.QUIET)


def _claim(now: datetime, recipient: Recipient, status: ReminderStatus) -> bool:
    today, period = now.date(), recipient.period

    def may_claim(last: LastReminder) -> bool:
        return may_send_reminder(last, period, today, recipient.email)

    return reminders.claim(recipient.person_id, period, today, recipient.email, status, may_claim)
