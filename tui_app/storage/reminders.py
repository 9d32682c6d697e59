"""Queries about reminders: what people chose, who may be due one, and the claim that lets nobody get two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee as pw

from tui_app.domain.reminders import (
    LastReminder,
    OrganisationReminderSettings,
    ReminderChoice,
    ReminderFrequency,
    ReminderPeriod,
    ReminderStatus,
)
from tui_app.storage import settings
from tui_app.storage.database import is_postgres
from tui_app.storage.people.people import has_not_left
from tui_app.storage.tables import registry as tables

_SETTING_KEY = "reminders"
"""The organisation's setting."""


@dataclass(frozen=True, slots=True)
class ReminderCandidate:
    """Somebody who is here, with an open account, what they chose, and their last reminder."""

    person_id: int
    name: str
    email: str
    choice: ReminderChoice
    last: LastReminder | None


def get_organisation_settings() -> OrganisationReminderSettings:
    """What holds for everybody who has not chosen otherwise."""
    kept = settings.get(_SETTING_KEY)
    if kept is None:
        return OrganisationReminderSettings()
    return OrganisationReminderSettings(**(kept | {"rhythm": ReminderFrequency(kept["rhythm"])}))


def save_organisation_settings(values: Mapping[str, object]) -> None:
    """Store what holds for everybody."""
    settings.put(_SETTING_KEY, dict(values))


def get_choice(person_id: int) -> ReminderChoice:
    """What somebody has chosen."""
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
    """Store what somebody has chosen."""
    table = tables.ReminderChoice
    update = {getattr(table, name): value for name, value in values.items()}
    table.insert(person=person_id, **values).on_conflict(conflict_target=[table.person], update=update).execute()


def get_last_reminder(person_id: int) -> LastReminder | None:
    """Somebody's last reminder."""
    row = tables.Reminder.select().where(tables.Reminder.person == person_id).dicts().first()
    return _last_reminder_record(row) if row else None


def candidates(today: date, after_id: int, limit: int) -> list[ReminderCandidate]:
    """The next people, by id, who are here with an open account. Call it on everybody's behalf.

    Args:
        after_id: those with a higher id.
        limit: at most so many.
    """
    person, account = tables.Person, tables.Account
    chosen, last = tables.ReminderChoice, tables.Reminder
    query = (
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
        )
        .join(account, pw.JOIN.LEFT_OUTER, on=(account.person == person.id))
        .switch(person)
        .join(chosen, pw.JOIN.LEFT_OUTER, on=(chosen.person == person.id))
        .switch(person)
        .join(last, pw.JOIN.LEFT_OUTER, on=(last.person == person.id))
        .where(person.id > after_id, has_not_left(today), pw.fn.COALESCE(account.is_open, True) == True)  # noqa: E712
        .order_by(person.id)
        .limit(limit)
    )
    return [_candidate(row) for row in query.dicts()]


def _candidate(row: Mapping[str, Any]) -> ReminderCandidate:
    return ReminderCandidate(
        person_id=row["id"],
        name=row["name"],
        email=row["email"],
        choice=_choice_record(row) if row["since"] else ReminderChoice(),
        last=_last_reminder_record(row) if row["first"] else None,
    )


def _last_reminder_record(row: Mapping[str, Any]) -> LastReminder:
    return LastReminder(ReminderPeriod(row["first"], row["until"]), row["day"], row["state"], row["tries"])


def claim(
    person_id: int, period: ReminderPeriod, today: date, state: ReminderStatus, may: Callable[[LastReminder], bool]
) -> bool:
    """Take a period for a person, if `may` says so of the last one; of two at once one gets it. Call it while writing.

    Tries of the same period go on counting.
    """
    table = tables.Reminder
    values = {"first": period.first, "until": period.until, "day": today, "state": state, "tries": 0}
    table.insert(person=person_id, **_NO_REMINDER).on_conflict_ignore().execute()
    query = table.select().where(table.person == person_id)
    row = (query.for_update() if is_postgres() else query).dicts().first()
    last = _last_reminder_record(row)
    if not may(last):
        return False
    if last.period.first == period.first:
        values["tries"] = last.tries
    table.update(values).where(table.person == person_id).execute()
    return True


def record_result(person_id: int, period: ReminderPeriod, state: ReminderStatus) -> None:
    """Say what became of a claimed period; a refusal counts as a try."""
    table = tables.Reminder
    tries = table.tries + 1 if state is ReminderStatus.REFUSED else table.tries
    mine = (table.person == person_id) & (table.first == period.first) & (table.state == ReminderStatus.CLAIMED)
    table.update(state=state, tries=tries).where(mine).execute()


_LONG_AGO = date(2000, 1, 1)
_NO_REMINDER: dict[str, Any] = {
    "first": _LONG_AGO,
    "until": _LONG_AGO,
    "day": _LONG_AGO,
    "state": ReminderStatus.QUIET,
    "tries": 0,
}
