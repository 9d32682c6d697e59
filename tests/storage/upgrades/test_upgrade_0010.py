"""Migration 0010: the dates on which existing actions were agreed are derived from other data."""

from __future__ import annotations

from tests.conftest import NOW
from tests.storage.conftest import KARI, KARI_AND_OLA, UpgradedFrom
from tui_app.domain.figures.records import Figure, FigureScope
from tui_app.services import figures

ROWS = f"""{KARI_AND_OLA}
insert into conversation (person_id, leader_id, kind, state, "on", note, uid, minutes, place, sequence, reason,
    shows_draft, in_calendar, version)
values (2, 1, 'yearly', 'held', '2026-05-04', '', 'a', 0, '', 0, '', false, false, 1);
insert into action (person_id, responsible_id, text, due, first_due, moved, status, reason, comments, version,
    conversation_id)
values (2, 1, 'Kurs', '2026-09-01', '2026-09-01', 0, 'open', '', 0, 1, null),
       (2, 1, 'Mentor', '2026-09-01', '2026-09-01', 0, 'open', '', 0, 1, 1),
       (2, 1, 'Hvem vet', '2026-09-01', '2026-09-01', 0, 'open', '', 0, 1, null);
insert into history (at, by_id, batch, person_id, subject, subject_id, kind, before, after, note, undone)
values ('2026-08-10 09:00:00', 1, 'x', 2, 'action', 1, 'created', '{{}}', '{{}}', '', false)
"""


def test_the_date_comes_from_the_history_or_else_from_the_conversation(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0009", ROWS)
    view = figures.overview(KARI, NOW, FigureScope.TEAM)
    assert [column.values[Figure.AGREED] for column in view.quarters[-4:]] == [0, 1, 1, 0]
    assert view.quarters[-2].values[Figure.OVERDUE] == 3
