"""TODO-DOC."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.services.administration import public_holidays
from tui_app.services.authorize import get_page_person
from tui_app.services.change_stamp import Receipt, change_stamp
from tui_app.services.follow_up import schedule
from tui_app.storage.database import writing
from tui_app.storage.follow_up import requests
from tui_app.storage.history import recording

if TYPE_CHECKING:
    from tui_app.domain.drafts.follow_up import FollowUpDraft


def record(viewer: Viewer, now: datetime, person_id: int, draft: FollowUpDraft) -> Receipt:
    """Write down that the open actions were checked today, and when that is done next.

    It answers what the employee has asked for. It is kept beside it on which day it was due. An employee's own look
    stands in the log, but does not count in the rhythm: somebody else has not followed up.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs.
    """
    with writing(viewer):
        person = get_page_person(viewer, person_id)
        known = public_holidays.load()
        due_on = None if viewer.id == person.id else schedule.schedules_of([person], now, known)[0].due_on
        values = draft.model_dump() | {"by": viewer.id, "on": now.date(), "due_on": due_on}
        done = change_stamp(viewer, now)
        new = recording.create(ChangeSubject.FOLLOW_UP, person.id, values | {"person": person.id}, done)
        request = requests.get_open_request(person_id) if viewer.id != person.id else None
        if request is not None:
            answered = {"answered_on": now.date()}
            recording.update(ChangeSubject.REQUEST, request, ChangeKind.STATUS, answered, request.version, done)
    public_holidays.save_learned(known)
    return Receipt(done.batch, 1, new)
