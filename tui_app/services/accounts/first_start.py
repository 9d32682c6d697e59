"""TODO-DOC."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Viewer
from tui_app.domain.text_normalization import folded
from tui_app.storage.database import reading, writing
from tui_app.storage.people import people
from tui_app.storage.sign_in import accounts

if TYPE_CHECKING:
    from tui_app.domain.drafts.people import PersonDraft


def create_first_person(now: datetime, draft: PersonDraft) -> Viewer:
    """Make the first person of an empty database, who leads and administers; there is nobody to be signed in yet.

    Raises:
        DomainError: `not_empty`, when there is somebody already.
    """
    with writing():
        if people.has_any():
            raise DomainError("not_empty")
        new = people.add(draft.model_dump() | {"is_administrator": True})
    return Viewer(new, draft.name, is_administrator=True)


def identify(now: datetime, name: str) -> Viewer:
    """The person of a database already in use whose full name, employee number or e-mail was typed.

    For the first start on another computer of the same organisation, while nobody there has a secret yet; whoever has
    the database's address gets this far.

    Raises:
        DomainError: `not_recognised`, when nobody or more than one has it; `sign_in_first`, once secrets are in use.
    """
    wanted = folded(name).strip()
    with reading():
        if accounts.has_any_credentials():
            raise DomainError("sign_in_first")
        found = [
            person
            for person in people.search(name, now.date(), limit=50)
            if wanted in (folded(person.name), folded(person.employee_number), folded(person.email))
        ]
    if len(found) != 1:
        raise DomainError("not_recognised", name=name.strip())
    return Viewer(found[0].id, found[0].name, found[0].is_administrator)


def is_empty() -> bool:
    """Whether the database holds nobody yet."""
    with reading():
        return not people.has_any()


def passwords_in_use() -> bool:
    """Whether somebody has chosen a secret, so that a new computer has to ask for one."""
    with reading():
        return accounts.has_any_credentials()
