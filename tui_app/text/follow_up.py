"""Follow-up in words: schedules, pauses, requests, and the outcomes of a session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui_app.domain.errors import InvalidInput
from tui_app.domain.follow_up.intervals import parse_months, parse_schedule_interval
from tui_app.domain.follow_up.requests import FollowUpRequest
from tui_app.domain.follow_up.schedule import MAX_CONVERSATION_MONTHS, FollowUpSchedule, Pause, PauseKind
from tui_app.domain.follow_up.session import FollowUpOutcome
from tui_app.text.dates import short_date, weekday_and_date
from tui_app.text.i18n import N_, _, format_message, ngettext
from tui_app.text.styled import Tone

if TYPE_CHECKING:
    from tui_app.services.follow_up.due_dates import PersonSchedule
    from tui_app.services.follow_up.follow_up_session import FollowUpSession

PAUSE_KIND_LABELS = {
    PauseKind.HOLIDAY: N_("holiday"),
    PauseKind.LEAVE: N_("leave"),
    PauseKind.AWAY: N_("away"),
}
OUTCOME_SIGNS = {
    FollowUpOutcome.DONE: ("✓", Tone.SUCCESS, N_("done")),
    FollowUpOutcome.STARTED: ("▸", Tone.ACCENT, N_("in progress")),
    FollowUpOutcome.ON_TRACK: ("→", Tone.ACCENT, N_("on track")),
    FollowUpOutcome.MOVED: ("↷", Tone.WARNING, N_("due date moved")),
    FollowUpOutcome.COMMENTED: ("✎", Tone.NORMAL, N_("commented")),
    FollowUpOutcome.HANDED_OVER: ("⇄", Tone.NORMAL, N_("reassigned")),
    FollowUpOutcome.DROPPED: ("–", Tone.MUTED, N_("dropped")),
    FollowUpOutcome.SKIPPED: ("·", Tone.MUTED, N_("left as is")),
}
"""Outcome of an action in a session -> its sign, tone and label."""

MAX_NAMED_ACTIONS = 3
"""Actions named in one line of the summary; the rest are counted."""
_MAX_NAME_LENGTH = 30


def interval_text(schedule: FollowUpSchedule) -> str:
    """How often: "every 4 weeks", "every year on 15.1, 1.9"."""
    if schedule.days:
        return format_message(_("every year on $days"), days=interval_input(schedule))
    return format_message(ngettext("every week", "every $count weeks", schedule.weeks), count=schedule.weeks)


def conversation_interval_text(schedule: FollowUpSchedule) -> str:
    """How often a team has its conversations."""
    if schedule.months == 12:
        return _("a conversation every year")
    return format_message(
        ngettext("a conversation every month", "a conversation every $count months", schedule.months),
        count=schedule.months,
    )


def interval_input(schedule: FollowUpSchedule) -> str:
    """How often, as people type it: "4", "15.1, 1.9"; empty if the team's schedule applies."""
    if schedule.days:
        return ", ".join(f"{day}.{month}" for month, day in schedule.fixed_days)
    return str(schedule.weeks) if schedule.weeks else ""


def echo_interval(typed: str) -> str:
    """How often, as it was understood; empty if nothing was typed.

    Raises:
        DomainError: it was not understood.
    """
    interval = parse_schedule_interval(typed)
    return interval_text(FollowUpSchedule(0, 0, False, *interval)) if any(interval) else ""


def echo_conversation(typed: str) -> str:
    """How often a team has its conversations, as it was understood; empty if nothing was typed.

    Raises:
        DomainError: it was not understood.
    """
    if not typed.strip():
        return ""
    months = parse_months(typed)
    if months > MAX_CONVERSATION_MONTHS:
        raise InvalidInput({"months": "less_than_equal"})
    return conversation_interval_text(FollowUpSchedule(0, 0, True, months=months))


def next_follow_up_text(schedule: PersonSchedule, today: date, *, below_heading: bool = False) -> str:
    """When the next follow-up is: "next Tue 8 Dec", "due since Tue 8 Dec".

    Args:
        below_heading: True where the heading of the column says already that it is the next one: "Tue 8 Dec".
    """
    due = schedule.due_on
    if due is None:
        return _("when something is agreed")
    due_text = weekday_and_date(due) if due.year == today.year else short_date(due, today)
    return due_text if below_heading and due > today else next_follow_up_on(due, due_text, today)


def next_follow_up_on(due: date, due_text: str, today: date) -> str:
    """When the next follow-up is, with the date written as in `due_text`."""
    if due <= today:
        return _("due today") if due == today else format_message(_("due since $day"), day=due_text)
    return format_message(_("next $day"), day=due_text)


def schedule_summary(schedule: PersonSchedule, today: date) -> str:
    """A person's schedule in one line: "every 4 weeks · next Tue 8 Dec"."""
    return f"{interval_text(schedule.schedule)} · {next_follow_up_text(schedule, today)}"


def pause_text(pause: Pause, today: date) -> str:
    """A pause: "7 Dec – 15 Dec · leave"."""
    days = short_date(pause.first, today)
    if pause.last != pause.first:
        days += f" – {short_date(pause.last, today)}"
    return f"{days} · {_(PAUSE_KIND_LABELS[pause.kind])}"


def request_text(request: FollowUpRequest, *, mine: bool) -> str:
    """That somebody asks for a follow-up, and why.

    Args:
        mine: the reader asks.
    """
    message = _("You have asked for a follow-up") if mine else _("Asks for a follow-up")
    return f"{message}: {request.text}" if request.text else message


def progress_text(session: FollowUpSession, position: int, person: int, people: int) -> str:
    """The progress in a session: "3 of 7", in a session with the team also "person 2 of 14".

    Args:
        position: of the action, from 0.
        person: the position of the person in the team, from 0.
        people: in the team; 0 in a session with one person.
    """
    parts = []
    if position < len(session.actions):
        parts.append(format_message(_("$place of $count"), place=position + 1, count=len(session.actions)))
    if people:
        parts.append(format_message(_("person $place of $count"), place=person + 1, count=people))
    return " · ".join(parts)


def days_until_text(days: int) -> str:
    """How far ahead a day is: "in 3 days"; if negative, how late: "3 days late"."""
    if days == 0:
        return _("today")
    if days < 0:
        return format_message(ngettext("$count day late", "$count days late", -days), count=-days)
    return format_message(ngettext("in $count day", "in $count days", days), count=days)


def named_actions(texts: Sequence[str]) -> str:
    """The first few actions by their shortened texts, and the number of the others."""
    shown = [text if len(text) <= _MAX_NAME_LENGTH else text[: _MAX_NAME_LENGTH - 1] + "…" for text in texts]
    rest = len(texts) - MAX_NAMED_ACTIONS
    return ", ".join(shown[:MAX_NAMED_ACTIONS]) + (f" +{rest}" if rest > 0 else "")
