"""Topics for the next conversation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.errors import NotFound
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_page_person
from tui_app.services.change_stamp import Receipt, change_or_conflict, change_stamp
from tui_app.storage.conversations import topics
from tui_app.storage.database import writing
from tui_app.storage.history import recording

if TYPE_CHECKING:
    from tui_app.domain.drafts.conversations import TopicDraft


def add(viewer: Viewer, now: datetime, person_id: int, draft: TopicDraft) -> Receipt:
    """Add a topic for the next conversation with a person.

    Raises:
        NotFound, NotAllowed: no such person's page, or not the viewer's to see.
    """
    with writing(viewer, about=()):
        person = get_page_person(viewer, person_id)
        stamp = change_stamp(viewer, now)
        values = {"person": person.id, "by": viewer.id, "text": draft.text, "added_on": now.date()}
        return Receipt(stamp.batch, 1, recording.create(ChangeSubject.TOPIC, person.id, values, stamp))


def toggle_discussed(viewer: Viewer, now: datetime, topic_id: int) -> Receipt:
    """Mark a topic as discussed, or put it back on the list.

    Raises:
        NotFound, NotAllowed: no such topic, or on a page the viewer may not see.
        ConflictError: somebody changed it at the same moment.
    """
    with writing(viewer, about=()):
        topic = topics.get(topic_id)
        if topic is None:
            raise NotFound()
        get_page_person(viewer, topic.person_id)
        stamp = change_stamp(viewer, now)
        discussed_on = None if topic.talked_on else now.date()
        values = {"talked_on": discussed_on}
        change_or_conflict(ChangeSubject.TOPIC, topic, ChangeKind.STATUS, values, topic.version, stamp)
        return Receipt(stamp.batch, 1)
