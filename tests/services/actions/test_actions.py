"""Actions, on both databases."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tui_app.domain.actions.changes import ActionFields, EditAction, MoveDue, SetStatus, edited_fields
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.follow_up import FollowUpRequestDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput, NotAllowed, NotFound
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.change import ChangeKind
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion, ChecklistScope
from tui_app.services.change_stamp import Receipt
from tui_app.services.conversations import topics
from tui_app.services.follow_up import requests
from tui_app.services.people import goals, people, person_page, team
from tui_app.services.undo import undo

DUE = date(2026, 12, 1)


def agree(viewer: Viewer, now: datetime, person: Person, text: str = "Ta kurs", **more: object) -> Action:
    values = {"text": text, "responsible_id": person.id, "due": DUE} | more
    receipt = actions.add(viewer, now, person.id, validate_draft(ActionDraft, values))
    return actions.get(viewer, now, receipt.subject_id)


def target(action: Action) -> list[ActionVersion]:
    return [ActionVersion(action.id, action.version)]


def test_every_field_is_stored_and_read_when_agreed_and_when_edited(kari: Viewer, ola: Person, now: datetime) -> None:
    def goal(text: str) -> int | None:
        return goals.add(kari, now, ola.id, GoalDraft(text=text, kind=GoalKind.WORK)).subject_id

    agreed: dict[str, object] = {"text": "Ta kurs", "responsible_id": ola.id, "due": DUE, "goal_id": goal("Kunne mer")}
    edited: dict[str, object] = {"text": "Ta to kurs", "responsible_id": kari.id, "goal_id": goal("Mer")}
    assert agreed.keys() == ActionDraft.model_fields.keys() - {"conversation_id"}
    assert edited.keys() == ActionFields.__annotations__.keys() == agreed.keys() - {"due"}, "a day is moved, not edited"
    action = actions.get(kari, now, actions.add(kari, now, ola.id, validate_draft(ActionDraft, agreed)).subject_id)
    assert {name: getattr(action, name) for name in agreed} == agreed
    actions.change(
        kari, now, target(action), EditAction(edited_fields(action, validate_draft(ActionDraft, edited | {"due": DUE})))
    )
    action = actions.get(kari, now, action.id)
    assert {name: getattr(action, name) for name in edited} == edited


def test_an_agreed_action_is_on_the_page_the_team_and_both_checklists(kari: Viewer, ola: Person, now: datetime) -> None:
    action = agree(kari, now, ola)
    assert person_page.get(viewer_of(ola), now, ola.id).actions == (action,)
    assert actions.checklist(viewer_of(ola), now, ChecklistScope.MINE) == (action,)
    assert actions.checklist(kari, now, ChecklistScope.TEAM) == (action,)
    assert actions.checklist(kari, now, ChecklistScope.MINE) == ()
    overview = team.overview(kari, now, kari.id)
    assert overview.open_actions == {ola.id: (action,)}
    assert overview.rows[0].counts.open == 1
    assert overview.rows[0].facts.next_due == DUE


def test_each_change_is_in_the_history_with_who_and_when(kari: Viewer, ola: Person, now: datetime) -> None:
    me = viewer_of(ola)
    action = agree(kari, now, ola)
    later = now + timedelta(hours=1)
    actions.change(me, later, target(action), SetStatus(ActionStatus.STARTED))
    actions.change(kari, later, [ActionVersion(action.id, 2)], MoveDue(DUE + timedelta(days=7), "Kurset ble flyttet"))
    actions.comment(me, later, action.id, "Har meldt meg på")
    story = actions.history_of(kari, now, action.id)
    assert [(one.kind, one.by_name) for one in story] == [
        (ChangeKind.COMMENT, "Ola Hansen"),
        (ChangeKind.MOVED, "Kari Nordmann"),
        (ChangeKind.STATUS, "Ola Hansen"),
        (ChangeKind.CREATED, "Kari Nordmann"),
    ]
    assert story[0].note == "Har meldt meg på"
    assert story[1].note == "Kurset ble flyttet"
    assert story[1].at == later


def test_a_moved_date_keeps_the_first_and_is_counted(kari: Viewer, ola: Person, now: datetime) -> None:
    action = agree(kari, now, ola)
    for days in (7, 14):
        current = actions.get(kari, now, action.id)
        actions.change(kari, now, target(current), MoveDue(DUE + timedelta(days=days)))
    moved = actions.get(kari, now, action.id)
    assert (moved.due, moved.first_due, moved.moved) == (DUE + timedelta(days=14), DUE, 2)


def test_undo_goes_back_step_by_step_to_before_the_action_was_there(kari: Viewer, ola: Person, now: datetime) -> None:
    added = actions.add(
        kari, now, ola.id, validate_draft(ActionDraft, {"text": "Ta kurs", "responsible_id": ola.id, "due": DUE})
    )
    moved = actions.change(kari, now, [ActionVersion(added.subject_id, 1)], MoveDue(DUE + timedelta(days=1)))
    ticked = actions.change(kari, now, [ActionVersion(added.subject_id, 2)], SetStatus(ActionStatus.DONE))
    undo(kari, now, ticked.batch)
    assert actions.get(kari, now, added.subject_id).is_open
    undo(kari, now, moved.batch)
    back = actions.get(kari, now, added.subject_id)
    assert (back.due, back.moved) == (DUE, 0)
    undo(kari, now, added.batch)
    with pytest.raises(NotFound):
        actions.get(kari, now, added.subject_id)
    with pytest.raises(DomainError, match="nothing_to_undo"):
        undo(kari, now, added.batch)


def test_the_id_of_an_undone_action_is_never_reused(kari: Viewer, ola: Person, now: datetime) -> None:
    """Somebody who still has the undone action open must not change another one."""
    receipt = actions.add(
        viewer_of(ola),
        now,
        ola.id,
        validate_draft(ActionDraft, {"text": "Ta kurs", "responsible_id": ola.id, "due": DUE}),
    )
    seen = actions.get(kari, now, receipt.subject_id)
    undo(viewer_of(ola), now, receipt.batch)
    other = agree(viewer_of(ola), now, ola, "Lede møtet")
    with pytest.raises(NotFound):
        actions.change(kari, now, target(seen), EditAction({"text": "Ta kurs på nett"}))
    assert actions.get(kari, now, other.id) == other


def test_no_id_of_an_undone_record_is_reused(kari: Viewer, ola: Person, now: datetime) -> None:
    def goal() -> Receipt:
        return goals.add(kari, now, ola.id, validate_draft(GoalDraft, {"text": "Bli trygg", "kind": GoalKind.WORK}))

    def topic() -> Receipt:
        return topics.add(kari, now, ola.id, validate_draft(TopicDraft, {"text": "Vaktplanen"}))

    def request() -> Receipt:
        return requests.send(viewer_of(ola), now, validate_draft(FollowUpRequestDraft, {}))

    for add in (goal, topic, request):
        numbers = []
        for _again in range(3):
            receipt = add()
            numbers.append(receipt.subject_id)
            undo(viewer_of(ola) if add is request else kari, now, receipt.batch)
        assert numbers == sorted(set(numbers)), add.__name__


def test_undo_takes_back_all_that_one_key_did(kari: Viewer, ola: Person, now: datetime) -> None:
    made = [agree(kari, now, ola, text) for text in ("En", "To", "Tre")]
    receipt = actions.change(
        kari, now, [ActionVersion(one.id, one.version) for one in made], SetStatus(ActionStatus.DONE)
    )
    assert receipt.count == 3
    assert undo(kari, now, receipt.batch) == 3
    assert all(one.is_open for one in actions.checklist(kari, now, ChecklistScope.TEAM))


def test_undo_is_refused_once_somebody_else_went_on(kari: Viewer, ola: Person, now: datetime) -> None:
    action = agree(kari, now, ola)
    ticked = actions.change(kari, now, target(action), SetStatus(ActionStatus.DONE))
    actions.change(viewer_of(ola), now, [ActionVersion(action.id, 2)], SetStatus(ActionStatus.OPEN))
    with pytest.raises(DomainError, match="undo_too_late") as refused:
        undo(kari, now, ticked.batch)
    assert refused.value.values["by"] == "Ola Hansen"


def test_who_only_wrote_a_comment_is_named_where_something_new_is_to_go(
    kari: Viewer, ola: Person, now: datetime
) -> None:
    added = actions.add(
        kari, now, ola.id, validate_draft(ActionDraft, {"text": "Ta kurs", "responsible_id": ola.id, "due": DUE})
    )
    actions.comment(viewer_of(ola), now, added.subject_id, "Gjerne")
    with pytest.raises(DomainError, match="undo_too_late") as refused:
        undo(kari, now, added.batch)
    assert refused.value.values["by"] == "Ola Hansen"


def test_a_new_goal_is_not_taken_from_an_action_that_serves_it(kari: Viewer, ola: Person, now: datetime) -> None:
    action = agree(kari, now, ola)
    added = goals.add(kari, now, ola.id, validate_draft(GoalDraft, {"text": "Bli bedre", "kind": GoalKind.WORK}))
    me = viewer_of(ola)
    actions.change(me, now, target(action), EditAction({"goal_id": added.subject_id}))
    actions.change(kari, now, [ActionVersion(action.id, 2)], SetStatus(ActionStatus.STARTED))
    with pytest.raises(DomainError, match="undo_too_late") as refused:
        undo(kari, now, added.batch)
    assert refused.value.values["by"] == "Ola Hansen"
    assert actions.get(kari, now, action.id).goal_text == "Bli bedre"
    current = actions.get(kari, now, action.id)
    freed = actions.change(me, now, target(current), EditAction({"goal_id": None}))
    undo(kari, now, added.batch)
    assert person_page.get(kari, now, ola.id).goals == ()
    with pytest.raises(DomainError, match="undo_too_late") as refused:
        undo(me, now, freed.batch)
    assert refused.value.values["by"] == "Kari Nordmann"


def test_a_new_goal_stays_while_an_action_agreed_since_serves_it(kari: Viewer, ola: Person, now: datetime) -> None:
    added = goals.add(kari, now, ola.id, validate_draft(GoalDraft, {"text": "Bli bedre", "kind": GoalKind.WORK}))
    agree(viewer_of(ola), now, ola, goal_id=added.subject_id)
    with pytest.raises(DomainError, match="undo_too_late") as refused:
        undo(kari, now, added.batch)
    assert refused.value.values["by"] == "Ola Hansen"


def test_a_third_terminal_notices_an_undo(kari: Viewer, ola: Person, now: datetime) -> None:
    """Something read before the undo must not overwrite something written after it."""
    action = agree(kari, now, ola)
    moved = actions.change(kari, now, target(action), MoveDue(DUE + timedelta(days=1)))
    read_meanwhile = actions.get(viewer_of(ola), now, action.id)
    undo(kari, now, moved.batch)
    with pytest.raises(ConflictError):
        actions.change(viewer_of(ola), now, target(read_meanwhile), SetStatus(ActionStatus.DONE))


def test_nobody_undoes_what_another_did(kari: Viewer, ola: Person, now: datetime) -> None:
    action = agree(kari, now, ola)
    ticked = actions.change(kari, now, target(action), SetStatus(ActionStatus.DONE))
    with pytest.raises(DomainError, match="nothing_to_undo"):
        undo(viewer_of(ola), now, ticked.batch)


def test_the_second_writer_gets_a_conflict_with_what_the_first_did(kari: Viewer, ola: Person, now: datetime) -> None:
    action = agree(kari, now, ola)
    actions.change(viewer_of(ola), now, target(action), MoveDue(DUE + timedelta(days=3)))
    with pytest.raises(ConflictError) as clash:
        actions.change(kari, now, target(action), SetStatus(ActionStatus.DONE))
    assert clash.value.by == "Ola Hansen"
    assert isinstance(clash.value.current, Action)
    assert clash.value.current.due == DUE + timedelta(days=3)


def test_several_at_once_is_all_or_none(kari: Viewer, ola: Person, now: datetime) -> None:
    first, second = agree(kari, now, ola, "En"), agree(kari, now, ola, "To")
    with pytest.raises(ConflictError):
        actions.change(
            kari, now, [ActionVersion(first.id, 1), ActionVersion(second.id, 99)], SetStatus(ActionStatus.DONE)
        )
    assert actions.get(kari, now, first.id).is_open


def test_reassigning_keeps_a_text_that_somebody_else_edited_meanwhile(kari: Viewer, ola: Person, now: datetime) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    action = agree(kari, now, ola)
    reassigned = EditAction({"responsible_id": per.id})
    actions.change(viewer_of(ola), now, target(action), EditAction({"text": "Ta kurs i sår"}))
    with pytest.raises(ConflictError):
        actions.change(kari, now, target(action), reassigned)
    actions.change(kari, now, target(actions.get(kari, now, action.id)), reassigned)
    current = actions.get(kari, now, action.id)
    assert (current.text, current.responsible_id) == ("Ta kurs i sår", per.id)
    reworded, reassigned_in = actions.history_of(kari, now, action.id)[1], actions.history_of(kari, now, action.id)[0]
    assert reassigned_in.after == {"responsible_id": per.id, "handed_over_after": reworded.id}


def test_a_form_edits_only_the_fields_that_differ(kari: Viewer, ola: Person, now: datetime) -> None:
    action = agree(kari, now, ola)
    draft = validate_draft(ActionDraft, {"text": "Ta kurs i sår", "responsible_id": ola.id, "due": DUE})
    assert edited_fields(action, draft) == {"text": "Ta kurs i sår"}


def test_dropping_wants_a_reason_and_a_closed_action_does_not_move(kari: Viewer, ola: Person, now: datetime) -> None:
    action = agree(kari, now, ola)
    with pytest.raises(InvalidInput):
        actions.change(kari, now, target(action), SetStatus(ActionStatus.DROPPED))
    actions.change(kari, now, target(action), SetStatus(ActionStatus.DROPPED, "Trengs ikke"))
    with pytest.raises(DomainError, match="action_is_closed"):
        actions.change(kari, now, [ActionVersion(action.id, 2)], MoveDue(DUE))
    assert actions.get(kari, now, action.id).reason == "Trengs ikke"


def test_strangers_see_and_change_nothing(kari: Viewer, ola: Person, now: datetime) -> None:
    action = agree(kari, now, ola)
    per = viewer_of(people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"})))
    with pytest.raises(NotAllowed):
        actions.get(per, now, action.id)
    with pytest.raises(NotAllowed):
        actions.change(per, now, target(action), SetStatus(ActionStatus.DONE))
    with pytest.raises(NotAllowed):
        person_page.get(per, now, ola.id)
    with pytest.raises(NotAllowed):
        actions.checklist(per, now, ChecklistScope.PERSON, ola.id)
    with pytest.raises(NotAllowed):
        agree(per, now, ola)
    assert actions.checklist(per, now, ChecklistScope.MINE) == ()


def test_a_third_person_responsible_may_do_it_but_not_rewrite_it(kari: Viewer, ola: Person, now: datetime) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    action = agree(kari, now, ola, responsible_id=per.id)
    assert actions.checklist(viewer_of(per), now, ChecklistScope.MINE) == (action,)
    with pytest.raises(NotAllowed):
        actions.change(viewer_of(per), now, target(action), EditAction({"text": "Noe annet"}))
    with pytest.raises(NotAllowed):
        actions.change(viewer_of(per), now, target(action), MoveDue(DUE + timedelta(days=1)))
    with pytest.raises(NotAllowed):
        actions.change(viewer_of(per), now, target(action), SetStatus(ActionStatus.DROPPED, "Rekker det ikke"))
    actions.change(viewer_of(per), now, target(action), SetStatus(ActionStatus.DONE))
    assert actions.get(kari, now, action.id).done_on == now.date()
    actions.change(kari, now, [ActionVersion(action.id, 2)], SetStatus(ActionStatus.DROPPED, "Trengs ikke"))
    with pytest.raises(NotAllowed):
        actions.change(viewer_of(per), now, [ActionVersion(action.id, 3)], SetStatus(ActionStatus.OPEN))


def test_an_action_serves_only_the_persons_own_goal(kari: Viewer, ola: Person, now: datetime) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    goal = goals.add(kari, now, per.id, validate_draft(GoalDraft, {"text": "Bli bedre", "kind": GoalKind.WORK}))
    with pytest.raises(InvalidInput):
        agree(kari, now, ola, goal_id=goal.subject_id)
    action = agree(kari, now, per, goal_id=goal.subject_id)
    assert action.goal_text == "Bli bedre"
    assert person_page.get(kari, now, per.id).goals[0].actions == 1


def test_text_is_cleaned_where_it_is_let_in(kari: Viewer, ola: Person, now: datetime) -> None:
    action = agree(kari, now, ola, "  Ta\x1b]0;x\x07 kurs\u202e \n nå  ")
    assert action.text == "Ta]0;x kurs nå"
