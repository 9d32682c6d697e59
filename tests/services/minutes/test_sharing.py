"""Minutes with an earlier leader: the new one reads them only if they are shared, and every opening is logged."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tests.services.sample_conversations import Cast, drafted, signed
from tui_app.domain.audit import AuditKind
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.person import Viewer
from tui_app.services import access_log
from tui_app.services.conversations import conversation_view
from tui_app.services.minutes import export, sharing
from tui_app.services.people import people, person_page


def new_leader(cast: Cast, now: datetime) -> Viewer:
    """Nina, who leads Ola from now on."""
    nina = people.add(cast.administrator, now, validate_draft(PersonDraft, {"name": "Nina Vik"}))
    ola = people.get_for_editing(cast.administrator, now, cast.employee.id)
    people.edit(
        cast.administrator,
        now,
        ola.id,
        ola.version,
        validate_draft(PersonDraft, {"name": ola.name, "leader_id": nina.id}),
    )
    return viewer_of(nina)


def seen(cast: Cast, now: datetime) -> list[tuple[AuditKind, str]]:
    """The log entries that the employee reads."""
    return [(line.entry.kind, line.by_name) for line in reversed(access_log.entries_about_me(cast.employee, now))]


def test_the_new_leader_reads_only_what_is_shown_and_while_it_is(cast: Cast, now: datetime) -> None:
    conversation_id = signed(cast, now, "Om sykdom i familien.")
    nina = new_leader(cast, now)
    (listed,) = person_page.get(nina, now, cast.employee.id).conversations
    assert (listed.note, listed.place, listed.is_shown) == ("", "", False)
    for read in (sharing.read_shared, conversation_view.get_view, export.export_conversation):
        with pytest.raises(NotAllowed):
            read(nina, now, conversation_id)
    sharing.set_shared(cast.employee, now, conversation_id, shared=True)
    assert person_page.get(nina, now, cast.employee.id).conversations[0].is_shown
    assert sharing.read_shared(nina, now, conversation_id)[0].document.sections[0].text == "Om sykdom i familien."
    with pytest.raises(NotAllowed):
        conversation_view.get_view(nina, now, conversation_id)
    sharing.set_shared(cast.employee, now, conversation_id, shared=False)
    with pytest.raises(NotAllowed):
        sharing.read_shared(nina, now, conversation_id)


def test_a_leader_who_leads_them_no_more_reads_what_was_shown_no_more(cast: Cast, now: datetime) -> None:
    conversation_id = signed(cast, now)
    nina = new_leader(cast, now)
    sharing.set_shared(cast.employee, now, conversation_id, shared=True)
    new_leader(cast, now)
    with pytest.raises(NotAllowed):
        sharing.read_shared(nina, now, conversation_id)


def test_only_the_employee_shows_and_only_what_is_signed(cast: Cast, now: datetime) -> None:
    conversation_id = drafted(cast, now)
    nina = new_leader(cast, now)
    with pytest.raises(DomainError, match="step_impossible"):
        sharing.set_shared(cast.employee, now, conversation_id, shared=True)
    for viewer in (cast.leader, cast.stranger, cast.administrator, nina):
        with pytest.raises(NotAllowed):
            sharing.set_shared(viewer, now, conversation_id, shared=True)


def test_the_earlier_leader_keeps_what_was_signed_and_sees_nothing_new(cast: Cast, now: datetime) -> None:
    conversation_id = signed(cast, now)
    new_leader(cast, now)
    mine = conversation_view.get_view(cast.leader, now, conversation_id)
    assert mine.signed
    assert (mine.agreed_goals, mine.agreed_actions, mine.goals, mine.actions, mine.topics) == ((), (), (), (), ())
    with pytest.raises(NotAllowed):
        person_page.get(cast.leader, now, cast.employee.id)


def test_each_opening_and_export_is_there_for_the_employee_to_read(cast: Cast, now: datetime) -> None:
    conversation_id = signed(cast, now)
    before = len(seen(cast, now))
    later = now + timedelta(hours=1)
    conversation_view.get_view(cast.leader, later, conversation_id)
    conversation_view.get_view(cast.leader, later + timedelta(minutes=1), conversation_id)
    export.export_conversation(cast.leader, later, conversation_id)
    conversation_view.get_view(cast.leader, later + timedelta(hours=1), conversation_id)
    assert seen(cast, now)[before:] == [
        (AuditKind.OPENED, cast.leader.name),
        (AuditKind.EXPORTED, cast.leader.name),
        (AuditKind.OPENED, cast.leader.name),
    ]


def test_what_is_shown_is_in_the_log_too(cast: Cast, now: datetime) -> None:
    conversation_id = signed(cast, now)
    nina = new_leader(cast, now)
    sharing.set_shared(cast.employee, now, conversation_id, shared=True)
    sharing.read_shared(nina, now, conversation_id)
    assert seen(cast, now)[-2:] == [(AuditKind.SHOWN, cast.employee.name), (AuditKind.OPENED, nina.name)]
