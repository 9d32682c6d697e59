"""The overview that greets an administrator."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from tui_app.domain.accounts.accounts import AccountTotals
from tui_app.domain.maintenance.erasure_receipts import ErasureReceipt
from tui_app.domain.organisation import Organisation
from tui_app.domain.records.person import StandIn, Viewer
from tui_app.domain.reminders import OrganisationReminderSettings
from tui_app.services.administration import organisation
from tui_app.services.administration.retention import last_receipt
from tui_app.services.authorize import require_account_administrator
from tui_app.services.reminders import delivery
from tui_app.storage import reminders
from tui_app.storage.database import reading
from tui_app.storage.people import administration, stand_ins
from tui_app.storage.retention import holds


class AdministrationOverview(Struct, frozen=True):
    """Counts and settings of the organisation.

    Attributes:
        stand_ins: current and upcoming ones.
        forms: how many forms are published.
        drafts: how many drafts of forms are not published yet.
        last_erasure: receipt of the last erasure; None before the first.
        holds: how many people are exempt from erasure.
        reminders: the settings for people who have not chosen their own.
        undelivered: how many reminders the mail server did not take.
    """

    accounts: AccountTotals
    stand_ins: tuple[StandIn, ...]
    forms: int
    drafts: int
    last_erasure: ErasureReceipt | None
    holds: int
    reminders: OrganisationReminderSettings
    undelivered: int
    organisation: Organisation


def overview(viewer: Viewer, now: datetime) -> AdministrationOverview:
    """What the administration screen shows first.

    Raises:
        NotAllowed: not an administrator.
    """
    require_account_administrator(viewer)
    waiting = len(delivery.undelivered(now))
    with reading(viewer):
        forms, drafts = administration.form_counts()
        return AdministrationOverview(
            administration.account_counts(now),
            stand_ins.ending_from(now.date()),
            forms,
            drafts,
            last_receipt(),
            len(holds.people_on_hold()),
            reminders.get_organisation_settings(),
            waiting,
            organisation.get(viewer, now),
        )
