"""The table of who may do what, put together from its subjects."""

from __future__ import annotations

from tests.services.access.rows import (
    accounts,
    actions,
    administration,
    conversations,
    follow_up,
    minutes,
    own,
    people,
    practice,
)
from tests.services.access.rows.table import Rows

SUBJECTS = (accounts, actions, administration, conversations, follow_up, minutes, own, people, practice)
ROWS: Rows = {name: row for subject in SUBJECTS for name, row in subject.ROWS.items()}
