"""Undo needs the same access as the change: whoever has lost it undoes nothing, and is told why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.services.sample_conversations import DAY, DUE, Cast, plan_draft
from tui_app.domain.accounts.records import Session
from tui_app.domain.actions.changes import Acknowledge, EditAction, MoveDue, SetStatus
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpScheduleDraft, PauseDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Viewer
from tui_app.domain.staff_import.prepare import ListReview
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow
from tui_app.services.accounts import signed_in
from tui_app.services.actions import acknowledgements, actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.administration import stand_ins
from tui_app.services.conversations import planning, topics
from tui_app.services.follow_up import follow_ups, schedule
from tui_app.services.people import goals, people, staff_import
from tui_app.services.undo import undo
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.tables import registry as tables

Change = Callable[[Cast, Viewer, datetime, int], str]
"""Makes one change as this person, about the employee and with this action; returns the batch."""


def new_action(cast: Cast, by: Viewer, now: datetime, due: object = DUE) -> int:
    draft = validate_draft(ActionDraft, {"text": "Ta kurs", "responsible_id": cast.employee.id, "due": due})
    return actions.add(by, now, cast.employee.id, draft).subject_id


def changed(*changes: object) -> Change:
    def change(cast: Cast, me: Viewer, now: datetime, action_id: int) -> str:
        version = actions.get(me, now, action_id).version
        return actions.change(me, now, [ActionVersion(action_id, version)], *changes).batch  # type: ignore[arg-type]

    return change


def acknowledged(cast: Cast, me: Viewer, now: datetime, action_id: int) -> str:
    changed(SetStatus(ActionStatus.DONE))(cast, cast.employee, now, action_id)
    return changed(Acknowledge("Takk"))(cast, me, now, action_id)


def agreed(cast: Cast, me: Viewer, now: datetime, action_id: int) -> str:
    draft = validate_draft(ActionDraft, {"text": "Les", "responsible_id": cast.employee.id, "due": DUE})
    return actions.add(me, now, cast.employee.id, draft).batch


def with_goal(cast: Cast, me: Viewer, now: datetime, action_id: int) -> str:
    draft = validate_draft(GoalDraft, {"text": "Bli trygg", "kind": GoalKind.WORK})
    return goals.add(me, now, cast.employee.id, draft).batch


def with_topic(cast: Cast, me: Viewer, now: datetime, action_id: int) -> str:
    return topics.add(me, now, cast.employee.id, validate_draft(TopicDraft, {"text": "Vaktplanen"})).batch


def followed_up(cast: Cast, me: Viewer, now: datetime, action_id: int) -> str:
    return follow_ups.record(me, now, cast.employee.id, validate_draft(FollowUpDraft, {"note": "Bra"})).batch


def planned(cast: Cast, me: Viewer, now: datetime, action_id: int) -> str:
    return planning.plan(me, now, cast.employee.id, plan_draft(cast)).batch


def with_schedule(cast: Cast, me: Viewer, now: datetime, action_id: int) -> str:
    draft = validate_draft(FollowUpScheduleDraft, {"often": "2"})
    return schedule.set_person_schedule(me, now, cast.employee.id, 0, draft).batch


def paused(cast: Cast, me: Viewer, now: datetime, action_id: int) -> str:
    draft = validate_draft(PauseDraft, {"first": DAY, "last": DAY})
    return schedule.add_pause(me, now, cast.employee.id, draft, is_team=False).batch


CHANGES: dict[str, Change] = {
    "tick": changed(SetStatus(ActionStatus.DONE)),
    "start": changed(SetStatus(ActionStatus.STARTED)),
    "drop": changed(SetStatus(ActionStatus.DROPPED, "Ikke nå")),
    "move": changed(MoveDue(DUE + timedelta(days=7))),
    "edit": changed(EditAction({"text": "Ta et kurs til"})),
    "comment": lambda cast, me, now, action_id: actions.comment(me, now, action_id, "Husk").batch,
    "on track": lambda cast, me, now, action_id: actions.mark_on_track(me, now, action_id).batch,
    "acknowledge": acknowledged,
    "agree": agreed,
    "goal": with_goal,
    "topic": with_topic,
    "follow up": followed_up,
    "plan": planned,
    "schedule": with_schedule,
    "pause": paused,
}
"""A change of every kind that can be undone on somebody's page."""

change_of_each_kind = pytest.mark.parametrize("name", CHANGES)


def stored() -> list[tuple[object, ...]]:
    """Everything that an undo could change."""
    with reading(), bypassing_row_security():
        return [row for table in tables.ALL_TABLES for row in sorted(table.select().tuples(), key=str)]


def refused(viewer: Viewer, now: datetime, batch: str) -> None:
    before = stored()
    with pytest.raises(NotAllowed) as refusal:
        undo(viewer, now, batch)
    assert (refusal.value.code, refusal.value.values) == ("undo_not_allowed", {"name": "Ola Hansen"})
    assert stored() == before


def moved_by_form(cast: Cast, now: datetime) -> None:
    ola = people.get_for_editing(cast.administrator, now, cast.employee.id)
    draft = validate_draft(PersonDraft, {"name": ola.name, "leader_id": cast.administrator.id})
    people.edit(cast.administrator, now, ola.id, ola.version, draft)


def moved_by_import(cast: Cast, now: datetime) -> None:
    table = StaffTable(("Navn", "Leder"), (StaffTableRow(2, (cast.employee.name, cast.administrator.name)),))
    mapping = (StaffField.NAME, StaffField.LEADER_NAME)
    result = staff_import.import_staff(cast.administrator, now, ListReview(table, mapping), skip_bad=False)
    assert result.updated == 1


@change_of_each_kind
@pytest.mark.parametrize("moved", [moved_by_form, moved_by_import])
def test_a_leader_who_lost_the_employee_undoes_nothing(
    cast: Cast, now: datetime, name: str, moved: Callable[[Cast, datetime], None]
) -> None:
    batch = CHANGES[name](cast, cast.leader, now, new_action(cast, cast.employee, now))
    moved(cast, now)
    refused(cast.leader, now, batch)


@change_of_each_kind
def test_a_stand_in_undoes_nothing_after_the_last_day(cast: Cast, now: datetime, name: str) -> None:
    stand_ins.add(cast.administrator, now, cast.leader.id, cast.stranger.id, now.date(), now.date())
    batch = CHANGES[name](
        cast, signed_in.get_viewer(Session(cast.stranger.id), now), now, new_action(cast, cast.employee, now)
    )
    tomorrow = now + timedelta(days=1)
    refused(signed_in.get_viewer(Session(cast.stranger.id), tomorrow), tomorrow, batch)


@change_of_each_kind
def test_whoever_still_has_access_undoes(cast: Cast, now: datetime, name: str) -> None:
    batch = CHANGES[name](cast, cast.leader, now, new_action(cast, cast.employee, now))
    assert undo(cast.leader, now, batch) >= 1
    with pytest.raises(DomainError, match="nothing_to_undo"):
        undo(cast.leader, now, batch)


def test_whoever_is_responsible_no_more_does_not_take_back_a_comment(cast: Cast, now: datetime) -> None:
    draft = validate_draft(ActionDraft, {"text": "Ta kurs", "responsible_id": cast.stranger.id, "due": DUE})
    action_id = actions.add(cast.employee, now, cast.employee.id, draft).subject_id
    comment = actions.comment(cast.stranger, now, action_id, "Bestilt").batch
    changed(EditAction({"responsible_id": cast.employee.id}))(cast, cast.leader, now, action_id)
    refused(cast.stranger, now, comment)


def test_a_nudge_is_not_taken_back_either(cast: Cast, now: datetime) -> None:
    action_id = new_action(cast, cast.employee, now, now.date())
    late = now + timedelta(days=2)
    batch = acknowledgements.remind_responsible(cast.leader, late, action_id).batch
    moved_by_form(cast, late)
    refused(cast.leader, late, batch)


def test_a_team_schedule_is_undone_only_by_who_leads_the_team(cast: Cast, now: datetime) -> None:
    stand_ins.add(cast.administrator, now, cast.leader.id, cast.stranger.id, now.date(), now.date())
    viewer = signed_in.get_viewer(Session(cast.stranger.id), now)
    draft = validate_draft(FollowUpScheduleDraft, {"often": "2"})
    batch = schedule.set_team_schedule(viewer, now, cast.leader.id, 0, draft).batch
    with pytest.raises(NotAllowed):
        undo(Viewer(cast.stranger.id, cast.stranger.name), now + timedelta(days=1), batch)
    assert undo(viewer, now, batch) == 1
