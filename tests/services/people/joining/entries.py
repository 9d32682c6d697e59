"""Two entries of one person, with something of every kind."""

from __future__ import annotations

from typing import Any

from tests.conftest import NOW
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.people.joining import JoinPreview
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.people import joining, people
from tui_app.storage.database import reading
from tui_app.storage.people import people as stored_people


def person(by: Viewer, name: str, **more: Any) -> Person:
    return people.add(by, NOW, validate_draft(PersonDraft, {"name": name, **more}), without_leader=True)


def preview(by: Viewer, one: Person, other: Person, kept: Person | None = None) -> JoinPreview:
    return joining.preview(by, NOW, one.id, other.id, kept.id if kept else None)


def join(by: Viewer, kept: Person, removed: Person) -> Person:
    shown = preview(by, kept, removed, kept)
    return joining.join(by, NOW, shown.kept.person, shown.removed.person)


def people_get(person_id: int) -> Person:
    with reading():
        found = stored_people.get(person_id)
    assert found is not None
    return found
