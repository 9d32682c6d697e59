"""Administration: what an administrator looks after, one key away, each with what waits there."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tui_app.domain.errors import DomainError
from tui_app.services.administration import overview
from tui_app.services.administration.overview import AdministrationOverview
from tui_app.text import dates
from tui_app.text.i18n import N_, _, format_message, ngettext
from tui_app.text.reminder_mail import frequency_text
from tui_app.ui import content, keys
from tui_app.ui.app_messages import GoToMode
from tui_app.ui.content import plain
from tui_app.ui.messages import OpenAuditLog, OpenForms, OpenPeople, OpenRetention, OpenStandIns
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row

ADMINISTRATION_COLUMNS = (ColumnSpec(2), ColumnSpec(20), ColumnSpec(20, flex=1))
ADMINISTRATION_AREAS = {
    "people": ("p", N_("People and accounts")),
    "stand_ins": ("s", N_("Stand-ins")),
    "forms": ("f", N_("Forms")),
    "retention": ("r", N_("Retention")),
    "organisation": ("o", N_("Organisation")),
    "reminders": ("e", N_("Reminders")),
    "log": ("l", N_("Audit log")),
}
"""What there is, and its key."""
EXPIRY_WARNING_DAYS = 2
"""A code that ends within so many days is said to end."""


class AdministrationScreen(DataScreen[AdministrationOverview]):
    """The administrator's first screen."""

    BINDINGS = keys.ADMINISTRATION

    def body(self) -> ComposeResult:
        """One line for each place."""
        with Vertical(id="administration", classes="box"):
            yield RecordList(id="administration-rows")

    async def fetch(self) -> AdministrationOverview:
        """What waits, in numbers."""
        return await self.ctx.call(overview.overview)

    def refused(self, refusal: DomainError) -> None:
        """No administrator any more: home."""
        super().refused(refusal)
        if refusal.code == "not_allowed":
            self.ctx.open(GoToMode(self.ctx.computer.home))

    def show(self, data: AdministrationOverview) -> None:
        """Key, name, and what waits there."""
        self.query_one("#administration").border_title = plain(_("Administration"))
        self.query_one(RecordList).fill(self._rows(data))

    def _rows(self, data: AdministrationOverview) -> Iterator[Row]:
        said = {
            "people": self._people(data),
            "stand_ins": self._stand_ins(data),
            "forms": _forms_status(data),
            "retention": self._retention(data),
            "organisation": _organisation_status(data),
            "reminders": self._reminders(data),
            "log": _refused_sign_ins(data),
        }
        for place, (key, name) in ADMINISTRATION_AREAS.items():
            yield Row(
                place,
                ColumnLine(
                    [plain(key, f"bold {content.ACCENT}"), plain(_(name), "bold"), said[place]], ADMINISTRATION_COLUMNS
                ),
            )
            yield heading_row(plain(""))

    def _people(self, data: AdministrationOverview) -> Content:
        standing = data.accounts
        line = plain(format_message(ngettext("$count person", "$count people", standing.people), count=standing.people))
        if count := standing.without_sign_in:
            line += plain(" · " + format_message(_("$count without sign-in"), count=count), content.WARNING)
        if standing.code_until is not None:
            until = standing.code_until.astimezone(self.ctx.now.tzinfo).date()
            said = ngettext("$count code until $day", "$count codes, the first until $day", standing.codes)
            soon = (until - self.ctx.today).days <= EXPIRY_WARNING_DAYS
            shown = format_message(said, count=standing.codes, day=dates.short_date(until, self.ctx.today))
            line += plain(" · " + shown, content.WARNING if soon else content.MUTED)
        if (count := standing.without_leader) > 1:
            # one is at the top
            line += plain(" · " + format_message(_("$count without a leader"), count=count), content.WARNING)
        return line

    def _stand_ins(self, data: AdministrationOverview) -> Content:
        today = self.ctx.today
        now = [one for one in data.stand_ins if one.first <= today]
        later = [one for one in data.stand_ins if one.first > today]
        parts = [
            format_message(_("$name for $leader until $last"), name=one.stand_in_name, leader=one.leader_name,
                 last=dates.short_date(one.last, today))
            for one in now[:1]
        ]  # fmt: skip
        if len(now) > 1:
            parts.append(format_message(_("$count more today"), count=len(now) - 1))
        if later:
            parts.append(
                format_message(_("$count from $day"), count=len(later), day=dates.short_date(later[0].first, today))
            )
        return plain(" · ".join(parts)) if parts else plain(_("No stand-ins now."), content.MUTED)

    def _retention(self, data: AdministrationOverview) -> Content:
        if data.last_erasure is None:
            line = plain(_("Nothing erased yet."), content.MUTED)
        else:
            on = data.last_erasure.at.astimezone(self.ctx.now.tzinfo).date()
            line = plain(format_message(_("Last erased $day"), day=dates.short_date(on, self.ctx.today)))
        if data.holds:
            line += plain(
                " · "
                + format_message(ngettext("$count erasure hold", "$count erasure holds", data.holds), count=data.holds),
                content.WARNING,
            )
        return line

    def _reminders(self, data: AdministrationOverview) -> Content:
        usual = frequency_text(data.reminders.rhythm, data.reminders.weekday)
        return plain(format_message(_("E-mail $often, unless they choose otherwise"), often=usual), content.MUTED)

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        getattr(self, f"action_{event.value or ''!s}")()

    def action_people(self) -> None:
        """Everybody, with their accounts."""
        self.ctx.open(OpenPeople())

    def action_stand_ins(self) -> None:
        """Who stands in for whom."""
        self.ctx.open(OpenStandIns())

    def action_forms(self) -> None:
        """The organisation's forms."""
        self.ctx.open(OpenForms())

    def action_retention(self) -> None:
        """How long things are kept."""
        self.ctx.open(OpenRetention())

    def action_reminders(self) -> None:
        """How everybody is reminded who has not chosen otherwise."""
        from tui_app.ui.administration.reminder_settings import edit_organisation_reminders

        self.ctx.spawn(edit_organisation_reminders(self.ctx))

    def action_organisation(self) -> None:
        """Where the organisation is."""
        from tui_app.ui.administration.organisation import edit_organisation

        self.ctx.spawn(edit_organisation(self.ctx))

    def action_log(self) -> None:
        """Who has done what."""
        self.ctx.open(OpenAuditLog(whole=True))


def _forms_status(data: AdministrationOverview) -> Content:
    line = plain(format_message(_("$count in use"), count=data.forms))
    if data.drafts:
        line += plain(
            " · " + format_message(ngettext("$count draft", "$count drafts", data.drafts), count=data.drafts),
            content.WARNING,
        )
    return line


def _organisation_status(data: AdministrationOverview) -> Content:
    where = data.organisation
    return plain(" · ".join((where.country, where.zone or _("each computer's own time zone"))), content.MUTED)


def _refused_sign_ins(data: AdministrationOverview) -> Content:
    if not (count := data.accounts.refused):
        return plain(_("Who did what, but not what anyone wrote."), content.MUTED)
    said = ngettext("$count refused sign-in this week", "$count refused sign-ins this week", count)
    return plain(format_message(said, count=count))
