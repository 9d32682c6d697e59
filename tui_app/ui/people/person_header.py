"""The two lines above a person's page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from tui_app.text import dates, people
from tui_app.text.follow_up import next_follow_up_on, next_follow_up_text
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext

if TYPE_CHECKING:
    from tui_app.domain.records.follow_up import FollowUp
    from tui_app.domain.records.person import Person
    from tui_app.services.people.person_page import PersonPage


class PersonHeader(HasContext, Widget):
    """Who the person is, and below it who follows them up and when."""

    _page: PersonPage | None = None

    def show(self, page: PersonPage) -> None:
        """Show the person of a page."""
        self._page = page
        self.refresh()

    def render(self) -> Content:
        """Return the two lines."""
        if self._page is None:
            return plain("")
        person = self._page.person
        first = plain(f" {person.distinct_name}", "bold")
        if about := people.title_and_unit(person):
            first += plain(f"  {about}", content.MUTED)
        width = max(10, self.size.width - 1)
        second = follow_up_line(self._page, self.ctx.today, width)
        return first.truncate(width, ellipsis=True) + plain("\n") + second.truncate(width, ellipsis=True)


def follow_up_line(page: PersonPage, today: date, width: int) -> Content:
    """Who followed the person up last, when the next follow-up is, and what the leader has promised.

    Empty for a person without a leader. Where it has no room in so many cells, the name is shortened, not the dates.
    """
    person = page.person
    if person.leader_id is None:
        return plain("")
    last = next((one for one in page.follow_ups if one.by_id != person.id), None)
    due = page.schedule.due_on
    if due:
        next_text = next_follow_up_on(due, dates.short_date(due, today), today)
    else:
        next_text = next_follow_up_text(page.schedule, today)
    following = plain(f" · {next_text}", content.MUTED) + _promises(page, last, today)
    last_text = _last_text(person, last, today, width - following.cell_length - 1)
    return plain(f" {last_text}", content.MUTED) + following


def _last_text(person: Person, last: FollowUp | None, today: date, width: int) -> str:
    """Who followed the person up last; the leader, if nobody has."""
    if last is None:

        def about_leader(shown: str) -> str:
            return format_message(_("leader: $name"), name=people.name_with_status(shown, person.leader_end, today))

        return people.text_with_name(about_leader, person.leader_name, width)
    message, day = _("followed up $day by $name"), dates.short_date(last.on, today)
    name = people.author_first_name(last, today)
    return people.text_with_name(lambda shown: format_message(message, day=day, name=shown), name, width)


def _promises(page: PersonPage, last: FollowUp | None, today: date) -> Content:
    """How many open actions the leader is responsible for, and how many of them are overdue."""
    person = page.person
    promised = [one for one in page.actions if one.is_open and one.responsible_id == person.leader_id]
    line = plain("")
    if promised:
        name = people.first_name(person.leader_name)
        if last is not None and last.by_id != person.leader_id:  # whether they have left is not said yet
            name = people.name_with_status(name, person.leader_end, today)
        text = format_message(_("$name has promised $count"), name=name, count=len(promised))
        line += plain(" · " + text, content.MUTED)
    if overdue := sum(one.is_overdue(today) for one in promised):
        text = format_message(ngettext("$count overdue", "$count overdue", overdue), count=overdue)
        line += plain(" · " + text, content.ERROR)
    return line
