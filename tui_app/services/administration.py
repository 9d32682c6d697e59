"""What waits for whoever administers, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_app.domain import access
from tui_app.domain.accounts import Standing
from tui_app.domain.organisation import Organisation
from tui_app.domain.records import StandIn, Viewer
from tui_app.domain.refusals import NotAllowed
from tui_app.domain.reminders import OrganisationReminders
from tui_app.domain.retention import Receipt
from tui_app.services import organisation
from tui_app.services.retention import last_receipt
from tui_app.storage import administration, holds, reminders, stand_ins
from tui_app.storage.database import reading


@dataclass(frozen=True, slots=True)
class Overview:
    """How things stand.

    Attributes:
        stand_ins: today's and later ones.
        forms: in use; `drafts` wait to be published.
        erased: the receipt of the last time; None before the first.
        holds: how many people's things are kept back from it.
        organisation: where it is.
        reminders: how everybody is reminded who has not chosen otherwise.
    """

    accounts: Standing
    stand_ins: tuple[StandIn, ...]
    forms: int
    drafts: int
    erased: Receipt | None
    holds: int
    reminders: OrganisationReminders
    organisation: Organisation


def overview(viewer: Viewer, now: datetime) -> Overview:
    """What an administrator's first screen says.

    Raises:
        NotAllowed: not an administrator.
    """
    if not access.manages_accounts(viewer):
        raise NotAllowed()
    with reading(viewer):
        forms, drafts = administration.forms()
        return Overview(
            administration.standing(now),
            stand_ins.from_day(now.date()),
            forms,
            drafts,
            last_receipt(),
            len(holds.held()),
            reminders.organisation(),
            organisation.overview(viewer, now),
        )
