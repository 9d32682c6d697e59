"""Migration 0021: practice, and the counters of what employees answered."""

from __future__ import annotations

from tests.conftest import NOW
from tests.storage.conftest import KARI, OLA, ONE_FOLLOW_UP, UpgradedFrom
from tui_app.domain.records.practice import PracticeFormat
from tui_app.services.people import person_page
from tui_app.services.practice import sessions


def test_old_follow_ups_remain_and_practice_is_kept(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0014", ONE_FOLLOW_UP)
    assert [entry.note for entry in person_page.get(KARI, NOW, OLA.id).follow_ups] == ["Bra"]
    sessions.record(KARI, NOW, PracticeFormat.SORT, 2)
    assert sessions.overview(KARI, NOW).done == 1
