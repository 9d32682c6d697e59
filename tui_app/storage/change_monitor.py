"""Noticing that another connection has committed."""

from __future__ import annotations

import threading
from typing import Any

from tui_app.storage import database
from tui_app.storage.addresses import Address, PostgresAddress
from tui_app.storage.database import translating_errors


class ChangeMonitor:
    """Tells whether another connection may have committed since the last call. Any thread may use it.

    For SQLite it has a connection of its own. On PostgreSQL, where connections are few, it uses those of the process.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._database: Any = None
        self._last_version: object = None
        self._lock = threading.Lock()

    def changed(self) -> bool:
        """True if another connection may have committed since the last call.

        Also true for the first call, and for the first call after the connection broke.

        Raises:
            StorageError: the database cannot be reached.
        """
        with self._lock, translating_errors(self._address):
            if isinstance(self._address, PostgresAddress):
                return bool(self._pool().has_notification())
            if self._database is None:
                self._database = self._address.open(one_connection=True)
                self._database.connect()
                self._last_version = self._data_version()
                return True
            previous, self._last_version = self._last_version, self._data_version()
            return previous != self._last_version

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

    def _data_version(self) -> object:
        return self._database.execute_sql("pragma data_version").fetchone()[0]
