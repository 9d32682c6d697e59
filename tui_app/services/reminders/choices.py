"""How people are reminded: their own choice, and the organisation's defaults."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from tui_app.domain import access
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.reminders import OrganisationReminderSettings, ReminderChoice, UndeliveredReminder
from tui_app.services.authorize import get_person, require
from tui_app.services.reminders import delivery
from tui_app.storage import audit_log, reminders
from tui_app.storage.database import reading, writing

if TYPE_CHECKING:
    from tui_app.domain.drafts.settings import OrganisationReminderDraft, ReminderDraft
    from tui_app.services.accounts.password_hasher import PasswordHasher


class MyReminders(Struct, frozen=True):
    """A person's choice, their e-mail address (`person`), and the organisation's defaults."""

    person: Person
    choice: ReminderChoice
    organisation: OrganisationReminderSettings


def own_choice(viewer: Viewer, now: datetime) -> MyReminders:
    """The viewer's own choice."""
    with reading(viewer):
        return MyReminders(
            get_person(viewer.id), reminders.get_choice(viewer.id), reminders.get_organisation_settings()
        )


def choose(viewer: Viewer, now: datetime, hasher: PasswordHasher, draft: ReminderDraft) -> ReminderChoice:
    """Choose how the viewer is reminded, and whether their calendar is published. A new calendar gets a new token."""
    values = draft.model_dump(exclude={"calendar"})
    values |= {"rhythm": draft.rhythm.value if draft.rhythm else "", "since": now.date()}
    with writing(viewer, about=[viewer.id]):
        token = reminders.get_choice(viewer.id).calendar
        values["calendar"] = (token or hasher.new_calendar_token()) if draft.calendar else ""
        reminders.save_choice(viewer.id, values)
        details = {"rhythm": values["rhythm"], "calendar": draft.calendar}
        audit_log.add(AuditEntry(now, AuditKind.REMINDERS, viewer.id, viewer.id, details=details))
        return reminders.get_choice(viewer.id)


def organisation_defaults(viewer: Viewer, now: datetime) -> OrganisationReminderSettings:
    """The settings for people who have not chosen their own.

    Raises:
        NotAllowed: not an administrator.
    """
    require(access.manages_reminders(viewer))
    with reading(viewer):
        return reminders.get_organisation_settings()


def set_organisation_defaults(viewer: Viewer, now: datetime, draft: OrganisationReminderDraft) -> None:
    """Change the settings for people who have not chosen their own.

    Raises:
        NotAllowed: not an administrator.
    """
    require(access.manages_reminders(viewer))
    values = draft.model_dump(mode="json")
    with writing(viewer):
        reminders.save_organisation_settings(values)
        audit_log.add(
            AuditEntry(now, AuditKind.REMINDERS, viewer.id, details={"rhythm": values["rhythm"], "bare": draft.bare})
        )


def undelivered(viewer: Viewer, now: datetime) -> tuple[UndeliveredReminder, ...]:
    """The reminders of this day or week that the mail server did not take, with its words.

    Raises:
        NotAllowed: not an administrator.
    """
    require(access.manages_reminders(viewer))
    return delivery.undelivered(now)
