"""Administration: what an administrator looks after, one key away, each with what waits there."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tui_app.domain.refusals import Refusal
from tui_app.services import administration
from tui_app.services.administration import Overview
from tui_app.ui import keys, words
from tui_app.ui.language import N_, _, ngettext, told
from tui_app.ui.reminder_words import rhythm_words
from tui_app.ui.screens.base import DataScreen
from tui_app.ui.text import lit
from tui_app.ui.widgets.rows import Column, Line, Row, RowList, heading

COLUMNS = (Column(2), Column(20), Column(20, flex=1))
PLACES = {
    "people": ("p", N_("People and accounts")),
    "stand_ins": ("s", N_("Stand-ins")),
    "forms": ("f", N_("Forms")),
    "retention": ("r", N_("Retention")),
    "organisation": ("o", N_("The organisation")),
    "reminders": ("e", N_("Reminders")),
    "log": ("l", N_("The log")),
}
"""What there is, and its key."""
SOON_DAYS = 2
"""A code that ends within so many days is said to end."""


class AdministrationScreen(DataScreen[Overview]):
    """The administrator's first screen."""

    BINDINGS = keys.ADMINISTRATION

    def body(self) -> ComposeResult:
        """One line for each place."""
        with Vertical(id="administration", classes="box"):
            yield RowList(id="administration-rows")

    async def fetch(self) -> Overview:
        """What waits, in numbers."""
        return await self.samtale.ask(administration.overview)

    def refused(self, refusal: Refusal) -> None:
        """No administrator any more: home."""
        super().refused(refusal)
        if refusal.code == "not_allowed":
            self.samtale.action_go(self.samtale.parts.home)

    def show(self, data: Overview) -> None:
        """Key, name, and what waits there."""
        self.query_one("#administration").border_title = lit(_("Administration"))
        self.query_one(RowList).fill(self._rows(data))

    def _rows(self, data: Overview) -> Iterator[Row]:
        said = {
            "people": self._people(data),
            "stand_ins": self._stand_ins(data),
            "forms": _forms(data),
            "retention": self._retention(data),
            "organisation": _organisation(data),
            "reminders": self._reminders(data),
            "log": _refused(data),
        }
        for place, (key, name) in PLACES.items():
            yield Row(place, Line([lit(key, f"bold {words.BLUE}"), lit(_(name), "bold"), said[place]], COLUMNS))
            yield heading(lit(""))

    def _people(self, data: Overview) -> Content:
        standing = data.accounts
        line = lit(told(ngettext("$count person", "$count people", standing.people), count=standing.people))
        if count := standing.without_sign_in:
            line += lit(" · " + told(_("$count without a sign-in"), count=count), words.AMBER)
        if standing.code_until is not None:
            until = standing.code_until.astimezone(self.samtale.moment.tzinfo).date()
            said = ngettext("$count code until $day", "$count codes, the first until $day", standing.codes)
            soon = (until - self.samtale.today).days <= SOON_DAYS
            shown = told(said, count=standing.codes, day=words.day(until, self.samtale.today))
            line += lit(" · " + shown, words.AMBER if soon else words.FAINT)
        if (count := standing.without_leader) > 1:
            # one is at the top
            line += lit(" · " + told(_("$count without a leader"), count=count), words.AMBER)
        return line

    def _stand_ins(self, data: Overview) -> Content:
        today = self.samtale.today
        now = [one for one in data.stand_ins if one.first <= today]
        later = [one for one in data.stand_ins if one.first > today]
        parts = [
            told(_("$name for $leader until $last"), name=one.stand_in_name, leader=one.leader_name,
                 last=words.day(one.last, today))
            for one in now[:1]
        ]  # fmt: skip
        if len(now) > 1:
            parts.append(told(_("$count more today"), count=len(now) - 1))
        if later:
            parts.append(told(_("$count from $day"), count=len(later), day=words.day(later[0].first, today)))
        return lit(" · ".join(parts)) if parts else lit(_("Nobody stands in."), words.FAINT)

    def _retention(self, data: Overview) -> Content:
        if data.erased is None:
            line = lit(_("Nothing has been erased yet."), words.FAINT)
        else:
            on = data.erased.at.astimezone(self.samtale.moment.tzinfo).date()
            line = lit(told(_("Last erased $day"), day=words.day(on, self.samtale.today)))
        if data.holds:
            line += lit(
                " · " + told(ngettext("$count hold", "$count holds", data.holds), count=data.holds), words.AMBER
            )
        return line

    def _reminders(self, data: Overview) -> Content:
        usual = rhythm_words(data.reminders.rhythm, data.reminders.weekday)
        return lit(told(_("E-mail $often, unless they chose otherwise"), often=usual), words.FAINT)

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        getattr(self, f"action_{event.key}")()

    def action_people(self) -> None:
        """Everybody, with their accounts."""
        self.samtale.open_people()

    def action_stand_ins(self) -> None:
        """Who stands in for whom."""
        self.samtale.open_stand_ins()

    def action_forms(self) -> None:
        """The organisation's forms."""
        self.samtale.open_forms()

    def action_retention(self) -> None:
        """How long things are kept."""
        self.samtale.open_retention()

    def action_reminders(self) -> None:
        """How everybody is reminded who has not chosen otherwise."""
        from tui_app.ui.reminder_forms import organisation_reminders

        self.samtale.flow(organisation_reminders(self.samtale))

    def action_organisation(self) -> None:
        """Where the organisation is."""
        from tui_app.ui.organisation_forms import change_organisation

        self.samtale.flow(change_organisation(self.samtale))

    def action_log(self) -> None:
        """Who has done what."""
        self.samtale.open_log(whole=True)


def _forms(data: Overview) -> Content:
    line = lit(told(_("$count in use"), count=data.forms))
    if data.drafts:
        line += lit(
            " · " + told(ngettext("$count draft", "$count drafts", data.drafts), count=data.drafts), words.AMBER
        )
    return line


def _organisation(data: Overview) -> Content:
    where = data.organisation
    return lit(" · ".join((where.country, where.zone or _("each computer's own time zone"))), words.FAINT)


def _refused(data: Overview) -> Content:
    if not (count := data.accounts.refused):
        return lit(_("Who has done what, without what anybody wrote."), words.FAINT)
    said = ngettext("$count refused try to sign in this week", "$count refused tries to sign in this week", count)
    return lit(told(said, count=count))
