"""The words of reminders: a letter as text and as plain HTML, and what stands in a published calendar."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.reminders import ReminderContent, ReminderFrequency
from tui_app.domain.team import AttentionDetail, AttentionReason
from tui_app.text.dates import full_date, short_date, weekday_names
from tui_app.text.i18n import N_, _, current_language, format_message, ngettext

MAX_SECTION_LINES = 10
"""Lines of one part of a letter; how many more there are is said."""

SECTION_LABELS = {
    "overdue": N_("Overdue"),
    "soon": N_("Due in the next seven days"),
    "returned": N_("Minutes returned to you"),
    "to_write": N_("Minutes for you to write"),
    "to_sign": N_("Minutes for you to read and sign"),
    "coming": N_("Conversations in the next seven days"),
    "team": N_("Your team: follow-ups and conversations due"),
}
"""Parts of a letter, in their order."""


@dataclass(frozen=True, slots=True)
class ReminderMail:
    """What a reminder says; its subject tells nothing."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _MailSection:
    heading: str
    lines: tuple[str, ...]


def reminder_mail(name: str, news: ReminderContent, now: datetime, *, bare: bool) -> ReminderMail:
    """A reminder in the language in use.

    Args:
        name: of the one who gets it.
        bare: numbers only: no title of an action and nobody else's name.
    """
    parts = [_counts_section(news)] if bare else list(_sections(news, now))
    first = name.split(" ")[0]
    hello = format_message(_("Hello $name,"), name=first)
    about = _("these items are waiting for you.")
    opening = _("Open Samtale to see and handle them.")
    stopping = _("To get these less often, or not at all, press F2 in Samtale and choose Reminders and calendar.")
    return ReminderMail(
        subject=_("A reminder from Samtale"),
        text=_as_text((hello, about), parts, (opening,), stopping),
        html=_as_html((hello, about), parts, (opening,), stopping),
    )


def _counts_section(news: ReminderContent) -> _MailSection:
    lines = (f"{_(SECTION_LABELS[what])}: {count}" for what, count in _section_counts(news))
    return _MailSection("", tuple(lines))


def _section_counts(news: ReminderContent) -> Iterator[tuple[str, int]]:
    counts = news.counts
    return ((what, counts[what]) for what in SECTION_LABELS if counts[what])


def _sections(news: ReminderContent, now: datetime) -> Iterator[_MailSection]:
    today = now.date()
    lines: dict[str, list[str]] = {
        "overdue": [_action_line(one, _days_late(one, now)) for one in news.overdue],
        "soon": [_action_line(one, short_date(one.due, today)) for one in news.soon],
        "returned": [_conversation_line(one, now) for one in news.returned],
        "to_write": [_conversation_line(one, now) for one in news.to_write],
        "to_sign": [_conversation_line(one, now) for one in news.to_sign],
        "coming": [_conversation_line(one, now) for one in news.coming],
        "team": [f"{name}: {', '.join(map(_reason_text, reasons))}" for name, reasons in news.team],
    }
    for what, count in _section_counts(news):
        shown = lines[what][:MAX_SECTION_LINES]
        if more := count - len(shown):
            shown.append(format_message(_("and $count more"), count=more))
        yield _MailSection(f"{_(SECTION_LABELS[what])} ({count})", tuple(shown))


def _days_late(action: Action, now: datetime) -> str:
    days = (now.date() - action.due).days
    return format_message(ngettext("$count day late", "$count days late", days), count=days)


def _action_line(action: Action, when: str) -> str:
    about = f" ({action.person_name})" if action.person_id != action.responsible_id else ""
    return f"{action.text}{about}: {when}"


def _conversation_line(talk: Conversation, now: datetime) -> str:
    clock = f" {talk.starts.astimezone(now.tzinfo):%H:%M}" if talk.starts and talk.held_at is None else ""
    both = format_message(_("$employee with $leader"), employee=talk.person_name, leader=talk.leader_name)
    return f"{both}, {full_date(talk.on)}{clock}"


def _reason_text(because: AttentionDetail) -> str:
    if because.reason is AttentionReason.FOLLOW_UP_REQUESTED:
        return _("asks for a follow-up")
    if because.reason is AttentionReason.FOLLOW_UP_DUE:
        return _("follow-up due")
    if because.days < 0:
        return _("no conversation yet")
    return format_message(_("$months months since last conversation"), months=because.days * 12 // 365)


def _as_text(opening: tuple[str, ...], parts: list[_MailSection], closing: tuple[str, ...], small: str) -> str:
    blocks = ["\n".join(opening)]
    for part in parts:
        head = [part.heading] if part.heading else []
        blocks.append("\n".join([*head, *(f" - {line}" for line in part.lines)]))
    return "\n\n".join([*blocks, *closing, f"-- \n{small}"]) + "\n"


def _as_html(opening: tuple[str, ...], parts: list[_MailSection], closing: tuple[str, ...], small: str) -> str:
    """Plain HTML: nothing is fetched from anywhere, and what people typed is escaped."""
    lines = [f"<p>{'<br>'.join(map(html.escape, opening))}</p>"]
    for part in parts:
        if part.heading:
            lines.append(f"<h2 style='font-size:1em;margin-bottom:0'>{html.escape(part.heading)}</h2>")
        lines.append("<ul>")
        lines += [f"<li>{html.escape(line)}</li>" for line in part.lines]
        lines.append("</ul>")
    lines += [f"<p>{html.escape(line)}</p>" for line in closing]
    lines.append(f"<p><small>{html.escape(small)}</small></p>")
    body = "\n".join(lines)
    return f"<!DOCTYPE html>\n<html lang='{current_language()}'><body>\n{body}\n</body></html>\n"


def frequency_text(rhythm: ReminderFrequency, weekday: int) -> str:
    """How often, in words."""
    if rhythm is ReminderFrequency.WEEKLY:
        return format_message(_("every week, on $day"), day=weekday_names()[weekday])
    return _("every day") if rhythm is ReminderFrequency.DAILY else _("never")
