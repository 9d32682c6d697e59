"""Reports about the integrity of a database and the contents of a backup."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from tui_app.domain.audit import ChainHead


class DatabaseDamage(Struct, frozen=True):
    """A fault of the database itself.

    Attributes:
        code: the kind of fault; `text/administration/database.py` has the words.
        where: a table, a page or a rule of the schema; nothing that anybody wrote.
    """

    code: str
    where: str = ""


class CheckedStatements(Struct, frozen=True):
    """The statements beside signed minutes, compared with the log.

    Attributes:
        count: how many there are.
        unchecked: how many of them were added by a version that did not log them.
        altered: database ids of those that are not what was added.
        missing: numbers of the log entries of those that are gone, though retention has not erased them.
        unlogged: database ids of those whose adding is not in the log.
    """

    count: int = 0
    unchecked: int = 0
    altered: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    unlogged: tuple[int, ...] = ()

    @property
    def is_intact(self) -> bool:
        """True if no check failed."""
        return not any((self.altered, self.missing, self.unlogged))


class IntegrityReport(Struct, frozen=True):
    """The result of an integrity check.

    Attributes:
        kind: "sqlite" or "postgresql".
        lines: number of entries in the audit log.
        head: the last entry; None if the log could not be read.
        broken_entries: numbers of the entries at which the chain is broken.
        has_earlier_head: True if the head noted at an earlier check is still in the log; None if none was given.
        minutes: number of signed minutes and amendments.
        altered_minutes: database ids of those that are not what was signed.
        missing_minutes: numbers of the log entries of signings whose minutes are gone, or no longer signed, though
            retention has not erased them.
        unlogged_minutes: database ids of minutes that count as signed though the log has no signing of them.
        altered_conversations: database ids of those that count as signed without signed minutes, as unsigned with
            them, as another person's than those who signed, or as shown to somebody though the log does not say so.
        tables: number of tables checked.
    """

    kind: str
    lines: int
    head: ChainHead | None
    broken_entries: tuple[int, ...]
    has_earlier_head: bool | None
    minutes: int
    altered_minutes: tuple[int, ...]
    missing_minutes: tuple[int, ...]
    unlogged_minutes: tuple[int, ...]
    altered_conversations: tuple[int, ...]
    statements: CheckedStatements
    tables: int
    damage: tuple[DatabaseDamage, ...]

    @property
    def is_intact(self) -> bool:
        """True if no check failed."""
        minutes = (self.altered_minutes, self.missing_minutes, self.unlogged_minutes, self.altered_conversations)
        return (
            not any((self.broken_entries, *minutes, self.damage))
            and self.statements.is_intact
            and self.has_earlier_head is not False
        )


class BackupContents(Struct, frozen=True):
    """What identifies a backup.

    Attributes:
        people: number of people in it.
        head: the last entry of its audit log.
        written_at: when that entry was written; None if the log is empty.
    """

    people: int
    head: ChainHead
    written_at: datetime | None
