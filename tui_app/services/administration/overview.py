"""What waits for whoever administers, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_app.domain import access
from tui_app.domain.accounts.records import AccountTotals
from tui_app.domain.errors import NotAllowed
from tui_app.domain.organisation import Organisation
from tui_app.domain.records.person import StandIn, Viewer
from tui_app.domain.reminders import OrganisationReminderSettings
from tui_app.domain.retention import ErasureReceipt
from tui_app.services.administration import organisation
from tui_app.services.administration.retention import last_receipt
from tui_app.storage import reminders
from tui_app.storage.database import reading
from tui_app.storage.people import administration, stand_ins
from tui_app.storage.retention import holds


@dataclass(frozen=True, slots=True)
class AdministrationOverview:
    """How things stand.

    Attributes:
        stand_ins: today's and later ones.
        forms: in use; `drafts` wait to be published.
        erased: the receipt of the last time; None before the first.
        holds: how many people's things are kept back from it.
        organisation: where it is.
        reminders: how everybody is reminded who has not chosen otherwise.
    """

    accounts: AccountTotals
    stand_ins: tuple[StandIn, ...]
    forms: int
    drafts: int
    erased: ErasureReceipt | None
    holds: int
    reminders: OrganisationReminderSettings
    organisation: Organisation


def overview(viewer: Viewer, now: datetime) -> AdministrationOverview:
    """What an administrator's first screen says.

    Raises:
        NotAllowed: not an administrator.
    """
    if not access.manages_accounts(viewer):
        raise NotAllowed()
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
            organisation.get(viewer, now),
        )
