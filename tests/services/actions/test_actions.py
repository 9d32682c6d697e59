"""Actions: agreed, edited, moved and closed; on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.conftest import viewer_of
from tests.services.actions.one_action import DUE, agree, target
from tui_app.domain.actions.changes import ActionFields, EditAction, MoveDue, SetStatus, edited_fields
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput, NotAllowed
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.change import ChangeKind
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion, ChecklistScope
from tui_app.services.people import goals, people, person_page, team


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
    action = replace(agree(kari, now, ola), goal_id=7)
    draft = validate_draft(ActionDraft, {"text": "Ta kurs i sår", "responsible_id": ola.id, "due": DUE})
    assert edited_fields(action, draft) == {"text": "Ta kurs i sår"}, "the form had no field for a goal"


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
