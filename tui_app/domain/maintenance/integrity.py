"""What is looked at to see whether a database is whole, and what a copy of it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.audit import ChainHead


@dataclass(frozen=True, slots=True)
class DatabaseDamage:
    """Something of the database itself that does not hold.

    Attributes:
        code: what it is; `ui/upkeep_words.py` has the words.
        where: a table, a page or a rule of the schema; nothing that anybody wrote.
    """

    code: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class IntegrityReport:
    """What was looked at, and what of it does not hold.

    Attributes:
        kind: "sqlite" or "postgresql".
        lines: how many lines the log has.
        head: its last line; None where the log could not be read.
        broken_entries: numbers of the lines at which the chain does not hold.
        has_earlier_head: whether the line of an earlier look is still there; None when none was named.
        minutes: how many signed minutes and amendments there are.
        altered_minutes: those that are not what was signed, by their number in the database.
        tables: how many tables were looked at.
    """

    kind: str
    lines: int
    head: ChainHead | None
    broken_entries: tuple[int, ...]
    has_earlier_head: bool | None
    minutes: int
    altered_minutes: tuple[int, ...]
    tables: int
    damage: tuple[DatabaseDamage, ...]

    @property
    def is_intact(self) -> bool:
        """Whether all of it does."""
        return not (self.broken_entries or self.altered_minutes or self.damage or self.has_earlier_head is False)


@dataclass(frozen=True, slots=True)
class BackupContents:
    """What somebody needs to know a copy by.

    Attributes:
        people: how many there are in it.
        head: the last line of its log; `written_at` when it was written, None while there is none.
    """

    people: int
    head: ChainHead
    written_at: datetime | None
