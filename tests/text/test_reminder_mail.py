"""Letters are read days later, so that their dates are whole."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import fields, replace

from tests.conftest import NOW
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.conversation import Conversation, ConversationKind, ConversationState
from tui_app.domain.records.reminder import ReminderStatus
from tui_app.domain.reminders import LastReminder, ReminderContent, ReminderPeriod, UndeliveredReminder
from tui_app.domain.team import AttentionDetail, AttentionReason
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
ABOUT_KARI = replace(ACTION, text="Ask Kari")
WITH_KARI = Conversation(
    1, 10, "Ola", 20, "Kari", ConversationKind.YEARLY, ConversationState.PLANNED, date(2026, 12, 7)
)
EXAMPLES: dict[str, Any] = {
    "overdue": ABOUT_KARI,
    "soon": ABOUT_KARI,
    "returned": WITH_KARI,
    "to_write": WITH_KARI,
    "to_sign": WITH_KARI,
    "coming": WITH_KARI,
    "team": ("Kari", (AttentionDetail(AttentionReason.FOLLOW_UP_REQUESTED),)),
}
"""Something for each section of a reminder."""


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


def test_whatever_a_reminder_has_is_counted_and_has_a_section() -> None:
    """Else no e-mail would be sent for it, or one that says nothing. Nobody gets an e-mail for their practice alone."""
    named = {field.name for field in fields(ReminderContent)} - {"practice"}
    assert named == ReminderContent().counts.keys() == SECTION_LABELS.keys() == EXAMPLES.keys()


@pytest.mark.parametrize("section", SECTION_LABELS)
def test_each_section_has_its_heading_and_its_lines(section: str) -> None:
    content: dict[str, Any] = {section: (EXAMPLES[section],)}
    mail = reminder_mail("Ola Hansen", ReminderContent(**content), NOW, bare=False)
    assert SECTION_LABELS[section] in mail.text
    assert "Kari" in mail.text
