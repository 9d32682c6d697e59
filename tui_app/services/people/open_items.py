"""What is still open for somebody who leaves, for whoever sets their last day."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain import access
from tui_app.domain.records.open_items import OpenItems
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_person, require
from tui_app.storage.database import reading
from tui_app.storage.people import open_items


def of_person(viewer: Viewer, now: datetime, person_id: int) -> OpenItems:
    """Count what is still open for a person; no content.

    Raises:
        NotFound, NotAllowed: no such person, or not the viewer's to edit.
    """
    with reading(viewer):
        person = get_person(person_id)
        require(access.may_edit_person(viewer, person))
        return open_items.of_person(person, now.date())
