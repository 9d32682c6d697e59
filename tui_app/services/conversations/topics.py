"""Topics for the next conversation: put on the list, ticked when talked about, or left to wait."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.errors import ConflictError, NotFound
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_page_person
from tui_app.services.change_stamp import Receipt, change_stamp
from tui_app.storage.conversations import topics
from tui_app.storage.database import writing
from tui_app.storage.history import history, recording

if TYPE_CHECKING:
    from tui_app.domain.drafts.conversations import TopicDraft


def add(viewer: Viewer, now: datetime, person_id: int, draft: TopicDraft) -> Receipt:
    """Put a topic on the list for the next conversation with `person_id`.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs.
    """
    with writing(viewer):
        person = get_page_person(viewer, person_id)
        done = change_stamp(viewer, now)
        values = {"person": person.id, "by": viewer.id, "text": draft.text, "added_on": now.date()}
        return Receipt(done.batch, 1, recording.create(ChangeSubject.TOPIC, person.id, values, done))


def toggle_discussed(viewer: Viewer, now: datetime, topic_id: int) -> Receipt:
    """Tick a topic as talked about, or put it back on the list.

    Raises:
        NotFound, NotAllowed: not there, or not theirs.
        ConflictError: somebody changed it at the same moment.
    """
    with writing(viewer):
        topic = topics.get(topic_id)
        if topic is None:
            raise NotFound()
        get_page_person(viewer, topic.person_id)
        done = change_stamp(viewer, now)
        talked = None if topic.talked_on else now.date()
        if not recording.update(
            ChangeSubject.TOPIC, topic, ChangeKind.STATUS, {"talked_on": talked}, topic.version, done
        ):
            raise ConflictError(topic, history.last_changed_by(ChangeSubject.TOPIC, topic_id))
        return Receipt(done.batch, 1)
