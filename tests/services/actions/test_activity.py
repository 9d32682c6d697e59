"""The activity since the last visit, and the timeline."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.services import sample_conversations as conversations
from tests.services.actions.agreements import agreed, change
from tests.services.minutes.test_sharing import new_leader
from tests.services.sample_conversations import Cast
from tui_app.domain.actions.changes import Acknowledge, SetStatus
from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.follow_up import FollowUpDraft
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.retention import RETENTION_PERIODS, RetentionKind, StoredItem, StoredItemKind
from tui_app.services import activity
from tui_app.services.actions import actions
from tui_app.services.administration import erasure
from tui_app.services.conversations import topics
from tui_app.services.follow_up import follow_ups
from tui_app.services.people import goals
from tui_app.services.undo import undo
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.history import activity as stored_activity
from tui_app.storage.maintenance import erase


def told(viewer: Viewer, now: datetime) -> list[tuple[str, ChangeKind]]:
    return [(one.text, one.change.kind) for one in activity.since_last_visit(viewer, now).events]


def test_each_sees_what_the_other_did_since_the_last_visit(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    agreed(kari, now, ola, ola.id, now.date(), "Før første besøk")
    assert told(employee, now) == []  # the first visit has nothing to report
    course = agreed(kari, now, ola, ola.id, now.date())
    actions.comment(kari, now, course, "Sees vi på onsdag?")
    found = activity.since_last_visit(employee, now)
    assert told(employee, now) == [("Kurs", ChangeKind.CREATED), ("Kurs", ChangeKind.COMMENT)]
    assert told(employee, now) == told(employee, now)  # until it has been seen
    change(employee, now, course, SetStatus(ActionStatus.DONE))
    activity.mark_seen(employee, now, found.last_change_id)
    assert told(employee, now) == []  # the viewer's own changes are not reported
    activity.mark_seen(kari, now, 0)
    assert ("Kurs", ChangeKind.STATUS) in told(kari, now)
    undo(kari, now, change(kari, now, course, Acknowledge("Fint")))
    assert told(employee, now) == []  # undone changes are not reported


def test_what_is_erased_hides_nothing_that_comes_after_it(cast: Cast, now: datetime) -> None:
    activity.since_last_visit(cast.employee, now)
    conversation_id = conversations.planned(cast, now)
    read = activity.since_last_visit(cast.employee, now).last_change_id
    activity.mark_seen(cast.employee, now, read)
    with writing(), bypassing_row_security():
        erase.erase(
            [
                StoredItem(
                    RetentionKind.UNSIGNED, StoredItemKind.CONVERSATION, conversation_id, cast.employee.id, now.date()
                )
            ],
            "Erased on",
        )
    activity.mark_seen(cast.employee, now, read)  # from a list that was still open
    actions.add(cast.leader, now, cast.employee.id, draft_for(cast.employee, now, "Mentor"))
    assert told(cast.employee, now) == [("Mentor", ChangeKind.CREATED)]


def draft_for(viewer: Viewer, now: datetime, text: str) -> ActionDraft:
    return validate_draft(ActionDraft, {"text": text, "responsible_id": viewer.id, "due": now.date()})


def test_the_responsible_person_sees_activity_on_somebody_elses_page(cast: Cast, now: datetime) -> None:
    activity.since_last_visit(cast.stranger, now)
    draft = validate_draft(
        ActionDraft, {"text": "Låne bort bilen", "responsible_id": cast.stranger.id, "due": now.date()}
    )
    actions.add(cast.leader, now, cast.employee.id, draft)
    actions.add(cast.leader, now, cast.employee.id, validate_draft(ActionDraft, draft.model_dump() | {
        "text": "Ikke hans", "responsible_id": cast.employee.id}))  # fmt: skip
    assert [text for text, _kind in told(cast.stranger, now)] == ["Låne bort bilen"]


def test_only_the_two_parties_see_the_steps_of_a_conversation(cast: Cast, now: datetime) -> None:
    for viewer in (cast.leader, cast.employee, *cast.outsiders):
        activity.since_last_visit(viewer, now)
    conversations.submitted(cast, now)
    states = [one.change.after.get("state") for one in activity.since_last_visit(cast.leader, now).events]
    assert states[-1] == "submitted"
    for outsider in cast.outsiders:
        assert activity.since_last_visit(outsider, now).events == ()


def test_the_timeline_tells_what_happened_newest_first_and_by_kind(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    course = agreed(kari, now, ola, ola.id, now.date())
    change(employee, now, course, SetStatus(ActionStatus.DONE))
    follow_ups.record(kari, now, ola.id, validate_draft(FollowUpDraft, {"note": "Bra"}))
    undo(kari, now, actions.comment(kari, now, course, "Feil sted").batch)
    kinds = [(one.change.subject, one.change.kind) for one in activity.timeline(employee, now, ola.id)]
    assert kinds == [
        (ChangeSubject.FOLLOW_UP, ChangeKind.CREATED),
        (ChangeSubject.ACTION, ChangeKind.STATUS),
        (ChangeSubject.ACTION, ChangeKind.CREATED),
    ]
    only = activity.timeline(kari, now, ola.id, [ChangeSubject.FOLLOW_UP])
    assert [one.change.subject for one in only] == [ChangeSubject.FOLLOW_UP]
    newest = activity.timeline(kari, now, ola.id)[0].change.id
    assert [one.change.id < newest for one in activity.timeline(kari, now, ola.id, (), newest)] == [True, True]


def test_steps_of_a_conversation_with_an_earlier_leader_are_left_out_of_the_timeline(cast: Cast, now: datetime) -> None:
    conversations.submitted(cast, now)
    goals.add(cast.leader, now, cast.employee.id, validate_draft(GoalDraft, {"text": "Bli trygg", "kind": "work"}))
    nina = new_leader(cast, now)
    assert len(activity.timeline(cast.employee, now, cast.employee.id, [ChangeSubject.CONVERSATION])) > 2
    assert activity.timeline(nina, now, cast.employee.id, [ChangeSubject.CONVERSATION]) == []
    assert {one.change.subject for one in activity.timeline(nina, now, cast.employee.id)} == {ChangeSubject.GOAL}


def test_a_page_of_the_timeline_is_full_although_steps_are_left_out(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (activity, stored_activity):
        monkeypatch.setattr(module, "PAGE_SIZE", 3)
    for text in ("Før 1", "Før 2"):
        topics.add(cast.leader, now, cast.employee.id, validate_draft(TopicDraft, {"text": text}))
    conversations.submitted(cast, now)
    topics.add(cast.leader, now, cast.employee.id, validate_draft(TopicDraft, {"text": "Etter"}))
    nina = new_leader(cast, now)
    assert [one.text for one in activity.timeline(nina, now, cast.employee.id)] == ["Etter", "Før 2", "Før 1"]


def test_when_one_last_looked_goes_after_a_time(cast: Cast, now: datetime) -> None:
    activity.since_last_visit(cast.employee, now)
    assert erasure.erase_due(cast.administrator, now, "Erased person").counts == {}
    months = RETENTION_PERIODS[RetentionKind.SIGN_INS].default
    later = datetime.combine(add_months(now.date(), months), now.timetz())
    assert erasure.erase_due(cast.administrator, later, "Erased person").counts[RetentionKind.SIGN_INS] == 1
