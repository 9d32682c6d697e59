"""What is still open for somebody who leaves, for whoever sets their last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tui_app.domain import access
from tui_app.domain.records.open_items import OpenItems
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_person, require
from tui_app.storage.database import reading
from tui_app.storage.people import open_items, people

MOST_LISTED = 20
"""Most people whose open items are listed at once."""


def of_leavers(viewer: Viewer, now: datetime, since: date) -> tuple[OpenItems, ...]:
    """What is still open for the people whom the viewer may edit and whose last day has passed since a day.

    Call it while reading.
    """
    left = people.with_last_day(since, now.date() - timedelta(days=1))
    theirs = [person for person in left if access.may_edit_person(viewer, person)][:MOST_LISTED]
    found = (open_items.of_person(person, now.date()) for person in theirs)
    return tuple(one for one in found if not one.is_empty)


def of_person(viewer: Viewer, now: datetime, person_id: int) -> OpenItems:
    """Count what is still open for a person; no content.

    Raises:
        NotFound, NotAllowed: no such person, or not the viewer's to edit.
    """
    with reading(viewer):
        person = get_person(person_id)
        require(access.may_edit_person(viewer, person))
        return open_items.of_person(person, now.date())
