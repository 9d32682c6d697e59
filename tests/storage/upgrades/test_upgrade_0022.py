"""Migration 0022: texts in languages that were turned off, and minutes as they were when they were returned."""

from __future__ import annotations

from tests.conftest import NOW
from tests.storage.conftest import KARI, OLA, ONE_FOLLOW_UP, UpgradedFrom
from tui_app.services.people import person_page
from tui_app.storage.database import reading
from tui_app.storage.tables import registry as tables

OLDER_FORM = """;
insert into template (key, number, state, kind, title, body, version)
    values ('short', 1, 'draft', 'other', '{"en": "Short"}', '{"key": "short", "sections": []}', 1)
"""


def test_old_forms_have_nothing_set_aside(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0014", ONE_FOLLOW_UP + OLDER_FORM)
    assert [entry.note for entry in person_page.get(KARI, NOW, OLA.id).follow_ups] == ["Bra"]
    with reading():
        assert [one.set_aside for one in tables.Template.select()] == [""]
