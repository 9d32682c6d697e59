"""Amendments of signed minutes; on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.services import sample_conversations as conversations
from tests.services.minutes.minutes_steps import HOUR, draft_of, minutes_id, stored
from tests.services.sample_conversations import Cast
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.minutes.signed_minutes import Statement, canonical_json, sha256_hex
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.services.conversations import conversation_view
from tui_app.services.minutes import amendments, comments, drafting, export, signing, statements, submission

S = ConversationState


def test_an_amendment_is_discarded_and_another_started(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    with pytest.raises(DomainError, match="step_impossible"):
        amendments.discard(cast.employee, now, conversation_id)
    signing.sign(cast.leader, now, conversation_id)
    signed = export.export_conversation(cast.leader, now, conversation_id)
    for so_far in (S.DRAFTING, S.SUBMITTED, S.RETURNED):
        with pytest.raises(DomainError, match="step_impossible"):
            amendments.discard(cast.employee, now, conversation_id)
        amendments.start(cast.leader, now, conversation_id)
        begun = draft_of(cast.employee, now, conversation_id)
        assert begun is not None
        drafting.save_section(cast.employee, now, conversation_id, "work", "Angret", begun.texts["work"].version)
        if so_far is not S.DRAFTING:
            submission.submit(cast.employee, now, conversation_id, "nb")
            comments.save_comment(cast.leader, now, conversation_id, "", "Nei", 0)
        if so_far is S.RETURNED:
            signing.return_minutes(cast.leader, now, conversation_id)
        with pytest.raises(NotAllowed):
            amendments.discard(cast.leader, now, conversation_id)
        number = minutes_id(conversation_id, 2)
        amendments.discard(cast.employee, now, conversation_id)
        last = conversations.history_of(ChangeSubject.MINUTES, number)[-1]
        assert (last.by_name, conversations.states_of([last])) == (cast.employee.name, [(so_far, "given_up")])
        assert conversation_view.get(cast.leader, now, conversation_id).amendment is None
        assert export.export_conversation(cast.leader, now, conversation_id) == signed
    amendments.start(cast.employee, now, conversation_id)
    draft = draft_of(cast.employee, now, conversation_id)
    assert draft is not None
    assert draft.texts["work"].value == "Vi snakket om kurset."


def test_a_statement_changes_nothing(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    before = stored(conversation_id)
    statements.add(cast.employee, now, conversation_id, "Uenig")
    statements.add(cast.leader, now + HOUR, conversation_id, "Notert")
    signed = export.export_conversation(cast.leader, now, conversation_id)[0]
    assert signed.statements == (Statement("Ola Hansen", now, "Uenig"), Statement("Lise Łukasz", now + HOUR, "Notert"))
    assert stored(conversation_id) == before
    assert signed.intact


def test_two_amendments_at_once_are_one(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    amendments.start(cast.employee, now, conversation_id)
    for who in (cast.leader, cast.employee):
        with pytest.raises(DomainError, match="step_impossible"):
            amendments.start(who, now, conversation_id)


def test_an_amendment_leaves_the_older_bytes_alone(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    before = stored(conversation_id)
    assert before == [
        (
            canonical_json(export.export_conversation(cast.leader, now, conversation_id)[0].document),
            sha256_hex(before[0][0]),
        )
    ]
    amendments.start(cast.leader, now, conversation_id)
    drafting.save_section(cast.employee, now, conversation_id, "work", "Helt annerledes", 1)
    submission.submit(cast.employee, now, conversation_id, "nb")
    assert stored(conversation_id) == before
    conversations.return_minutes(cast.leader, now, conversation_id, {"": "Nei"})
    submission.submit(cast.employee, now, conversation_id, "nb")
    signing.sign(cast.leader, now, conversation_id)
    assert stored(conversation_id)[:1] == before
    assert conversations.state(cast, now, conversation_id) is S.SIGNED


def test_everything_signed_is_found_by_name(cast: Cast, now: datetime) -> None:
    first, second = conversations.signed(cast, now), conversations.signed(cast, now)
    amendments.start(cast.leader, now, first)
    submission.submit(cast.employee, now, first, "nb")
    signing.sign(cast.leader, now, first)
    conversations.submitted(cast, now)
    for who in (cast.leader, cast.employee):
        found = export.export_all(who, now + timedelta(days=5000), "hansen OLA")
        assert found == (*export.export_conversation(who, now, first), *export.export_conversation(who, now, second))
    assert export.export_all(cast.leader, now, "Per") == ()
