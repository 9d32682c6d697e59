"""The follow-up log: open actions were reviewed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.services.administration import public_holidays
from tui_app.services.authorize import get_page_person
from tui_app.services.change_stamp import Receipt, change_stamp
from tui_app.services.follow_up import due_dates
from tui_app.storage.database import writing
from tui_app.storage.follow_up import requests
from tui_app.storage.history import recording

if TYPE_CHECKING:
    from tui_app.domain.drafts.follow_up import FollowUpDraft


def record(viewer: Viewer, now: datetime, person_id: int, draft: FollowUpDraft) -> Receipt:
    """Record that the open actions of a person were reviewed today, and when that is due next.

    Also stores on which day the follow-up was due, and answers the person's request for one. When employees review
    their own actions, it is logged but does not count for the schedule.

    Raises:
        NotFound, NotAllowed: no such person's page, or not the viewer's to see.
    """
    with writing(viewer, about=()):
        person = get_page_person(viewer, person_id)
        holidays = public_holidays.load()
        due_on = None if viewer.id == person.id else due_dates.schedules_of([person], now, holidays)[0].due_on
        values = draft.model_dump() | {"by": viewer.id, "on": now.date(), "due_on": due_on}
        stamp = change_stamp(viewer, now)
        follow_up_id = recording.create(ChangeSubject.FOLLOW_UP, person.id, values | {"person": person.id}, stamp)
        request = requests.get_open_request(person_id) if viewer.id != person.id else None
        if request is not None:
            answered = {"answered_on": now.date()}
            recording.update(ChangeSubject.REQUEST, request, ChangeKind.STATUS, answered, request.version, stamp)
    public_holidays.save_learned(holidays)
    return Receipt(stamp.batch, 1, follow_up_id)
