"""Topics for the next conversation: put on the list, ticked when talked about, or left to wait."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.records import ChangeKind, Subject, Viewer
from tui_app.domain.refusals import ChangedElsewhere, NotFound
from tui_app.services.marks import Receipt, mark
from tui_app.services.reach import page_owner
from tui_app.storage import history, topics
from tui_app.storage.database import writing

if TYPE_CHECKING:
    from tui_app.domain.drafts import TopicDraft


def add(viewer: Viewer, now: datetime, person_id: int, draft: TopicDraft) -> Receipt:
    """Put a topic on the list for the next conversation with `person_id`.

    Raises:
        NotFound, NotAllowed: the page is not there, or not theirs.
    """
    with writing(viewer):
        person = page_owner(viewer, person_id)
        done = mark(viewer, now)
        values = {"person": person.id, "by": viewer.id, "text": draft.text, "added_on": now.date()}
        return Receipt(done.batch, 1, history.add(Subject.TOPIC, person.id, values, done))


def tick(viewer: Viewer, now: datetime, topic_id: int) -> Receipt:
    """Tick a topic as talked about, or put it back on the list.

    Raises:
        NotFound, NotAllowed: not there, or not theirs.
        ChangedElsewhere: somebody changed it at the same moment.
    """
    with writing(viewer):
        topic = topics.get(topic_id)
        if topic is None:
            raise NotFound()
        page_owner(viewer, topic.person_id)
        done = mark(viewer, now)
        talked = None if topic.talked_on else now.date()
        if not history.change(Subject.TOPIC, topic, ChangeKind.STATUS, {"talked_on": talked}, topic.version, done):
            raise ChangedElsewhere(topic, history.last_changed_by(Subject.TOPIC, topic_id))
        return Receipt(done.batch, 1)
