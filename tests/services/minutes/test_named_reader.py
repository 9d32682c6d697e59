"""What is shown to somebody is shown to the one whose name stood in the question, though leaders change meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.services import sample_conversations as conversations
from tests.services.minutes.test_sharing import new_leader
from tests.services.sample_conversations import Cast, cast_of
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.person import Viewer
from tui_app.services.conversations import conversation_view, leader_handover, preparation
from tui_app.services.minutes import drafting, sharing, submission
from tui_app.services.people import people


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


def lead(cast: Cast, now: datetime, leader_id: int) -> None:
    one = people.get_for_editing(cast.administrator, now, cast.employee.id)
    draft = validate_draft(PersonDraft, {"name": one.name, "leader_id": leader_id})
    people.edit(cast.administrator, now, one.id, one.version, draft)


def refused(use_case: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as error:
        use_case()
    assert error.value.code == "reader_changed"
    return str(error.value.values["name"])


def test_a_preparation_is_not_shared_with_a_leader_who_came_while_it_was_asked(cast: Cast, now: datetime) -> None:
    talk = conversations.planned(cast, now)
    preparation.save_answer(cast.employee, now, talk, "how", "For Lise alone", 0)
    asked = conversation_view.get_view(cast.employee, now, talk)
    lead(cast, now, cast.administrator.id)
    name = refused(lambda: preparation.share(cast.employee, now, talk, reader_id=asked.other_party_id))
    assert name == cast.administrator.name
    seen = conversation_view.get_view(cast.administrator, now, talk)
    assert not seen.their_preparation.answers
    again = conversation_view.get_view(cast.employee, now, talk)
    preparation.share(cast.employee, now, talk, reader_id=again.other_party_id)
    assert conversation_view.get_view(cast.administrator, now, talk).their_preparation.answers


def test_signed_minutes_are_not_shown_to_a_leader_after_the_one_that_was_named(cast: Cast, now: datetime) -> None:
    talk = conversations.signed(cast, now)
    nina = new_leader(cast, now)
    asked = conversation_view.get_view(cast.employee, now, talk)
    assert asked.later_leader_id == nina.id
    lead(cast, now, cast.administrator.id)
    refused(lambda: sharing.set_shared(cast.employee, now, talk, shared=True, reader_id=asked.later_leader_id))
    with pytest.raises(NotAllowed):
        sharing.read_shared(cast.administrator, now, talk)


def test_a_conversation_is_not_handed_to_a_leader_after_the_one_that_was_named(cast: Cast, now: datetime) -> None:
    talk = conversations.submitted(cast, now)
    asked_id = new_leader(cast, now).id
    lead(cast, now, cast.administrator.id)
    refused(lambda: leader_handover.hand_over(cast.employee, now, talk, asked_id))
    assert conversation_view.get(cast.employee, now, talk).leader_id == cast.leader.id


def test_nor_a_draft_or_minutes_after_a_hand_over_at_another_terminal(cast: Cast, now: datetime) -> None:
    talk = conversations.drafted(cast, now)
    asked = conversation_view.get_view(cast.employee, now, talk)
    nina = new_leader(cast, now)
    leader_handover.hand_over(cast.employee, now, talk)
    assert (
        refused(lambda: drafting.share_draft(cast.employee, now, talk, shared=True, reader_id=asked.other_party_id))
        == nina.name
    )
    refused(lambda: submission.submit(cast.employee, now, talk, "nb", None, asked.other_party_id))
    assert conversation_view.get_view(nina, now, talk).submitted is None
