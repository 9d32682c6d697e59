"""Verifying who can read signed minutes: those who signed them, and those to whom the employee shows them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.services.maintenance.test_integrity import as_attacker
from tests.services.minutes.test_sharing import new_leader
from tests.services.sample_conversations import Cast, signed
from tui_app.services.administration import erasure
from tui_app.services.conversations import leader_handover
from tui_app.services.maintenance import integrity
from tui_app.services.minutes import amendments, sharing
from tui_app.text.administration.database import verification_lines


@pytest.mark.parametrize(
    "statement",
    [
        "update conversation set leader_id = {stranger} where id = {conversation}",
        "insert into shown_minutes (conversation_id, to_id, at) values ({conversation}, {stranger}, current_timestamp)",
    ],
)
def test_somebody_who_neither_signed_nor_was_shown_them_is_found(
    cast: Cast, now: datetime, database: Any, statement: str
) -> None:
    signed(cast, now)
    conversation_id = signed(cast, now)
    with as_attacker(database) as do:
        do(statement.format(conversation=conversation_id, stranger=cast.stranger.id))
    found = integrity.verify()
    assert (found.altered_conversations, found.is_intact) == ((conversation_id,), False)
    assert str(conversation_id) in " ".join(line.text for line in verification_lines(found))


def test_those_to_whom_they_are_shown_are_no_strangers(cast: Cast, now: datetime, database: Any) -> None:
    conversation_id = signed(cast, now)
    nina = new_leader(cast, now)
    sharing.set_shared(cast.employee, now, conversation_id, shared=True)
    assert integrity.verify().is_intact
    sharing.set_shared(cast.employee, now, conversation_id, shared=False)
    assert integrity.verify().is_intact
    with as_attacker(database) as do:  # what is shown no more
        do(
            "insert into shown_minutes (conversation_id, to_id, at) values (?, ?, '2026-11-23 12:00:00+00:00')",
            conversation_id,
            nina.id,
        )
    assert integrity.verify().altered_conversations == (conversation_id,)


def handed_over(cast: Cast, now: datetime) -> int:
    """Signed minutes whose amendment was handed over to a new leader, and then discarded."""
    conversation_id = signed(cast, now)
    amendments.start(cast.employee, now, conversation_id)
    new_leader(cast, now)
    leader_handover.hand_over(cast.employee, now, conversation_id)
    return conversation_id


def test_an_amendment_may_be_handed_over(cast: Cast, now: datetime, database: Any) -> None:
    conversation_id = handed_over(cast, now)
    assert integrity.verify().is_intact
    amendments.discard(cast.employee, now, conversation_id)
    assert integrity.verify().is_intact
    erasure.erase_due(cast.administrator, now + timedelta(days=365 * 2 + 10), "Erased")  # the history goes first
    assert integrity.verify().is_intact


def test_one_that_an_older_version_did_not_log_is_known_by_its_history(
    cast: Cast, now: datetime, database: Any
) -> None:
    conversation_id = handed_over(cast, now)
    with as_attacker(database) as do:
        do("update audit_entry set kind = 'opened' where kind = 'shown'")
    assert integrity.verify().altered_conversations == ()
    with as_attacker(database) as do:
        do("delete from history where subject = 'conversation' and kind <> 'created'")
    assert integrity.verify().altered_conversations == (conversation_id,)
