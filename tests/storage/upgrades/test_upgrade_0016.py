"""Migration 0016: who took over an action sees its history from the hand-over on."""

from __future__ import annotations

from tests.conftest import NOW
from tests.storage.conftest import KARI, KARI_AND_OLA, UpgradedFrom
from tui_app.domain.records.person import Viewer
from tui_app.services.actions import actions

PER, SIRI = Viewer(3, "Per"), Viewer(4, "Siri")
ROWS = f"""{KARI_AND_OLA}
insert into person (name, search, sorting, email, title, unit, leader_id, is_administrator, version)
values ('Per', 'per', 'per', '', '', '', 1, false, 1), ('Siri', 'siri', 'siri', '', '', '', 1, false, 1);
insert into action (person_id, responsible_id, text, due, first_due, moved, status, reason, comments, version)
values (2, 3, 'Kurs', '2026-12-01', '2026-12-01', 0, 'open', '', 1, 2),
       (2, 4, 'Mentor', '2026-12-01', '2026-12-01', 0, 'open', '', 1, 1);
insert into history (at, by_id, batch, person_id, subject, subject_id, kind, before, after, note, undone)
values ('2026-11-01 09:00:00', 1, 'a', 2, 'action', 1, 'created', '{{}}', '{{"responsible": 2}}', '', false),
       ('2026-11-02 09:00:00', 1, 'b', 2, 'action', 1, 'comment', '{{}}', '{{}}', 'For', false),
       ('2026-11-03 09:00:00', 1, 'c', 2, 'action', 1, 'responsible', '{{"responsible_id": 2}}',
        '{{"responsible_id": 3}}', '', false),
       ('2026-11-04 09:00:00', 1, 'd', 2, 'action', 1, 'comment', '{{}}', '{{}}', 'Etter', false),
       ('2026-11-01 09:00:00', 1, 'e', 2, 'action', 2, 'created', '{{}}', '{{"responsible": 4}}', '', false),
       ('2026-11-02 09:00:00', 1, 'f', 2, 'action', 2, 'comment', '{{}}', '{{}}', 'Hele tiden', false)
"""


def test_the_last_hand_over_comes_from_the_history(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0014", ROWS)
    assert [one.note for one in actions.history_of(PER, NOW, 1)] == ["Etter", ""]
    assert [one.note for one in actions.history_of(SIRI, NOW, 2)] == ["Hele tiden", ""]
    assert len(actions.history_of(KARI, NOW, 1)) == 4
