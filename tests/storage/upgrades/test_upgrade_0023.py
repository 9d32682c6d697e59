"""Migration 0023: a conversation can have a language."""

from __future__ import annotations

from tests.conftest import NOW
from tests.storage.conftest import KARI, KARI_AND_OLA, UpgradedFrom
from tui_app.services.conversations import conversation_view

PLANNED = f"""{KARI_AND_OLA};
insert into conversation
    (person_id, leader_id, kind, state, "on", note, version, minutes, place, uid, sequence, reason, shows_draft,
     in_calendar)
    values (2, 1, 'yearly', 'planned', '2026-12-01', '', 1, 60, '', 'u', 0, '', false, false)
"""


def test_conversations_from_before_are_in_each_readers_language(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0022", PLANNED)
    assert conversation_view.get(KARI, NOW, 1).language == ""
