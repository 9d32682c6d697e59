"""TODO-DOC."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.text import dates, people
from tui_app.text.follow_up import next_follow_up_on, next_follow_up_text
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import content
from tui_app.ui.content import plain

if TYPE_CHECKING:
    from tui_app.services.people.person_page import PersonPage


def follow_up_line(page: PersonPage, today: date) -> Content:
    """Who followed up last, when the next time is, what the leader has promised; nothing where nobody leads them."""
    person = page.person
    if person.leader_id is None:
        return plain("")
    last = next((one for one in page.follow_ups if one.by_id != person.id), None)
    if last is None:
        said = format_message(_("leader: $name"), name=person.leader_name)
    else:
        said = format_message(
            _("last followed up $day by $name"),
            day=dates.short_date(last.on, today),
            name=people.first_name(last.by_name),
        )
    due = page.schedule.due_on
    following = (
        next_follow_up_on(due, dates.short_date(due, today), today)
        if due
        else next_follow_up_text(page.schedule, today)
    )
    line = plain(f" {said} · {following}", content.MUTED)
    promised = [one for one in page.actions if one.is_open and one.responsible_id == person.leader_id]
    if promised:
        name = people.first_name(person.leader_name)
        line += plain(
            " · " + format_message(_("$name has promised $count"), name=name, count=len(promised)), content.MUTED
        )
    if late := sum(one.is_overdue(today) for one in promised):
        line += plain(
            " · " + format_message(ngettext("$count overdue", "$count overdue", late), count=late), content.ERROR
        )
    return line
