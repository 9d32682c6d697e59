"""The first start on a computer: an empty database, or one that nobody here has used yet."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts.credentials import find_by_identifier
from tui_app.storage.database import lock_subject, reading, writing
from tui_app.storage.people import people
from tui_app.storage.sign_in import accounts

if TYPE_CHECKING:
    from tui_app.domain.drafts.people import PersonDraft


def create_first_person(now: datetime, draft: PersonDraft) -> Viewer:
    """Create the first person of an empty database, who leads and administers.

    Raises:
        DomainError: `not_empty`: there are people already.
    """
    with writing():
        lock_subject("first person")
        if people.has_any():
            raise DomainError("not_empty")
        new = people.add(draft.model_dump() | {"is_administrator": True})
    return Viewer(new, draft.name, is_administrator=True)


def identify(now: datetime, identifier: str) -> Viewer:
    """The person with this full name, employee number or e-mail address.

    For the first start on another computer of the organisation, as long as nobody has a password. Until then, anybody
    who can reach the database can be anybody.

    Raises:
        DomainError: `not_recognised`: nobody or several people match; `sign_in_first`: passwords are in use.
    """
    with reading():
        if accounts.has_any_credentials():
            raise DomainError("sign_in_first")
        person = find_by_identifier(identifier, now)
    if person is None:
        raise DomainError("not_recognised", name=identifier.strip())
    return Viewer(person.id, person.name, person.is_administrator)


def is_empty() -> bool:
    """True if the database has no people yet."""
    with reading():
        return not people.has_any()


def passwords_in_use() -> bool:
    """True if somebody has chosen a password, so that a new computer has to ask for one."""
    with reading():
        return accounts.has_any_credentials()
