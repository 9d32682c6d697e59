"""Two people of one name in a team: conversations, calendars and letters tell them apart."""

from __future__ import annotations

import json
from datetime import datetime

from tests.services.sample_conversations import Cast, plan_draft, planned
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.my_data import my_data_to_json
from tui_app.domain.records.conversation import Conversation
from tui_app.services import calendars
from tui_app.services.conversations import conversation_view, planning
from tui_app.services.people import people


def two_talks(cast: Cast, now: datetime, **more: object) -> tuple[Conversation, Conversation]:
    """A conversation of the leader with the employee, and one with somebody of the same name."""
    draft = validate_draft(PersonDraft, {"name": cast.employee.name, "leader_id": cast.leader.id} | more)
    other = people.add(cast.administrator, now, draft)
    first = planned(cast, now)
    second = planning.plan(cast.leader, now, other.id, plan_draft(cast)).subject_id
    listed = {one.id: one for one in conversation_view.own_conversations(cast.leader, now)}
    return listed[first], listed[second]


def test_each_is_named_as_in_the_team(cast: Cast, now: datetime) -> None:
    for more in ({"employee_number": "1002"}, {"start_date": "2020-03-01"}, {}):
        for talk in two_talks(cast, now, **more):
            person = people.get_for_editing(cast.administrator, now, talk.person_id)
            assert talk.distinct_person_name == person.distinct_name != person.name
        names = [
            one.name for one in calendars.own_calendar(cast.leader, now, bare=False) if one.key == f"talk-{talk.id}"
        ]
        assert names == [talk.distinct_person_name]


def test_nobody_else_reads_what_tells_them_apart(cast: Cast, now: datetime) -> None:
    """Not the employee in their data, and not an earlier leader of somebody who has a namesake elsewhere."""
    talk, _ = two_talks(cast, now, employee_number="1002")
    assert "person_mark" not in json.dumps(my_data_to_json(talk))  # type: ignore[arg-type]
    person = people.get_for_editing(cast.administrator, now, talk.person_id)
    draft = validate_draft(PersonDraft, {"name": person.name, "leader_id": cast.administrator.id})
    people.edit(cast.administrator, now, person.id, person.version, draft)
    people.add(cast.administrator, now, validate_draft(PersonDraft, {"name": person.name, "employee_number": "7"}))
    talks = conversation_view.own_conversations(cast.leader, now)
    assert {one.distinct_person_name for one in talks} == {person.name}
