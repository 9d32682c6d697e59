"""The areas of administration, each with its status."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from tui_app.domain.errors import DomainError
from tui_app.services.administration import overview
from tui_app.services.administration.overview import AdministrationOverview
from tui_app.text.i18n import N_, _
from tui_app.ui.administration import area_status
from tui_app.ui.app_messages import GoToMode
from tui_app.ui.content import plain
from tui_app.ui.messages import OpenAuditLog, OpenForms, OpenPeople, OpenRetention, OpenStandIns
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row

AREA_COLUMNS = (ColumnSpec(24), ColumnSpec(20, flex=1))


class Area(Enum):
    """What an administrator looks after."""

    PEOPLE = auto()
    STAND_INS = auto()
    FORMS = auto()
    RETENTION = auto()
    ORGANISATION = auto()
    REMINDERS = auto()
    AUDIT_LOG = auto()


AREA_LABELS = {
    Area.PEOPLE: N_("People and accounts"),
    Area.STAND_INS: N_("Stand-ins"),
    Area.FORMS: N_("Forms"),
    Area.RETENTION: N_("Retention"),
    Area.ORGANISATION: N_("Organisation"),
    Area.REMINDERS: N_("Reminders"),
    Area.AUDIT_LOG: N_("Audit log"),
}


class AdministrationScreen(DataScreen[AdministrationOverview]):
    """The first screen of the mode for administrators."""

    def compose_body(self) -> ComposeResult:
        """Yield the list of areas."""
        with Vertical(id="administration", classes="box"):
            yield RecordList(id="administration-rows")

    async def fetch(self) -> AdministrationOverview:
        """Read the status of each area."""
        return await self.ctx.call(overview.overview)

    def load_failed(self, error: DomainError) -> None:
        """Report the error, and go to the first mode if the viewer is no administrator any more."""
        super().load_failed(error)
        if error.code == "not_allowed":
            self.ctx.open(GoToMode(self.ctx.computer.home))

    def show(self, data: AdministrationOverview) -> None:
        """Fill the list."""
        self.query_one("#administration").border_title = plain(_("Administration"))
        self.query_one(RecordList).fill(self._rows(data))

    def _rows(self, data: AdministrationOverview) -> Iterator[Row]:
        now = self.ctx.now
        status = {
            Area.PEOPLE: area_status.people_status(data, now),
            Area.STAND_INS: area_status.stand_in_status(data, now.date()),
            Area.FORMS: area_status.form_status(data),
            Area.RETENTION: area_status.retention_status(data, now),
            Area.ORGANISATION: area_status.organisation_status(data),
            Area.REMINDERS: area_status.reminder_status(data),
            Area.AUDIT_LOG: area_status.audit_log_status(data),
        }
        for area, name in AREA_LABELS.items():
            cells = [plain(_(name), "bold"), status[area]]
            yield Row(area, ColumnLine(cells, AREA_COLUMNS))
            yield heading_row(plain(""))

    @on(RecordList.Opened)
    def _row_opened(self, event: RecordList.Opened) -> None:
        actions = {
            Area.PEOPLE: self.action_people,
            Area.STAND_INS: self.action_stand_ins,
            Area.FORMS: self.action_forms,
            Area.RETENTION: self.action_retention,
            Area.ORGANISATION: self.action_organisation,
            Area.REMINDERS: self.action_reminders,
            Area.AUDIT_LOG: self.action_audit_log,
        }
        if isinstance(event.value, Area):
            actions[event.value]()

    def action_people(self) -> None:
        """Open the people and their accounts."""
        self.ctx.open(OpenPeople())

    def action_stand_ins(self) -> None:
        """Open the stand-ins."""
        self.ctx.open(OpenStandIns())

    def action_forms(self) -> None:
        """Open the organisation's forms."""
        self.ctx.open(OpenForms())

    def action_retention(self) -> None:
        """Open the retention periods."""
        self.ctx.open(OpenRetention())

    def action_reminders(self) -> None:
        """Edit the default reminders."""
        from tui_app.ui.administration.reminder_settings import edit_organisation_reminders

        self.ctx.spawn(edit_organisation_reminders(self.ctx))

    def action_organisation(self) -> None:
        """Edit the country and the time zone."""
        from tui_app.ui.administration.organisation import edit_organisation

        self.ctx.spawn(edit_organisation(self.ctx))

    def action_audit_log(self) -> None:
        """Open the whole audit log."""
        self.ctx.open(OpenAuditLog(whole=True))
