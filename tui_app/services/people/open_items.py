"""What is still open for somebody who leaves, for whoever sets their last day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from tui_app.domain import access
from tui_app.domain.records.open_items import OpenItems
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.authorize import get_person, require
from tui_app.storage.database import reading
from tui_app.storage.people import open_items, people

MOST_LISTED = 20
"""Most people whose open items are listed at once."""
MOST_LEAVING = 500
"""Most people with a new last day in one staff list whose open items are listed."""


def of_leavers(viewer: Viewer, now: datetime, since: date) -> tuple[OpenItems, ...]:
    """What is still open for the people whom the viewer may edit and whose last day has passed since a day.

    Call it while reading.
    """
    left = open_items.people_with_last_day(since, now.date() - timedelta(days=1))
    theirs = [person for person in left if access.may_edit_person(viewer, person)][:MOST_LISTED]
    return _not_empty(theirs, now)


def of_people_leaving(ids: Collection[int], now: datetime) -> tuple[OpenItems, ...]:
    """What is still open for those of these people who have a last day. Call it in a scope that may edit them."""
    found = (people.get(person_id) for person_id in sorted(ids)[:MOST_LEAVING])
    return _not_empty([person for person in found if person is not None and person.end_date is not None], now)


def leaders_leaving(ids: Collection[int], now: datetime) -> tuple[Person, ...]:
    """Those of these people who have a last day and lead somebody. Call it in a scope that may edit them."""
    reports = people.reports(sorted(ids)[:MOST_LEAVING], now.date())
    leaders = (people.get(leader_id) for leader_id in sorted({one.leader_id or 0 for one in reports}))
    return tuple(one for one in leaders if one is not None and one.end_date is not None)


def _not_empty(found: Sequence[Person], now: datetime) -> tuple[OpenItems, ...]:
    return tuple(one for one in open_items.of_people(found, now.date()) if not one.is_empty)


def of_person(viewer: Viewer, now: datetime, person_id: int) -> OpenItems:
    """Count what is still open for a person; no content.

    Raises:
        NotFound, NotAllowed: no such person, or not the viewer's to edit.
    """
    with reading(viewer):
        person = get_person(person_id)
        require(access.may_edit_person(viewer, person))
        return open_items.of_people([person], now.date())[0]
