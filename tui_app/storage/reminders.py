"""Queries about reminders: settings, candidates, and claims so that nobody is reminded twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import peewee as pw
from msgspec import Struct

from tui_app.domain.records.reminder import NOT_DELIVERED, ReminderStatus
from tui_app.domain.reminders import (
    LastReminder,
    OrganisationReminderSettings,
    ReminderChoice,
    ReminderFrequency,
    ReminderPeriod,
)
from tui_app.storage import settings
from tui_app.storage.database import is_postgres
from tui_app.storage.people.people import has_not_left
from tui_app.storage.tables import registry as tables
from tui_app.storage.tables.base import LONG_AGO, upsert

_SETTING_KEY = "reminders"
"""The key of the organisation's settings."""


class ReminderCandidate(Struct, frozen=True):
    """A person who may be reminded: has not left and has an open account; with their choice and last reminder."""

    person_id: int
    name: str
    email: str
    choice: ReminderChoice
    last: LastReminder | None


def get_organisation_settings() -> OrganisationReminderSettings:
    """Return the settings for people who have not chosen their own."""
    stored = settings.get(_SETTING_KEY)
    if stored is None:
        return OrganisationReminderSettings()
    return OrganisationReminderSettings(**(stored | {"rhythm": ReminderFrequency(stored["rhythm"])}))


def save_organisation_settings(values: Mapping[str, object]) -> None:
    """Store the settings for people who have not chosen their own."""
    settings.put(_SETTING_KEY, dict(values))


def get_choice(person_id: int) -> ReminderChoice:
    """Return a person's own settings; the defaults if they have not chosen."""
    row = tables.ReminderChoice.select().where(tables.ReminderChoice.person == person_id).dicts().first()
    return _choice_record(row) if row else ReminderChoice()


def _choice_record(row: Mapping[str, Any]) -> ReminderChoice:
    return ReminderChoice(
        rhythm=ReminderFrequency(row["rhythm"]) if row["rhythm"] else None,
        weekday=row["weekday"],
        language=row["language"],
        bare=row["bare"],
        calendar=row["calendar"],
        since=row["since"],
    )


def save_choice(person_id: int, values: Mapping[str, object]) -> None:
    """Store a person's own settings, by column name; other columns of an existing row remain."""
    upsert(tables.ReminderChoice, {"person": person_id}, values)


def get_last_reminder(person_id: int) -> LastReminder | None:
    """Return a person's last reminder, or None."""
    row = tables.Reminder.select().where(tables.Reminder.person == person_id).dicts().first()
    return _last_reminder_record(row) if row else None


def candidates(today: date, after_id: int, limit: int) -> list[ReminderCandidate]:
    """Return the next people, by id, who have not left and have an open account.

    Call it inside `database.bypassing_row_security`.

    Args:
        today: the current date.
        after_id: only people with a higher id.
        limit: the maximum number of people.
    """
    query = _candidate_query(today).where(tables.Person.id > after_id).order_by(tables.Person.id).limit(limit)
    return [_candidate(row) for row in query.dicts()]


def undelivered(today: date) -> list[ReminderCandidate]:
    """Return those of the candidates, by name, whose last reminder covers this day and was not taken by the server.

    Call it inside `database.bypassing_row_security`.
    """
    last = tables.Reminder
    query = _candidate_query(today).where(last.state.in_(NOT_DELIVERED), last.until > today)
    return [_candidate(row) for row in query.order_by(tables.Person.sorting, tables.Person.id).dicts()]


def _candidate_query(today: date) -> pw.ModelSelect:
    person, account = tables.Person, tables.Account
    chosen, last = tables.ReminderChoice, tables.Reminder
    return (
        person.select(
            person.id,
            person.name,
            person.email,
            chosen.rhythm,
            chosen.weekday,
            chosen.language,
            chosen.bare,
            chosen.calendar,
            chosen.since,
            last.first,
            last.until,
            last.day,
            last.state,
            last.tries,
            last.reply,
            last.address,
        )
        .join(account, pw.JOIN.LEFT_OUTER, on=(account.person == person.id))
        .switch(person)
        .join(chosen, pw.JOIN.LEFT_OUTER, on=(chosen.person == person.id))
        .switch(person)
        .join(last, pw.JOIN.LEFT_OUTER, on=(last.person == person.id))
        .where(has_not_left(today), pw.fn.COALESCE(account.is_open, True) == True)  # noqa: E712
    )


def _candidate(row: Mapping[str, Any]) -> ReminderCandidate:
    return ReminderCandidate(
        person_id=row["id"],
        name=row["name"],
        email=row["email"],
        choice=_choice_record(row) if row["since"] else ReminderChoice(),
        last=_last_reminder_record(row) if row["first"] else None,
    )


def _last_reminder_record(row: Mapping[str, Any]) -> LastReminder:
    period = ReminderPeriod(row["first"], row["until"])
    return LastReminder(period, row["day"], row["state"], row["tries"], row["reply"], row["address"])


def claim(
    person_id: int,
    period: ReminderPeriod,
    today: date,
    address: str,
    state: ReminderStatus,
    is_due: Callable[[LastReminder], bool],
) -> bool:
    """Claim the reminder of a period for a person; of two programs at once only one gets it.

    Call it in a transaction. The number of tries continues if the same period is claimed again for the same address.

    Args:
        person_id: the person to remind.
        period: the period that the reminder is for.
        today: the current date.
        address: where it is sent to.
        state: the state of the claim.
        is_due: decides, from the last reminder, whether this one may be claimed.

    Returns:
        False if it is not due.
    """
    table = tables.Reminder
    values = {
        **_NO_REMINDER,
        "first": period.first,
        "until": period.until,
        "day": today,
        "state": state,
        "address": address,
    }
    table.insert(person=person_id, **_NO_REMINDER).on_conflict_ignore().execute()
    query = table.select().where(table.person == person_id)
    row = (query.for_update() if is_postgres() else query).dicts().first()
    last = _last_reminder_record(row)
    if not is_due(last):
        return False
    if last.period.first == period.first and last.address in ("", address):
        values["tries"] = last.tries
    table.update(values).where(table.person == person_id).execute()
    return True


def record_result(person_id: int, period: ReminderPeriod, state: ReminderStatus, reply: str) -> None:
    """Record the result of a claimed reminder, with the server's words; a refused one counts as a try."""
    table = tables.Reminder
    tries = table.tries + 1 if state is ReminderStatus.REFUSED else table.tries
    claimed = (table.person == person_id) & (table.first == period.first) & (table.state == ReminderStatus.CLAIMED)
    table.update(state=state, tries=tries, reply=reply).where(claimed).execute()


_NO_REMINDER: dict[str, Any] = {
    "first": LONG_AGO.date(),
    "until": LONG_AGO.date(),
    "day": LONG_AGO.date(),
    "state": ReminderStatus.QUIET,
    "tries": 0,
    "reply": "",
    "address": "",
}
