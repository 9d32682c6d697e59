"""Asking for a follow-up, reminding, acknowledging, and the activity since the last visit."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tests.services import sample_conversations as conversations
from tests.services.minutes.test_sharing import new_leader
from tests.services.sample_conversations import Cast
from tui_app.domain.actions.changes import Acknowledge, SetStatus
from tui_app.domain.actions.nudges import NUDGE_INTERVAL
from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpRequestDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, NotAllowed, NotFound
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.retention import RETENTION_PERIODS, RetentionKind, StoredItem, StoredItemKind
from tui_app.domain.team import AttentionReason
from tui_app.services import activity
from tui_app.services.actions import acknowledgements, actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.administration import retention
from tui_app.services.conversations import topics
from tui_app.services.follow_up import follow_ups, requests
from tui_app.services.people import goals, people, person_page, team
from tui_app.services.undo import undo
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.history import activity as stored_activity
from tui_app.storage.maintenance import erase


@pytest.fixture
def employee(ola: Person) -> Viewer:
    """Ola, signed in."""
    return viewer_of(ola)


def agreed(by: Viewer, now: datetime, person: Person, responsible: int, due: date, text: str = "Kurs") -> int:
    draft = validate_draft(ActionDraft, {"text": text, "responsible_id": responsible, "due": due})
    return actions.add(by, now, person.id, draft).subject_id


def change(by: Viewer, now: datetime, action_id: int, wanted: SetStatus | Acknowledge) -> str:
    one = actions.get(by, now, action_id)
    return actions.change(by, now, [ActionVersion(one.id, one.version)], wanted).batch


def reasons(kari: Viewer, now: datetime) -> list[AttentionReason]:
    (row,) = team.overview(kari, now, kari.id).rows
    return [one.reason for one in row.reasons]


def test_a_requested_follow_up_is_on_the_team_screen_until_it_is_done(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    requests.send(employee, now, validate_draft(FollowUpRequestDraft, {"text": "Turnusen"}))
    assert reasons(kari, now)[0] is AttentionReason.FOLLOW_UP_REQUESTED
    page = person_page.get(kari, now, ola.id)
    assert page.request is not None
    assert page.request.text == "Turnusen"
    with pytest.raises(DomainError, match="already_asked"):
        requests.send(employee, now, validate_draft(FollowUpRequestDraft, {}))
    follow_ups.record(
        employee, now, ola.id, validate_draft(FollowUpDraft, {})
    )  # an employee's own follow-up answers nothing
    assert person_page.get(employee, now, ola.id).request is not None
    held = follow_ups.record(kari, now, ola.id, validate_draft(FollowUpDraft, {"note": "Bra"}))
    assert AttentionReason.FOLLOW_UP_REQUESTED not in reasons(kari, now)
    undo(kari, now, held.batch)
    assert AttentionReason.FOLLOW_UP_REQUESTED in reasons(kari, now)


def test_a_request_can_be_withdrawn_and_needs_a_leader(kari: Viewer, employee: Viewer, now: datetime) -> None:
    asked = requests.send(employee, now, validate_draft(FollowUpRequestDraft, {}))
    undo(employee, now, asked.batch)
    assert AttentionReason.FOLLOW_UP_REQUESTED not in reasons(kari, now)
    with pytest.raises(DomainError, match="no_leader"):
        requests.send(kari, now, validate_draft(FollowUpRequestDraft, {}))


def test_an_overdue_promise_is_reminded_of_once_a_week(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    promise = agreed(employee, now, ola, kari.id, now.date() - timedelta(days=3))
    with pytest.raises(DomainError, match="not_overdue"):
        acknowledgements.remind_responsible(kari, now, promise)  # nobody reminds themselves
    acknowledgements.remind_responsible(employee, now, promise)
    with pytest.raises(DomainError, match="reminded_lately") as lately:
        acknowledgements.remind_responsible(employee, now + timedelta(days=6), promise)
    assert lately.value.values["day"] == now.date() + NUDGE_INTERVAL
    again = acknowledgements.remind_responsible(employee, now + NUDGE_INTERVAL, promise)
    undo(employee, now + NUDGE_INTERVAL, again.batch)
    acknowledgements.remind_responsible(employee, now + NUDGE_INTERVAL, promise)
    later = agreed(employee, now, ola, kari.id, now.date() + timedelta(days=3))
    with pytest.raises(DomainError, match="not_overdue"):
        acknowledgements.remind_responsible(employee, now, later)


def test_what_is_done_waits_for_a_word_of_the_other(kari: Viewer, ola: Person, employee: Viewer, now: datetime) -> None:
    course = agreed(kari, now, ola, ola.id, now.date())
    change(employee, now, course, SetStatus(ActionStatus.DONE))
    assert [one.id for one in team.overview(kari, now, kari.id).unacknowledged[ola.id]] == [course]
    with pytest.raises(NotAllowed):
        change(employee, now, course, Acknowledge())
    batch = change(kari, now, course, Acknowledge("Så bra!"))
    assert team.overview(kari, now, kari.id).unacknowledged == {}
    assert actions.history_of(employee, now, course)[0].note == "Så bra!"
    undo(kari, now, batch)
    assert acknowledgements.acknowledge_all(kari, now, ola.id).count == 1
    assert acknowledgements.acknowledge_all(kari, now, ola.id).count == 0
    change(employee, now, course, SetStatus(ActionStatus.OPEN))
    change(employee, now, course, SetStatus(ActionStatus.DONE))
    assert len(team.overview(kari, now, kari.id).unacknowledged[ola.id]) == 1  # done again, acknowledged again
    with pytest.raises(DomainError, match="not_done_yet"):
        change(kari, now, agreed(kari, now, ola, ola.id, now.date()), Acknowledge())


def test_the_employee_answers_what_the_leader_has_done(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    promise = agreed(employee, now, ola, kari.id, now.date())
    change(kari, now, promise, SetStatus(ActionStatus.DONE))
    assert team.overview(kari, now, kari.id).unacknowledged == {}
    change(employee, now, promise, Acknowledge())
    assert actions.get(kari, now, promise).acknowledged_on == now.date()


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


def test_a_leader_further_up_does_not_see_who_asks_for_a_follow_up(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg", "leader_id": ola.id}))
    requests.send(viewer_of(per), now, validate_draft(FollowUpRequestDraft, {"text": "Turnusen"}))
    (seen,) = team.overview(employee, now, ola.id).rows
    (from_above,) = team.overview(kari, now, ola.id).rows
    assert (seen.facts.asked_on, from_above.facts.asked_on) == (now.date(), None)


def test_when_one_last_looked_goes_after_a_time(cast: Cast, now: datetime) -> None:
    activity.since_last_visit(cast.employee, now)
    assert retention.erase_due(cast.administrator, now, "Erased person").counts == {}
    months = RETENTION_PERIODS[RetentionKind.SIGN_INS].default
    later = datetime.combine(add_months(now.date(), months), now.timetz())
    assert retention.erase_due(cast.administrator, later, "Erased person").counts[RetentionKind.SIGN_INS] == 1


def test_a_request_is_answered_with_one_key_or_not_needed_any_more(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    asked = requests.send(employee, now, validate_draft(FollowUpRequestDraft, {})).subject_id
    with pytest.raises(NotAllowed):
        requests.acknowledge(employee, now, asked)
    with pytest.raises(NotAllowed):
        requests.withdraw(kari, now, asked)
    activity.since_last_visit(employee, now)
    answered = requests.acknowledge(kari, now, asked)
    assert [one.change.kind for one in activity.since_last_visit(employee, now).events] == [ChangeKind.SEEN]
    assert AttentionReason.FOLLOW_UP_REQUESTED not in reasons(kari, now)
    with pytest.raises(NotFound):
        requests.acknowledge(kari, now, asked)
    undo(kari, now, answered.batch)
    back = requests.withdraw(employee, now, asked)
    assert AttentionReason.FOLLOW_UP_REQUESTED not in reasons(kari, now)
    undo(employee, now, back.batch)
    assert AttentionReason.FOLLOW_UP_REQUESTED in reasons(kari, now)


def test_the_responsible_person_sees_who_reminds_them(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    promise = agreed(employee, now, ola, kari.id, now.date() - timedelta(days=3))
    reminded = acknowledgements.remind_responsible(employee, now, promise)
    (nudge,) = acknowledgements.own_notices(kari, now).values()
    assert (nudge.action_id, nudge.by_name, nudge.on) == (promise, "Ola Hansen", now.date())
    assert person_page.get(employee, now, ola.id).notices == {promise: nudge}
    assert acknowledgements.own_notices(employee, now) == {}
    undo(employee, now, reminded.batch)
    assert acknowledgements.own_notices(kari, now) == {}
    acknowledgements.remind_responsible(employee, now, promise)
    change(kari, now, promise, SetStatus(ActionStatus.DONE))
    assert acknowledgements.own_notices(kari, now) == {}


def test_a_comment_waits_on_both_sides_until_it_is_answered(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    course = agreed(kari, now, ola, ola.id, now.date() + timedelta(days=30))

    def waits_for(reader: Viewer, later: int = 0) -> list[str]:
        at = now + timedelta(days=later)
        return [one.by_name for one in person_page.get(reader, at, ola.id).notices.values()]

    actions.comment(kari, now, course, "Går det bra?")
    assert (waits_for(kari), waits_for(employee)) == ([], ["Kari Nordmann"])
    assert acknowledgements.own_notices(employee, now)[course].is_comment
    assert (waits_for(employee, later=14), waits_for(employee, later=15)) == (["Kari Nordmann"], [])
    answered = actions.comment(employee, now, course, "Ja, snart ferdig")
    assert (waits_for(kari), waits_for(employee)) == (["Ola Hansen"], [])
    on_track = actions.mark_on_track(kari, now, course)
    assert waits_for(kari) == []
    undo(kari, now, on_track.batch)
    assert waits_for(kari) == ["Ola Hansen"]
    undo(employee, now, answered.batch)
    assert (waits_for(kari), waits_for(employee)) == ([], ["Kari Nordmann"])
    change(kari, now, course, SetStatus(ActionStatus.DONE))
    assert waits_for(employee) == []


def test_ticking_for_the_other_acknowledges_it(kari: Viewer, ola: Person, employee: Viewer, now: datetime) -> None:
    course = agreed(kari, now, ola, ola.id, now.date())
    ticked = change(kari, now, course, SetStatus(ActionStatus.DONE))
    assert team.overview(kari, now, kari.id).unacknowledged == {}
    change(kari, now, course, Acknowledge("Så bra!"))  # but may comment
    change(employee, now, course, SetStatus(ActionStatus.OPEN))
    change(employee, now, course, SetStatus(ActionStatus.DONE))
    assert len(team.overview(kari, now, kari.id).unacknowledged[ola.id]) == 1
    with pytest.raises(DomainError, match="undo_too_late"):
        undo(kari, now, ticked)
