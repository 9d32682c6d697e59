"""Rhythms and pauses in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui_app.domain.follow_up.requests import FollowUpRequest
from tui_app.domain.follow_up.schedule import FollowUpSchedule, Pause, PauseKind
from tui_app.domain.follow_up.session import FollowUpOutcome
from tui_app.services.follow_up.follow_up_session import FollowUpSession
from tui_app.services.follow_up.schedule import PersonSchedule
from tui_app.text import dates
from tui_app.text.dates import weekday_and_date
from tui_app.text.i18n import N_, _, format_message, ngettext
from tui_app.ui import content

PAUSE_KIND_LABELS = {
    PauseKind.HOLIDAY: N_("holiday"),
    PauseKind.LEAVE: N_("leave"),
    PauseKind.AWAY: N_("away"),
}


def interval_text(rhythm: FollowUpSchedule) -> str:
    """How often: "every 4 weeks", "15.1 and 1.9 every year"."""
    if rhythm.days:
        return format_message(_("every year on $days"), days=interval_input(rhythm))
    return format_message(ngettext("every week", "every $count weeks", rhythm.weeks), count=rhythm.weeks)


def conversation_interval_text(rhythm: FollowUpSchedule) -> str:
    """How often a team has its conversations."""
    if rhythm.months == 12:
        return _("a conversation every year")
    return format_message(
        ngettext("a conversation every month", "a conversation every $count months", rhythm.months),
        count=rhythm.months,
    )


def interval_input(rhythm: FollowUpSchedule) -> str:
    """How often, as it is typed: "4", "15.1, 1.9"; nothing where the team is followed."""
    if rhythm.days:
        return ", ".join(f"{day}.{month}" for month, day in rhythm.fixed_days)
    return str(rhythm.weeks) if rhythm.weeks else ""


def next_follow_up_text(held: PersonSchedule, today: date) -> str:
    """When the next follow-up is: "next Tue 8 Dec", "due since Tue 8 Dec"."""
    due = held.due_on
    if due is None:
        return _("when something is agreed")
    return next_follow_up_on(
        due, weekday_and_date(due) if due.year == today.year else dates.short_date(due, today), today
    )


def next_follow_up_on(due: date, shown: str, today: date) -> str:
    if due <= today:
        return _("due today") if due == today else format_message(_("due since $day"), day=shown)
    return format_message(_("next $day"), day=shown)


def schedule_summary(held: PersonSchedule, today: date) -> str:
    """A person's rhythm in one line: "every 4 weeks · next Tue 8 Dec"."""
    return f"{interval_text(held.schedule)} · {next_follow_up_text(held, today)}"


def pause_text(pause: Pause, today: date) -> str:
    """A pause: "7 Dec – 15 Dec · leave"."""
    days = dates.short_date(pause.first, today)
    if pause.last != pause.first:
        days += f" – {dates.short_date(pause.last, today)}"
    return f"{days} · {_(PAUSE_KIND_LABELS[pause.kind])}"


def request_text(request: FollowUpRequest, *, mine: bool) -> str:
    """That a follow-up is asked for, and why; `mine` says whether the reader asks."""
    said = _("You have asked for a follow-up") if mine else _("Asks for a follow-up")
    return f"{said}: {request.text}" if request.text else said


MAX_NAMED_ACTIONS = 3
"""Actions named in one line of the summary; the rest are counted."""


OUTCOME_SIGNS = {
    FollowUpOutcome.DONE: ("✓", content.SUCCESS, N_("done")),
    FollowUpOutcome.STARTED: ("▸", content.ACCENT, N_("in progress")),
    FollowUpOutcome.ON_TRACK: ("→", content.ACCENT, N_("on track")),
    FollowUpOutcome.MOVED: ("↷", content.WARNING, N_("due date moved")),
    FollowUpOutcome.COMMENTED: ("✎", "", N_("commented")),
    FollowUpOutcome.HANDED_OVER: ("⇄", "", N_("reassigned")),
    FollowUpOutcome.DROPPED: ("–", content.MUTED, N_("dropped")),
    FollowUpOutcome.SKIPPED: ("·", content.MUTED, N_("left as is")),
}


def progress_text(walk: FollowUpSession, place: int, person: int, people: int) -> str:
    """Where one is: "3 of 7", and in a walk through the team "person 2 of 14"."""
    parts = []
    if place < len(walk.actions):
        parts.append(format_message(_("$place of $count"), place=place + 1, count=len(walk.actions)))
    if people:
        parts.append(format_message(_("person $place of $count"), place=person + 1, count=people))
    return " · ".join(parts)


def days_until_text(days: int) -> str:
    if days == 0:
        return _("today")
    if days < 0:
        return format_message(ngettext("$count day late", "$count days late", -days), count=-days)
    return format_message(ngettext("in $count day", "in $count days", days), count=days)


def named_actions(texts: Sequence[str]) -> str:
    said = ", ".join(text if len(text) <= 30 else text[:29] + "…" for text in texts[:MAX_NAMED_ACTIONS])
    rest = len(texts) - MAX_NAMED_ACTIONS
    return said + (f" +{rest}" if rest > 0 else "")
