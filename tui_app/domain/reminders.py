"""Reminders by e-mail: how often, what they hold, and when one may be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tui_app.domain.dates.arithmetic import DAYS_IN_WEEK
from tui_app.domain.languages import INTERFACE_LANGUAGES
from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.team import AttentionDetail

REMINDER_LOOKAHEAD = timedelta(days=DAYS_IN_WEEK)
"""What is due within this time is told; the next weekly reminder comes no later."""
MAX_DELIVERY_ATTEMPTS = 3
"""How often one reminder is tried that the mail server refuses."""


class ReminderFrequency(StrEnum):
    """How often somebody is reminded."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class OrganisationReminderSettings:
    """What holds for everybody who has not chosen otherwise.

    Attributes:
        weekday: of weekly ones, 0 is Monday.
        bare: numbers only, no titles and no names, in mails and in published calendars.
        address: of the folder in which calendars are published; empty while they are not.
    """

    rhythm: ReminderFrequency = ReminderFrequency.WEEKLY
    weekday: int = 0
    language: str = INTERFACE_LANGUAGES[0]
    bare: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class ReminderChoice:
    """What one person has chosen.

    Attributes:
        rhythm: None for the organisation's, as an empty `language` is.
        bare: numbers only, though the organisation would tell titles.
        calendar: the name of their published calendar, which nobody can guess; empty without one.
        since: the day of the choice; weekly reminders of before are not made up for.
    """

    rhythm: ReminderFrequency | None = None
    weekday: int = 0
    language: str = ""
    bare: bool = False
    calendar: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class ReminderSettings:
    """How one person is reminded."""

    rhythm: ReminderFrequency
    weekday: int
    language: str
    bare: bool


@dataclass(frozen=True, slots=True)
class ReminderPeriod:
    """The days for which there is one reminder; `until` is the first one after them."""

    first: date
    until: date


@dataclass(frozen=True, slots=True)
class LastReminder:
    """Somebody's last reminder.

    Attributes:
        day: on which it was sent, or was to be.
        tries: how often the server has refused it.
    """

    period: ReminderPeriod
    day: date
    state: ReminderStatus
    tries: int = 0


def effective_settings(choice: ReminderChoice, organisation: OrganisationReminderSettings) -> ReminderSettings:
    """How somebody is reminded: as they chose, else as the organisation does. Titles are told if both let them."""
    chosen = choice.rhythm is not None
    return ReminderSettings(
        rhythm=choice.rhythm or organisation.rhythm,
        weekday=choice.weekday if chosen else organisation.weekday,
        language=choice.language or organisation.language,
        bare=choice.bare or organisation.bare,
    )


def reminder_period(ways: ReminderSettings, today: date, since: date | None = None) -> ReminderPeriod | None:
    """The period that a reminder of today belongs to; None where there is none to send.

    A weekly one whose day has passed, since the computer was off, is still sent in its week.

    Args:
        since: no period that began before this day.
    """
    if ways.rhythm is ReminderFrequency.NEVER:
        return None
    days = DAYS_IN_WEEK if ways.rhythm is ReminderFrequency.WEEKLY else 1
    first = today - timedelta(days=(today.weekday() - ways.weekday) % DAYS_IN_WEEK if days > 1 else 0)
    if since is not None and first < since:
        return None
    return ReminderPeriod(first, first + timedelta(days=days))


def may_send_reminder(last: LastReminder | None, period: ReminderPeriod, today: date) -> bool:
    """Whether a reminder may be sent: at most one a day and one a period, and a refused one a few times again."""
    if last is None:
        return True
    if last.state is ReminderStatus.REFUSED:
        return last.period.first != period.first or last.tries < MAX_DELIVERY_ATTEMPTS
    if last.day >= today:
        return False
    is_daily = (period.until - period.first).days == 1
    return last.period.first < period.first if is_daily else last.period.until <= period.first


@dataclass(frozen=True, slots=True)
class ReminderContent:
    """What a reminder tells one person.

    Attributes:
        overdue, soon: actions that they are responsible for.
        to_write, returned, to_sign: conversations whose minutes wait for them.
        coming: their conversations of the next days.
        team: reports by name, each with why they need a follow-up or a conversation, or that they ask.
    """

    overdue: tuple[Action, ...] = ()
    soon: tuple[Action, ...] = ()
    to_write: tuple[Conversation, ...] = ()
    returned: tuple[Conversation, ...] = ()
    to_sign: tuple[Conversation, ...] = ()
    coming: tuple[Conversation, ...] = ()
    team: tuple[tuple[str, tuple[AttentionDetail, ...]], ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How much there is of each."""
        return {
            "overdue": len(self.overdue),
            "soon": len(self.soon),
            "to_write": len(self.to_write),
            "returned": len(self.returned),
            "to_sign": len(self.to_sign),
            "coming": len(self.coming),
            "team": len(self.team),
        }

    @property
    def is_empty(self) -> bool:
        """Nothing to say."""
        return not any(self.counts.values())


class ReminderStatus(StrEnum):
    """What became of a reminder. All but a refused one count: nobody gets two."""

    QUIET = "quiet"
    CLAIMED = "claimed"
    SENT = "sent"
    UNSURE = "unsure"
    REFUSED = "refused"
