"""Reminders by e-mail: how often, what they contain, and when one may be sent."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from tui_app.domain.dates.arithmetic import DAYS_IN_WEEK
from tui_app.domain.languages import INTERFACE_LANGUAGES
from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.reminder import ReminderStatus
from tui_app.domain.team import AttentionDetail

REMINDER_LOOKAHEAD = timedelta(days=DAYS_IN_WEEK)
"""A reminder lists what is due within this time, at least until the next weekly reminder."""
MAX_DELIVERY_ATTEMPTS = 3
"""How often a reminder that the mail server refuses for good is tried."""


class ReminderFrequency(StrEnum):
    """How often a person is reminded."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


class OrganisationReminderSettings(Struct, frozen=True):
    """The reminders of everybody who has not chosen their own.

    Attributes:
        weekday: the day of weekly reminders; 0 is Monday.
        bare: only numbers, without titles and names, in mails and published calendars.
        address: address of the folder in which calendars are published; empty while they are not.
    """

    rhythm: ReminderFrequency = ReminderFrequency.WEEKLY
    weekday: int = 0
    language: str = INTERFACE_LANGUAGES[0]
    bare: bool = False
    address: str = ""


class ReminderChoice(Struct, frozen=True):
    """The choice of one person.

    Attributes:
        rhythm: None for the organisation's frequency; an empty `language` for its language.
        bare: only numbers, even if the organisation allows titles.
        calendar: the name of their published calendar, which nobody can guess; empty if they have none.
        since: the day of the choice; no weekly reminder for the time before it is sent later.
    """

    rhythm: ReminderFrequency | None = None
    weekday: int = 0
    language: str = ""
    bare: bool = False
    calendar: str = ""
    since: date | None = None


class ReminderSettings(Struct, frozen=True):
    """How one person is reminded."""

    rhythm: ReminderFrequency
    weekday: int
    language: str
    bare: bool


class ReminderPeriod(Struct, frozen=True):
    """The days that one reminder covers; `until` is the first day after them."""

    first: date
    until: date


class LastReminder(Struct, frozen=True):
    """The last reminder of a person.

    Attributes:
        day: the day it was sent, or was due to be sent.
        tries: how often the server has refused it for good.
        reply: what the server said when it did not take it.
        address: where it was sent to; empty where that was not recorded.
    """

    period: ReminderPeriod
    day: date
    state: ReminderStatus
    tries: int = 0
    reply: str = ""
    address: str = ""

    @property
    def is_given_up(self) -> bool:
        """True if it is not tried again at this address."""
        return self.state is ReminderStatus.REFUSED and self.tries >= MAX_DELIVERY_ATTEMPTS


class UndeliveredReminder(Struct, frozen=True):
    """A reminder that its recipient should have and the mail server did not take."""

    person_id: int
    name: str
    email: str
    last: LastReminder


def effective_settings(choice: ReminderChoice, organisation: OrganisationReminderSettings) -> ReminderSettings:
    """The person's own settings, else the organisation's. Titles are included only if both allow them."""
    chosen = choice.rhythm is not None
    return ReminderSettings(
        rhythm=choice.rhythm or organisation.rhythm,
        weekday=choice.weekday if chosen else organisation.weekday,
        language=choice.language or organisation.language,
        bare=choice.bare or organisation.bare,
    )


def reminder_period(settings: ReminderSettings, today: date, since: date | None = None) -> ReminderPeriod | None:
    """The period of a reminder that is sent today; None if none is due.

    A weekly reminder whose day was missed, for example because the computer was off, is still sent within its week.

    Args:
        settings: how the person is reminded.
        today: the current day.
        since: a period that starts before this day gets no reminder, unless a wrong clock has dated it in the future.
    """
    if settings.rhythm is ReminderFrequency.NEVER:
        return None
    days = DAYS_IN_WEEK if settings.rhythm is ReminderFrequency.WEEKLY else 1
    first = today - timedelta(days=(today.weekday() - settings.weekday) % DAYS_IN_WEEK if days > 1 else 0)
    if since is not None and first < since <= today:
        return None
    return ReminderPeriod(first, first + timedelta(days=days))


def may_send_reminder(last: LastReminder | None, period: ReminderPeriod, today: date, address: str) -> bool:
    """True if a reminder may be sent: at most one a day and one a period.

    One that was not taken is tried again: without end if the server could not take it then, a few times if it refused
    it for good, and anew at another address. One in the future was dated by a wrong clock and does not count.
    """
    if last is None or last.day > today or last.state is ReminderStatus.DEFERRED:
        return True
    if last.state is ReminderStatus.REFUSED:
        return last.period.first != period.first or not last.is_given_up or last.address not in ("", address)
    if last.day >= today:
        return False
    is_daily = (period.until - period.first).days == 1
    return last.period.first < period.first if is_daily else last.period.until <= period.first


class ReminderContent(Struct, frozen=True):
    """What a reminder tells one person.

    Attributes:
        overdue: overdue actions that they are responsible for.
        soon: their actions that are due soon.
        to_write: conversations whose minutes they have to write.
        returned: conversations whose minutes were returned to them.
        to_sign: conversations whose minutes they have to sign or return.
        coming: their conversations in the next days.
        team: name of a report -> why they need a follow-up or conversation, or that they asked for a follow-up.
        practice: the practice sessions of this year, and how many are planned; None if it is not time to tell. It comes
            only with other things: nobody gets a reminder for it alone.
    """

    overdue: tuple[Action, ...] = ()
    soon: tuple[Action, ...] = ()
    to_write: tuple[Conversation, ...] = ()
    returned: tuple[Conversation, ...] = ()
    to_sign: tuple[Conversation, ...] = ()
    coming: tuple[Conversation, ...] = ()
    team: tuple[tuple[str, tuple[AttentionDetail, ...]], ...] = ()
    practice: tuple[int, int] | None = None

    @property
    def counts(self) -> dict[str, int]:
        """The number of entries in each group."""
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
        """True if there is nothing to tell."""
        return not any(self.counts.values())
