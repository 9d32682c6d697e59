"""Migration 0014: form drafts."""

from __future__ import annotations

from tests.conftest import NOW
from tests.storage.conftest import KARI, OLA, ONE_FOLLOW_UP, UpgradedFrom
from tui_app.domain.form_drafts import FormDraftKey
from tui_app.services import form_drafts
from tui_app.services.people import person_page

KEY = FormDraftKey("topic-new:2", OLA.id)


def test_old_follow_ups_remain_and_a_draft_is_kept_for_its_writer(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0013", ONE_FOLLOW_UP)
    assert [entry.note for entry in person_page.get(KARI, NOW, OLA.id).follow_ups] == ["Bra"]
    form_drafts.save(KARI, NOW, KEY, "Tema", {"topic": "Turnus"})
    draft = form_drafts.get(KARI, NOW, KEY)
    assert draft is not None
    assert draft.texts == {"topic": "Turnus"}
    assert form_drafts.get(OLA, NOW, KEY) is None
