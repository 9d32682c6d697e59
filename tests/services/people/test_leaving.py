"""Somebody who leaves: told at every name, and what is open is listed; on both databases."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tests.services import sample_conversations as conversations
from tests.services.hasher import HASHER
from tests.services.people.test_staff_import import review
from tests.services.sample_conversations import Cast
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.follow_up import FollowUpDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput, NotAllowed
from tui_app.domain.records.open_items import OpenItems
from tui_app.domain.records.person import Person, Viewer
from tui_app.services import activity, my_data
from tui_app.services.actions import acknowledgements, actions
from tui_app.services.administration import stand_ins
from tui_app.services.conversations import conversation_view, topics
from tui_app.services.follow_up import follow_ups
from tui_app.services.minutes import statements
from tui_app.services.people import open_items, people, person_page, staff_import
from tui_app.text.dates import full_timestamp
from tui_app.text.my_data import my_data_document
from tui_app.text.people import name_with_status, open_items_of_people_text, open_items_text


def leaves(kari: Viewer, now: datetime, person_id: int, on: date) -> Person:
    person = people.get_for_editing(kari, now, person_id)
    values = {"name": person.name, "leader_id": person.leader_id, "end_date": on}
    return people.edit(kari, now, person.id, person.version, validate_draft(PersonDraft, values))


def promised(cast: Cast, now: datetime, by: int, due: date) -> int:
    draft = validate_draft(ActionDraft, {"text": "Finne kurs", "responsible_id": by, "due": due})
    return actions.add(cast.leader, now, cast.employee.id, draft).subject_id


def test_everything_that_is_open_is_counted_and_said(cast: Cast, now: datetime) -> None:
    today = now.date()
    promised(cast, now, cast.leader.id, today)
    promised(cast, now, cast.employee.id, today)
    conversations.planned(cast, now)
    conversations.drafted(cast, now)
    conversations.signed(cast, now)
    stand_ins.add(cast.administrator, now, cast.leader.id, cast.stranger.id, today, today + timedelta(days=9))
    found = open_items.of_person(cast.administrator, now, cast.leader.id)
    assert found.reports[0] == "Ola Hansen"
    assert (found.promised, found.own, found.planned, found.unsigned, found.stand_ins) == (1, 0, 1, 1, 1)
    text = open_items_text(found)
    for part in ("Leads Ola Hansen", "1 open action of others", "1 planned conversation.", "cancel it", "1 stand-in."):
        assert part in text
    assert open_items.of_person(cast.leader, now, cast.employee.id).own == 2
    assert open_items_text(OpenItems("Ola Hansen")) == ""
    with pytest.raises(NotAllowed):
        open_items.of_person(cast.stranger, now, cast.leader.id)


def test_whoever_leads_is_told_once_when_the_last_day_has_passed(cast: Cast, now: datetime) -> None:
    last = now.date() + timedelta(days=3)
    promised(cast, now, cast.employee.id, now.date())
    leaves(cast.administrator, now, cast.employee.id, last)
    for viewer in (cast.leader, cast.administrator, cast.stranger):
        activity.since_last_visit(viewer, now)
    on_the_day, after = now + timedelta(days=3), now + timedelta(days=4)
    assert activity.since_last_visit(cast.leader, on_the_day).leavers == ()
    for viewer in (cast.leader, cast.administrator):
        news = activity.since_last_visit(viewer, after)
        assert [(one.name, one.own) for one in news.leavers] == [("Ola Hansen", 1)]
        activity.mark_seen(viewer, after, news.last_change_id)
        assert activity.since_last_visit(viewer, after + timedelta(hours=1)).leavers == ()
    assert activity.since_last_visit(cast.stranger, after).leavers == ()


def test_whoever_left_nothing_open_is_no_news(cast: Cast, now: datetime) -> None:
    activity.since_last_visit(cast.leader, now)
    leaves(cast.administrator, now, cast.employee.id, now.date())
    assert activity.since_last_visit(cast.leader, now + timedelta(days=2)).leavers == ()


def test_whoever_has_left_is_marked_at_every_name_the_day_after_the_last(cast: Cast, now: datetime) -> None:
    last = now.date() + timedelta(days=3)
    action_id = promised(cast, now, cast.stranger.id, now.date())
    conversation_id = conversations.planned(cast, now)
    for person_id in (cast.stranger.id, cast.leader.id):
        leaves(cast.administrator, now, person_id, last)
    page = person_page.get(cast.employee, now, cast.employee.id)
    (action,) = [one for one in page.actions if one.id == action_id]
    conversation = conversation_view.get(cast.employee, now, conversation_id)
    for end in (action.responsible_end, page.person.leader_end, conversation.leader_end):
        assert name_with_status("Per Berg", end, last) == "Per Berg"
        assert name_with_status("Per Berg", end, last + timedelta(days=1)) == "Per Berg (has left)"
    assert not action.lacks_responsible(last)
    assert action.lacks_responsible(last + timedelta(days=1))
    assert conversation.person_end is None


def test_nobody_who_has_left_is_said_to_see_a_reminder(cast: Cast, now: datetime) -> None:
    action_id = promised(cast, now, cast.stranger.id, now.date())
    leaves(cast.administrator, now, cast.stranger.id, now.date())
    later = now + timedelta(days=1)
    with pytest.raises(DomainError) as caught:
        acknowledgements.remind_responsible(cast.leader, later, action_id)
    assert (caught.value.code, caught.value.values) == ("responsible_has_left", {"name": "Per Berg"})


def test_a_circle_of_leaders_is_refused_before_anything_is_asked(kari: Viewer, ola: Person, now: datetime) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg", "leader_id": ola.id}))
    for leader_id in (ola.id, per.id):
        with pytest.raises(InvalidInput) as caught:
            people.check_new_leader(kari, now, ola.id, leader_id)
        assert caught.value.problems == {"leader_id": "leader_circle"}
    assert people.check_new_leader(kari, now, per.id, kari.id).id == kari.id
    with pytest.raises(NotAllowed):
        people.check_new_leader(viewer_of(per), now, per.id, kari.id)


def test_it_is_said_at_every_name_of_what_they_did(cast: Cast, now: datetime) -> None:
    action_id = promised(cast, now, cast.employee.id, now.date())
    actions.comment(cast.leader, now, action_id, "Husk kaffe")
    topics.add(cast.leader, now, cast.employee.id, validate_draft(TopicDraft, {"text": "Turnus"}))
    follow_ups.record(cast.leader, now, cast.employee.id, validate_draft(FollowUpDraft, {"note": "Bra"}))
    conversation_id = conversations.signed(cast, now)
    statements.add(cast.leader, now, conversation_id, "Lagt ved")
    leaves(cast.administrator, now, cast.leader.id, now.date())
    later = now + timedelta(days=1)
    page = person_page.get(cast.employee, later, cast.employee.id)
    ends = {now.date()}
    assert {topic.by_end for topic in page.topics} == ends
    assert {entry.by_end for entry in page.follow_ups} == ends
    timeline = activity.timeline(cast.employee, later, cast.employee.id)
    assert {event.change.by_end for event in timeline if event.by_id == cast.leader.id} == ends
    assert {event.person_end for event in timeline} == {None}
    [signed] = conversation_view.get_view(cast.employee, later, conversation_id).signed
    assert (signed.employee_end, signed.leader_end, signed.statements[0].by_end) == (None, now.date(), now.date())
    document = my_data_document(my_data.export(cast.employee, later, HASHER, ""))
    lines = [line for part in document.parts for line in (part.title, *part.items, *(head for head, _ in part.texts))]
    named = [line for line in lines if cast.leader.name in line]
    signature = f"{cast.leader.name}, {full_timestamp(signed.document.signed_at, later)}"
    assert [line for line in named if f"{cast.leader.name} (has left)" not in line] == [signature]
    assert len(named) > 4


def test_a_staff_list_that_sets_last_days_tells_what_is_open(cast: Cast, now: datetime) -> None:
    promised(cast, now, cast.employee.id, now.date())
    promised(cast, now, cast.leader.id, now.date())
    listed = review("Navn|Sluttdato", f"{cast.employee.name}|2026-12-24", f"{cast.stranger.name}|2026-12-24")
    done = staff_import.import_staff(cast.administrator, now, listed, skip_bad=False)
    assert [one.name for one in done.leaving] == [cast.employee.name]
    assert (done.leaving[0].own, done.leaving[0].promised) == (2, 0)
    text = open_items_of_people_text(done.leaving)
    assert text.startswith(cast.employee.name)
    assert "reassign it before the last day" in text
    assert staff_import.import_staff(cast.administrator, now, listed, skip_bad=False).leaving == ()


def test_the_reports_of_who_leaves_get_other_leaders_at_once(cast: Cast, now: datetime) -> None:
    kari, above = cast.administrator, cast.administrator.id
    leaves(kari, now, cast.leader.id, now.date())
    reports = people.reports_of(kari, now, cast.leader.id)
    assert [one.name for one in reports] == ["Ola Hansen", "Per Berg"]
    with pytest.raises(InvalidInput) as refused:
        people.change_leaders(kari, now, [(reports[0], above), (reports[1], reports[1].id)])
    assert refused.value.problems == {str(reports[1].id): "leader_circle"}
    assert people.reports_of(kari, now, cast.leader.id) == reports
    people.change_leaders(kari, now, [(reports[0], above), (reports[1], reports[0].id)])
    assert people.reports_of(kari, now, cast.leader.id) == []
    with pytest.raises(ConflictError):
        people.change_leaders(kari, now, [(reports[0], above)])
