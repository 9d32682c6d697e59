"""The words of reminders: a letter as text and as plain HTML, and what stands in a published calendar."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.appointments import CalendarItem, ItemKind, file_name
from tui_app.domain.forms import in_language
from tui_app.domain.records import Action, Conversation
from tui_app.domain.reminders import Frequency, News
from tui_app.domain.team import Because, Reason
from tui_app.ui.dates import full_day, short_day, weekdays
from tui_app.ui.language import N_, _, ngettext, spoken, told

LINES_OF_PART = 10
"""Lines of one part of a letter; how many more there are is said."""

COUNTED = {
    "overdue": N_("Overdue"),
    "soon": N_("Due in the next seven days"),
    "returned": N_("Minutes returned to you"),
    "to_write": N_("Minutes for you to write"),
    "to_sign": N_("Minutes for you to read and sign"),
    "coming": N_("Conversations in the next seven days"),
    "team": N_("In your team: time for a follow-up or a conversation"),
}
"""Parts of a letter, in their order."""


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What a reminder says; its subject tells nothing."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Part:
    heading: str
    lines: tuple[str, ...]


def letter(name: str, news: News, now: datetime, *, bare: bool) -> LetterWords:
    """A reminder in the language in use.

    Args:
        name: of the one who gets it.
        bare: numbers only: no title of an action and nobody else's name.
    """
    parts = [_bare(news)] if bare else list(_parts(news, now))
    first = name.split(" ")[0]
    hello = told(_("Hello $name,"), name=first)
    about = _("this is with you at the moment.")
    opening = _("Open Samtale to see it all and to do something about it.")
    stopping = _("You can have this less often, or not at all: press F2 in Samtale and choose Reminders and calendar.")
    return LetterWords(
        subject=_("A reminder from Samtale"),
        text=_as_text((hello, about), parts, (opening,), stopping),
        html=_as_html((hello, about), parts, (opening,), stopping),
    )


def _bare(news: News) -> _Part:
    lines = (f"{_(COUNTED[what])}: {count}" for what, count in _counted(news))
    return _Part("", tuple(lines))


def _counted(news: News) -> Iterator[tuple[str, int]]:
    counts = news.counts
    return ((what, counts[what]) for what in COUNTED if counts[what])


def _parts(news: News, now: datetime) -> Iterator[_Part]:
    today = now.date()
    lines: dict[str, list[str]] = {
        "overdue": [_action(one, _late(one, now)) for one in news.overdue],
        "soon": [_action(one, short_day(one.due, today, spoken())) for one in news.soon],
        "returned": [_talk(one, now) for one in news.returned],
        "to_write": [_talk(one, now) for one in news.to_write],
        "to_sign": [_talk(one, now) for one in news.to_sign],
        "coming": [_talk(one, now) for one in news.coming],
        "team": [f"{name}: {', '.join(map(_reason, reasons))}" for name, reasons in news.team],
    }
    for what, count in _counted(news):
        shown = lines[what][:LINES_OF_PART]
        if more := count - len(shown):
            shown.append(told(_("and $count more"), count=more))
        yield _Part(f"{_(COUNTED[what])} ({count})", tuple(shown))


def _late(action: Action, now: datetime) -> str:
    days = (now.date() - action.due).days
    return told(ngettext("$count day late", "$count days late", days), count=days)


def _action(action: Action, when: str) -> str:
    about = f" ({action.person_name})" if action.person_id != action.responsible_id else ""
    return f"{action.text}{about}: {when}"


def _talk(talk: Conversation, now: datetime) -> str:
    clock = f" {talk.starts.astimezone(now.tzinfo):%H:%M}" if talk.starts and talk.held_at is None else ""
    both = told(_("$employee with $leader"), employee=talk.person_name, leader=talk.leader_name)
    return f"{both}, {full_day(talk.on, spoken())}{clock}"


def _reason(because: Because) -> str:
    if because.reason is Reason.ASKED:
        return _("asks for a follow-up")
    if because.reason is Reason.FOLLOW_UP_DUE:
        return _("follow-up due")
    if because.days < 0:
        return _("no conversation yet")
    return told(_("no conversation in $months months"), months=because.days * 12 // 365)


def _as_text(opening: tuple[str, ...], parts: list[_Part], closing: tuple[str, ...], small: str) -> str:
    blocks = ["\n".join(opening)]
    for part in parts:
        head = [part.heading] if part.heading else []
        blocks.append("\n".join([*head, *(f" - {line}" for line in part.lines)]))
    return "\n\n".join([*blocks, *closing, f"-- \n{small}"]) + "\n"


def _as_html(opening: tuple[str, ...], parts: list[_Part], closing: tuple[str, ...], small: str) -> str:
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
    return f"<!DOCTYPE html>\n<html lang='{spoken()}'><body>\n{body}\n</body></html>\n"


def calendar_name(name: str) -> str:
    """What a published calendar calls itself."""
    return told(_("Samtale: $name"), name=name)


def calendar_address(folder: str, calendar: str) -> str:
    """Where a published calendar is: its address below that of the folder, or the name of its file alone."""
    name = file_name(calendar)
    return f"{folder}/{name}" if folder else name


def calendar_title(item: CalendarItem) -> str:
    """What a day or an hour in a published calendar is called; one without its text tells numbers only."""
    if item.kind is ItemKind.DUE:
        if not item.text:
            return told(ngettext("Samtale: $count date due", "Samtale: $count dates due", item.count), count=item.count)
        return told(_("Due: $text"), text=item.text) + (f" ({item.name})" if item.name else "")
    if item.kind is ItemKind.FOLLOW_UP:
        if not item.name:
            return told(
                ngettext("Samtale: $count follow-up", "Samtale: $count follow-ups", item.count), count=item.count
            )
        return told(_("Follow-up: $name"), name=item.name)
    title = in_language(item.title, spoken()) or _("Conversation")
    return f"{title}: {item.name}" if item.name else _("Conversation")


def rhythm_words(rhythm: Frequency, weekday: int) -> str:
    """How often, in words."""
    if rhythm is Frequency.WEEKLY:
        return told(_("every week, on $day"), day=weekdays(spoken())[weekday])
    return _("every day") if rhythm is Frequency.DAILY else _("never")
