"""Reminders of one person: what they chose, and what there is to tell them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import NotAllowed
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.reminders import OrganisationReminderSettings, ReminderChoice
from tui_app.storage import audit_log, reminders
from tui_app.storage.database import reading, writing
from tui_app.storage.people import people as stored_people

if TYPE_CHECKING:
    from tui_app.domain.drafts.settings import OrganisationReminderDraft, ReminderDraft
    from tui_app.services.accounts.password_hasher import PasswordHasher


@dataclass(frozen=True, slots=True)
class MyReminders:
    """What somebody has chosen, where it is sent, and what holds where nothing is chosen."""

    person: Person
    choice: ReminderChoice
    organisation: OrganisationReminderSettings


def own_choice(viewer: Viewer, now: datetime) -> MyReminders:
    """One's own choice."""
    with reading(viewer):
        person = stored_people.get(viewer.id)
        assert person is not None
        return MyReminders(person, reminders.get_choice(viewer.id), reminders.get_organisation_settings())


def choose(viewer: Viewer, now: datetime, smith: PasswordHasher, draft: ReminderDraft) -> ReminderChoice:
    """Choose how one is reminded, and whether one's calendar is published; a new calendar gets a new address."""
    values = draft.model_dump(exclude={"calendar"})
    values |= {"rhythm": draft.rhythm.value if draft.rhythm else "", "since": now.date()}
    with writing(viewer):
        kept = reminders.get_choice(viewer.id).calendar
        values["calendar"] = (kept or smith.new_address()) if draft.calendar else ""
        reminders.save_choice(viewer.id, values)
        details = {"rhythm": values["rhythm"], "calendar": draft.calendar}
        audit_log.add(AuditEntry(now, AuditKind.REMINDERS, viewer.id, viewer.id, details=details))
        return reminders.get_choice(viewer.id)


def organisation_defaults(viewer: Viewer, now: datetime) -> OrganisationReminderSettings:
    """What holds for everybody who has not chosen otherwise.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    with reading(viewer):
        return reminders.get_organisation_settings()


def set_organisation_defaults(viewer: Viewer, now: datetime, draft: OrganisationReminderDraft) -> None:
    """Set what holds for everybody who has not chosen otherwise.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    values = draft.model_dump(mode="json")
    with writing(viewer):
        reminders.save_organisation_settings(values)
        audit_log.add(
            AuditEntry(now, AuditKind.REMINDERS, viewer.id, details={"rhythm": values["rhythm"], "bare": draft.bare})
        )


def _require_administrator(viewer: Viewer) -> None:
    if not access.manages_reminders(viewer):
        raise NotAllowed()
