"""Texts that were changed outside the program; on both databases."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.services import sample_conversations as conversations
from tests.services.minutes.minutes_steps import sections, stored
from tests.services.sample_conversations import Cast
from tui_app.domain.errors import DomainError
from tui_app.domain.records.conversation import ConversationState
from tui_app.services.conversations import conversation_view
from tui_app.services.minutes import amendments, export, signing, submission
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.tables import registry as tables

S = ConversationState


def tamper(conversation_id: int, text: str) -> None:
    with writing(), bypassing_row_security():
        tables.Minutes.update(signed=text).where(tables.Minutes.conversation == conversation_id).execute()


def test_a_changed_text_is_found(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    [(text, sha256)] = stored(conversation_id)
    tamper(conversation_id, text.replace("kurset", "lønna"))
    [found] = export.export_conversation(cast.employee, now, conversation_id)
    assert (found.intact, found.sha256) == (False, sha256)
    assert sections(found)["work"] == "Vi snakket om lønna."
    assert not conversation_view.get_view(cast.leader, now, conversation_id).signed[0].intact
    tamper(conversation_id, text)
    assert export.export_conversation(cast.employee, now, conversation_id)[0].intact


@pytest.mark.parametrize("text", ["", "ingen JSON lenger", "null", "[1]", '{"conversation": "x"}', '"', "{}"])
def test_a_ruined_text_is_still_readable(cast: Cast, now: datetime, text: str) -> None:
    conversation_id = conversations.signed(cast, now)
    tamper(conversation_id, text)
    [found] = export.export_conversation(cast.employee, now, conversation_id)
    assert not found.intact
    assert sections(found) == {"": text}
    assert export.export_all(cast.leader, now) == (found,)


def test_a_ruined_submission_is_not_signed_but_returned_and_submitted_again(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    tamper(conversation_id, "ingen JSON lenger")
    with pytest.raises(DomainError, match="minutes_corrupt"):
        signing.sign(cast.leader, now, conversation_id)
    assert conversations.state(cast, now, conversation_id) is S.SUBMITTED
    conversations.return_minutes(cast.leader, now, conversation_id, {"": "Send på nytt"})
    submission.submit(cast.employee, now, conversation_id, "nb")
    assert sections(signing.sign(cast.leader, now, conversation_id))["work"] == "Vi snakket om kurset."


def test_an_amendment_is_the_way_out_of_ruined_minutes(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    for number in (2, 3):
        sha256 = export.export_conversation(cast.leader, now, conversation_id)[-1].sha256
        tamper(conversation_id, "ingen JSON lenger")
        amendments.start(cast.employee, now, conversation_id)
        submission.submit(cast.employee, now, conversation_id, "nb")
        signed = signing.sign(cast.leader, now, conversation_id)
        assert (signed.document.number, signed.document.amends, signed.intact) == (number, sha256, True)
        assert sections(signed)["work"] == "Vi snakket om kurset."
    assert [one.intact for one in export.export_conversation(cast.leader, now, conversation_id)] == [False, False, True]
