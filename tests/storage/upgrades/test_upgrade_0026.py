"""Migration 0026: versions of drafts that never repeat, and sessions that are told apart."""

from __future__ import annotations

from tests.conftest import NOW
from tests.storage.conftest import KARI, KARI_AND_OLA, OLA, UpgradedFrom
from tui_app.domain.form_drafts import FormDraftKey
from tui_app.services import form_drafts
from tui_app.services.follow_up import follow_up_session

BEGUN = f"""{KARI_AND_OLA};
insert into unfinished (writer_id, form, title, texts, at, is_told)
values (1, 'topic-new:2', 'Tema', '{{"topic": "Turnus"}}', '2026-11-23 11:00:00', false);
insert into walk (walker_id, person_id, actions, outcomes, place, note, at, version)
values (1, 2, '[]', '{{}}', 0, 'Bra', '2026-11-23 11:00:00', 3)
"""


def test_what_was_begun_before_goes_on(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0025", BEGUN)
    key = FormDraftKey("topic-new:2")
    draft = form_drafts.get(KARI, NOW, key)
    assert draft is not None
    assert form_drafts.save(KARI, NOW, key, "Tema", {"topic": "Turnus i jula"}, draft.version) > draft.version
    session = follow_up_session.get(KARI, NOW, OLA.id)
    follow_up_session.save_progress(KARI, NOW, OLA.id, session.session, [], {}, 0)
    assert session.note.value == "Bra"
