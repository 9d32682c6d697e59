"""Letters are read days later, so that their dates are whole."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.conftest import NOW
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.reminder import ReminderStatus
from tui_app.domain.reminders import LastReminder, ReminderContent, ReminderPeriod, UndeliveredReminder
from tui_app.text.i18n import using_language
from tui_app.text.reminders.mail import SECTION_LABELS, reminder_mail, undelivered_line

ACTION = Action(
    id=1,
    person_id=2,
    person_name="Ola",
    responsible_id=2,
    responsible_name="Ola",
    text="Kurs",
    due=date(2026, 11, 25),
    first_due=date(2026, 11, 25),
    status=ActionStatus.OPEN,
)


@pytest.mark.parametrize("days", range(-20, 8))
def test_every_day_is_given_whole(days: int) -> None:
    due = NOW.date() + timedelta(days=days)
    actions = (replace(ACTION, due=due),)
    content = ReminderContent(overdue=actions) if days < 0 else ReminderContent(soon=actions)
    with using_language("nb"):
        words = reminder_mail("Ola Hansen", content, NOW, bare=False).text
    line = next(line for line in words.splitlines() if "Kurs" in line)
    assert re.fullmatch(r" - Kurs: [a-zø]+dag \d{1,2}\. (november|desember) 2026", line)
    assert "dette venter på deg mandag 23. november 2026" in words


@pytest.mark.parametrize(
    ("email", "reply", "says"),
    [
        ("per@x.no", "550 nobody here", "“550 nobody here”."),
        ("per@x..no", "", "Mail cannot be sent to this address."),
        ("pær@x.no", "", "takes only addresses with the letters a to z"),
        ("per@x.no", "", "The connection to the mail server was lost."),
    ],
)
def test_why_a_letter_was_not_delivered(email: str, reply: str, says: str) -> None:
    week = ReminderPeriod(NOW.date(), NOW.date() + timedelta(days=7))
    last = LastReminder(week, NOW.date(), ReminderStatus.REFUSED, 1, reply, email)
    line = undelivered_line(UndeliveredReminder(1, "Per", email, last))
    assert line.startswith(f"Per <{email}>: ")
    assert says in line
    assert line.endswith("The next run tries again.")


def test_whatever_is_counted_has_a_section() -> None:
    """Else an e-mail could be sent for it that says nothing."""
    assert ReminderContent().counts.keys() == SECTION_LABELS.keys()
