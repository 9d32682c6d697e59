"""Rhythms and pauses in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.rhythm import Pause, PauseKind, Rhythm
from tui_app.services.rhythms import Held
from tui_app.ui import words
from tui_app.ui.dates import header_day
from tui_app.ui.language import N_, _, ngettext, spoken, told
from tui_app.ui.text import lit

if TYPE_CHECKING:
    from tui_app.services.pages import PersonPage

PAUSES = {
    PauseKind.HOLIDAY: N_("holiday"),
    PauseKind.LEAVE: N_("leave"),
    PauseKind.AWAY: N_("away"),
}


def often(rhythm: Rhythm) -> str:
    """How often: "every 4 weeks", "15.1 and 1.9 every year"."""
    if rhythm.days:
        return told(_("each year on $days"), days=typed(rhythm))
    return told(ngettext("every week", "every $count weeks", rhythm.weeks), count=rhythm.weeks)


def conversations(rhythm: Rhythm) -> str:
    """How often a team has its conversations."""
    if rhythm.months == 12:
        return _("a conversation every year")
    return told(
        ngettext("a conversation every month", "a conversation every $count months", rhythm.months),
        count=rhythm.months,
    )


def typed(rhythm: Rhythm) -> str:
    """How often, as it is typed: "4", "15.1, 1.9"; nothing where the team is followed."""
    if rhythm.days:
        return ", ".join(f"{day}.{month}" for month, day in rhythm.fixed_days)
    return str(rhythm.weeks) if rhythm.weeks else ""


def weekday_and_day(day: date) -> str:
    """A date with its weekday: "Tue 8 Dec"."""
    return header_day(day, spoken()).partition(" · ")[0]


def next_one(held: Held, today: date) -> str:
    """When the next follow-up is: "next Tue 8 Dec", "due since Tue 8 Dec"."""
    due = held.due_on
    if due is None:
        return _("when something is agreed")
    return _next_on(due, weekday_and_day(due) if due.year == today.year else words.day(due, today), today)


def _next_on(due: date, shown: str, today: date) -> str:
    if due <= today:
        return _("due today") if due == today else told(_("due since $day"), day=shown)
    return told(_("next $day"), day=shown)


def in_full(held: Held, today: date) -> str:
    """A person's rhythm in one line: "every 4 weeks · next Tue 8 Dec"."""
    return f"{often(held.rhythm)} · {next_one(held, today)}"


def away(pause: Pause, today: date) -> str:
    """A pause: "7 Dec – 15 Dec · leave"."""
    days = words.day(pause.first, today)
    if pause.last != pause.first:
        days += f" – {words.day(pause.last, today)}"
    return f"{days} · {_(PAUSES[pause.kind])}"


def care_line(page: PersonPage, today: date) -> Content:
    """Who followed up last, when the next time is, what the leader has promised; nothing where nobody leads them."""
    person = page.person
    if person.leader_id is None:
        return lit("")
    last = next((one for one in page.follow_ups if one.by_id != person.id), None)
    if last is None:
        said = told(_("leader: $name"), name=person.leader_name)
    else:
        said = told(
            _("last followed up $day by $name"), day=words.day(last.on, today), name=words.first_name(last.by_name)
        )
    due = page.held.due_on
    following = _next_on(due, words.day(due, today), today) if due else next_one(page.held, today)
    line = lit(f" {said} · {following}", words.FAINT)
    promised = [one for one in page.actions if one.is_open and one.responsible_id == person.leader_id]
    if promised:
        name = words.first_name(person.leader_name)
        line += lit(" · " + told(_("$name promised $count"), name=name, count=len(promised)), words.FAINT)
    if late := sum(one.is_overdue(today) for one in promised):
        line += lit(" · " + told(ngettext("$count overdue", "$count overdue", late), count=late), words.RED)
    return line
