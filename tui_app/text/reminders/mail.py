"""Reminders by e-mail in words: the message as text and as simple HTML, and how often it is sent."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from tui_app.domain.mail_addresses import ascii_address, needs_utf8
from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.reminders import ReminderContent, ReminderFrequency, UndeliveredReminder
from tui_app.domain.team import AttentionDetail, AttentionReason
from tui_app.text import team
from tui_app.text.conversations.labels import start_time
from tui_app.text.dates import full_date, weekday_names
from tui_app.text.i18n import N_, _, current_language, format_message, quoted
from tui_app.text.people import first_name, name_with_status
from tui_app.text.practice.formats import rhythm_text

MAX_SECTION_LINES = 10
"""Lines in one section of a message; the rest are counted."""

SECTION_LABELS = {
    "overdue": N_("Overdue"),
    "soon": N_("Due in the next seven days"),
    "returned": N_("Minutes returned to you"),
    "to_write": N_("Minutes for you to write"),
    "to_sign": N_("Minutes for you to read and sign"),
    "coming": N_("Conversations in the next seven days"),
    "team": N_("Your team: follow-ups and conversations due"),
}
"""The sections of a message, in order."""


class ReminderMail(Struct, frozen=True):
    """The text of a reminder; the subject tells nothing of its content."""

    subject: str
    text: str
    html: str


class _MailSection(Struct, frozen=True):
    heading: str
    lines: tuple[str, ...]


def reminder_mail(name: str, content: ReminderContent, now: datetime, *, bare: bool) -> ReminderMail:
    """A reminder in the language in use.

    Args:
        name: of the recipient.
        bare: numbers only: no titles of actions, no names of others.
    """
    sections = [_counts_section(content)] if bare else list(_sections(content, now))
    if content.practice is not None:
        sections.append(_MailSection("", (rhythm_text(*content.practice),)))
    hello = format_message(_("Hello $name,"), name=first_name(name))
    about = format_message(_("these items are waiting for you on $day."), day=full_date(now.date()))
    how_to_open = _("Open Samtale to see and handle them.")
    how_to_stop = _(
        "To get these less often, or not at all, open the settings in Samtale (usually F2) and choose "
        "Reminders and calendar."
    )
    return ReminderMail(
        subject=_("A reminder from Samtale"),
        text=_as_text((hello, about), sections, how_to_open, how_to_stop),
        html=_as_html((hello, about), sections, how_to_open, how_to_stop),
    )


def _counts_section(content: ReminderContent) -> _MailSection:
    lines = (f"{_(SECTION_LABELS[section])}: {count}" for section, count in _section_counts(content))
    return _MailSection("", tuple(lines))


def _section_counts(content: ReminderContent) -> Iterator[tuple[str, int]]:
    counts = content.counts
    return ((section, counts[section]) for section in SECTION_LABELS if counts[section])


def _sections(content: ReminderContent, now: datetime) -> Iterator[_MailSection]:
    lines: dict[str, list[str]] = {
        "overdue": [_action_line(action, full_date(action.due), now.date()) for action in content.overdue],
        "soon": [_action_line(action, full_date(action.due), now.date()) for action in content.soon],
        "returned": [_conversation_line(one, now) for one in content.returned],
        "to_write": [_conversation_line(one, now) for one in content.to_write],
        "to_sign": [_conversation_line(one, now) for one in content.to_sign],
        "coming": [_conversation_line(one, now) for one in content.coming],
        "team": [f"{name}: {', '.join(map(_reason_text, reasons))}" for name, reasons in content.team],
    }
    for section, count in _section_counts(content):
        shown = lines[section][:MAX_SECTION_LINES]
        if more := count - len(shown):
            shown.append(format_message(_("and $count more"), count=more))
        yield _MailSection(f"{_(SECTION_LABELS[section])} ({count})", tuple(shown))


def _action_line(action: Action, when: str, today: date) -> str:
    name = name_with_status(action.person_name, action.person_end, today)
    person = f" ({name})" if action.person_id != action.responsible_id else ""
    return f"{action.text}{person}: {when}"


def _conversation_line(conversation: Conversation, now: datetime) -> str:
    both = format_message(
        _("$employee with $leader"),
        employee=name_with_status(conversation.distinct_person_name, conversation.person_end, now.date()),
        leader=name_with_status(conversation.leader_name, conversation.leader_end, now.date()),
    )
    when = full_date(conversation.on)
    if conversation.starts and conversation.held_at is None:
        when += f" {start_time(conversation, now)}"
    return f"{both}, {when}"


def _reason_text(detail: AttentionDetail) -> str:
    """As on the Team screen, where a narrow column leaves out what the months are counted from."""
    if detail.reason is AttentionReason.NO_CONVERSATION and detail.days >= 0:
        return format_message(_("$months months since last conversation"), months=team.months_since(detail))
    return team.reason_text(detail)


def _as_text(opening: tuple[str, ...], sections: list[_MailSection], closing: str, footer: str) -> str:
    blocks = ["\n".join(opening)]
    for section in sections:
        heading = [section.heading] if section.heading else []
        blocks.append("\n".join([*heading, *(f" - {line}" for line in section.lines)]))
    return "\n\n".join([*blocks, closing, f"-- \n{footer}"]) + "\n"


def _as_html(opening: tuple[str, ...], sections: list[_MailSection], closing: str, footer: str) -> str:
    """Simple HTML: it fetches nothing, and what people typed is escaped."""
    lines = [f"<p>{'<br>'.join(map(html.escape, opening))}</p>"]
    for section in sections:
        if section.heading:
            lines.append(f"<h2 style='font-size:1em;margin-bottom:0'>{html.escape(section.heading)}</h2>")
        lines.append("<ul>")
        lines += [f"<li>{html.escape(line)}</li>" for line in section.lines]
        lines.append("</ul>")
    lines.append(f"<p>{html.escape(closing)}</p>")
    lines.append(f"<p><small>{html.escape(footer)}</small></p>")
    body = "\n".join(lines)
    return f"<!DOCTYPE html>\n<html lang='{current_language()}'><body>\n{body}\n</body></html>\n"


def frequency_text(frequency: ReminderFrequency, weekday: int) -> str:
    """How often reminders are sent.

    Args:
        weekday: of weekly ones, 0 is Monday.
    """
    if frequency is ReminderFrequency.WEEKLY:
        return format_message(_("every week, on $day"), day=weekday_names()[weekday])
    return _("every day") if frequency is ReminderFrequency.DAILY else _("never")


def undelivered_line(one: UndeliveredReminder) -> str:
    """Whose reminder the mail server did not take, its reason, and whether it is tried again."""
    values = {"name": one.name, "email": one.email, "reason": undelivered_reason(one)}
    if one.last.is_given_up:
        return format_message(_("$name <$email>: $reason Given up; correct the address."), **values)
    return format_message(_("$name <$email>: $reason The next run tries again."), **values)


def undelivered_reason(one: UndeliveredReminder) -> str:
    """Why a reminder was not delivered: the mail server's words, if it said anything."""
    if one.last.reply:
        return f"{quoted(one.last.reply)}."
    address = ascii_address(one.last.address or one.email)
    if address is None:
        return _("Mail cannot be sent to this address.")
    if needs_utf8(address):
        return _("The mail server takes only addresses with the letters a to z before the @.")
    return _("The connection to the mail server was lost.")
