"""The round of reminders: who is due one, and the claim on it. It works as the keeper, for nobody who is signed in.

What a reminder holds is asked for as the person who gets it (`sessions.acting`), so that access is decided there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from tui_app.domain.records import Sending
from tui_app.domain.reminders import LastReminder, OrganisationReminders, Period, Ways, may_send, period_of, ways_of
from tui_app.storage import reminders
from tui_app.storage.database import for_everybody, reading, writing
from tui_app.storage.reminders import Candidate

AT_ONCE = 500
"""People read at a time."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is due a reminder."""

    person_id: int
    name: str
    email: str
    ways: Ways
    period: Period


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Somebody whose calendar is published, under a name that nobody can guess."""

    person_id: int
    name: str
    calendar: str
    ways: Ways


def recipients(now: datetime) -> Iterator[Recipient]:
    """Everybody who is due a reminder at this moment and has an e-mail address; read as they are asked for."""
    today = now.date()
    for one, organisation in _everybody(now):
        ways = ways_of(one.choice, organisation)
        period = period_of(ways, today, one.choice.since)
        if one.email and period is not None and may_send(one.last, period, today):
            yield Recipient(one.person_id, one.name, one.email, ways, period)


def subscribers(now: datetime) -> Iterator[Subscriber]:
    """Everybody whose calendar is published; read as they are asked for."""
    for one, organisation in _everybody(now):
        if one.choice.calendar:
            yield Subscriber(one.person_id, one.name, one.choice.calendar, ways_of(one.choice, organisation))


def _everybody(now: datetime) -> Iterator[tuple[Candidate, OrganisationReminders]]:
    last_id = 0
    while True:
        with reading(), for_everybody():
            organisation = reminders.organisation()
            found = reminders.candidates(now.date(), last_id, AT_ONCE)
        if not found:
            return
        yield from ((one, organisation) for one in found)
        last_id = found[-1].person_id


def claim(now: datetime, one: Recipient) -> bool:
    """Take somebody's reminder before it is handed to the mail server; False when another run has it.

    Whatever happens afterwards, nobody gets it twice: only `settle` with a refusal gives it back.
    """
    with writing():
        return reminders.claim(one.person_id, one.period, now.date(), Sending.CLAIMED, _may(now, one))


def settle(one: Recipient, state: Sending) -> None:
    """Say what became of a claimed reminder."""
    with writing():
        reminders.settle(one.person_id, one.period, state)


def refuse(now: datetime, one: Recipient) -> None:
    """Write down that a reminder was refused before it was claimed: it is tried again, a few times."""
    with writing():
        if reminders.claim(one.person_id, one.period, now.date(), Sending.CLAIMED, _may(now, one)):
            reminders.settle(one.person_id, one.period, Sending.REFUSED)


def keep_quiet(now: datetime, one: Recipient) -> None:
    """Write down that there was nothing to tell somebody this time."""
    with writing():
        reminders.claim(one.person_id, one.period, now.date(), Sending.QUIET, _may(now, one))


def _may(now: datetime, one: Recipient) -> partial[bool]:
    return partial(_may_take, period=one.period, now=now)


def _may_take(last: LastReminder, period: Period, now: datetime) -> bool:
    return may_send(last, period, now.date())
