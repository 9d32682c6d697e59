"""Queries about reminders: what people chose, who may be due one, and the claim that lets nobody get two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee as pw

from tui_app.domain.records import Sending
from tui_app.domain.reminders import Frequency, LastReminder, OrganisationReminders, Period, ReminderChoice
from tui_app.storage import settings, tables
from tui_app.storage.database import is_postgres
from tui_app.storage.people import is_here

_SETTING = "reminders"
"""The organisation's setting."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who is here, with an open account, what they chose, and their last reminder."""

    person_id: int
    name: str
    email: str
    choice: ReminderChoice
    last: LastReminder | None


def organisation() -> OrganisationReminders:
    """What holds for everybody who has not chosen otherwise."""
    kept = settings.get(_SETTING)
    if kept is None:
        return OrganisationReminders()
    return OrganisationReminders(**(kept | {"rhythm": Frequency(kept["rhythm"])}))


def put_organisation(values: Mapping[str, object]) -> None:
    """Store what holds for everybody."""
    settings.put(_SETTING, dict(values))


def choice(person_id: int) -> ReminderChoice:
    """What somebody has chosen."""
    row = tables.ReminderChoice.select().where(tables.ReminderChoice.person == person_id).dicts().first()
    return _choice(row) if row else ReminderChoice()


def _choice(row: Mapping[str, Any]) -> ReminderChoice:
    return ReminderChoice(
        rhythm=Frequency(row["rhythm"]) if row["rhythm"] else None,
        weekday=row["weekday"],
        language=row["language"],
        bare=row["bare"],
        calendar=row["calendar"],
        since=row["since"],
    )


def choose(person_id: int, values: Mapping[str, object]) -> None:
    """Store what somebody has chosen."""
    table = tables.ReminderChoice
    update = {getattr(table, name): value for name, value in values.items()}
    table.insert(person=person_id, **values).on_conflict(conflict_target=[table.person], update=update).execute()


def last(person_id: int) -> LastReminder | None:
    """Somebody's last reminder."""
    row = tables.Reminder.select().where(tables.Reminder.person == person_id).dicts().first()
    return _last(row) if row else None


def candidates(today: date, after_id: int, limit: int) -> list[Candidate]:
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
        .where(person.id > after_id, is_here(today), pw.fn.COALESCE(account.is_open, True) == True)  # noqa: E712
        .order_by(person.id)
        .limit(limit)
    )
    return [_candidate(row) for row in query.dicts()]


def _candidate(row: Mapping[str, Any]) -> Candidate:
    return Candidate(
        person_id=row["id"],
        name=row["name"],
        email=row["email"],
        choice=_choice(row) if row["since"] else ReminderChoice(),
        last=_last(row) if row["first"] else None,
    )


def _last(row: Mapping[str, Any]) -> LastReminder:
    return LastReminder(Period(row["first"], row["until"]), row["day"], row["state"], row["tries"])


def claim(person_id: int, period: Period, today: date, state: Sending, may: Callable[[LastReminder], bool]) -> bool:
    """Take a period for a person, if `may` says so of the last one; of two at once one gets it. Call it while writing.

    Tries of the same period go on counting.
    """
    table = tables.Reminder
    values = {"first": period.first, "until": period.until, "day": today, "state": state, "tries": 0}
    table.insert(person=person_id, **_NEVER).on_conflict_ignore().execute()
    query = table.select().where(table.person == person_id)
    row = (query.for_update() if is_postgres() else query).dicts().first()
    last = _last(row)
    if not may(last):
        return False
    if last.period.first == period.first:
        values["tries"] = last.tries
    table.update(values).where(table.person == person_id).execute()
    return True


def settle(person_id: int, period: Period, state: Sending) -> None:
    """Say what became of a claimed period; a refusal counts as a try."""
    table = tables.Reminder
    tries = table.tries + 1 if state is Sending.REFUSED else table.tries
    mine = (table.person == person_id) & (table.first == period.first) & (table.state == Sending.CLAIMED)
    table.update(state=state, tries=tries).where(mine).execute()


_LONG_AGO = date(2000, 1, 1)
_NEVER: dict[str, Any] = {"first": _LONG_AGO, "until": _LONG_AGO, "day": _LONG_AGO, "state": Sending.QUIET, "tries": 0}
