"""Noticing that another connection has committed."""

from __future__ import annotations

import threading
from typing import Any

from tui_app.storage import database
from tui_app.storage.addresses import Address, PostgresAddress
from tui_app.storage.changes import notices
from tui_app.storage.database import translating_errors

NOBODY: frozenset[int] = frozenset()
"""Nothing was changed that anybody else can see."""


class ChangeMonitor:
    """Tells whose pages other connections have changed since the last call. Any thread may use it.

    For SQLite it has a connection of its own. On PostgreSQL, where connections are few, it uses those of the process.

    Args:
        hears_own: tell also what this process has changed on people's pages. A terminal reads its screen again after
            each change anyway. What may concern anybody is told in either case.
    """

    def __init__(self, address: Address, *, hears_own: bool = True) -> None:
        self._address = address
        self._hears_own = hears_own
        self._database: Any = None
        self._last_version: object = None
        self._last_notice = 0
        self._lock = threading.Lock()

    def changed(self) -> frozenset[int] | None:
        """Whose pages others have changed since the last call; None if it may be anybody's.

        None also for the first call, and for the first call after the connection broke.

        Raises:
            StorageError: the database cannot be reached.
        """
        with self._lock, translating_errors(self._address):
            if isinstance(self._address, PostgresAddress):
                notifications = self._pool().take_notifications(hears_own=self._hears_own)
                return notices.read(notifications) if notifications else NOBODY
            if self._database is None:
                self._database = self._address.open(one_connection=True)
                self._database.connect()
                self._last_version, self._last_notice = self._data_version(), self._newest_notice()
                return None
            previous, self._last_version = self._last_version, self._data_version()
            return NOBODY if previous == self._last_version else self._read_notices()

    def close(self) -> None:
        """Close the connection, if it has one of its own."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None

    def _pool(self) -> Any:
        """The connections of the process; own ones if it uses another database."""
        of_process = database.proxy.obj
        if of_process is not None and of_process.database == getattr(self._address, "url", None):
            return of_process
        if self._database is None:
            self._database = self._address.open()
        return self._database

    def _newest_notice(self) -> int:
        return int(self._database.execute_sql("select coalesce(max(id), 0) from change_notice").fetchone()[0])

    def _read_notices(self) -> frozenset[int] | None:
        """Whom the notices since the last call are about; what was written without one can be seen by nobody else."""
        query = "select id, people from change_notice where id > ? order by id"
        rows = self._database.execute_sql(query, (self._last_notice,)).fetchall()
        previous, self._last_notice = self._last_notice, rows[-1][0] if rows else self._last_notice
        if rows and rows[0][0] > previous + 1:
            return None  # so many that the first are gone
        own = () if self._hears_own else tuple(notices.own_ids)
        return notices.read(people for number, people in rows if number not in own)

    def _data_version(self) -> object:
        return self._database.execute_sql("pragma data_version").fetchone()[0]
