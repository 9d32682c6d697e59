"""Migration 0019: what a mail server said to a reminder, and the address it was sent to."""

from __future__ import annotations

from datetime import date

from tests.storage.conftest import OLA, ONE_FOLLOW_UP, UpgradedFrom
from tui_app.domain.records.reminder import ReminderStatus
from tui_app.domain.reminders import LastReminder, ReminderPeriod
from tui_app.storage import reminders
from tui_app.storage.database import reading

REFUSED = """;
insert into reminder (person_id, first, until, day, state, tries)
    values (2, '2026-11-23', '2026-11-30', '2026-11-23', 'refused', 2)
"""


def test_old_reminders_keep_their_tries_and_say_nothing_more(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0014", ONE_FOLLOW_UP + REFUSED)
    week = ReminderPeriod(date(2026, 11, 23), date(2026, 11, 30))
    with reading():
        assert reminders.get_last_reminder(OLA.id) == LastReminder(week, week.first, ReminderStatus.REFUSED, 2)
