"""Noticing that another connection has committed."""

from __future__ import annotations

import threading
from typing import Any

from tui_app.storage.addresses import Address, PostgresAddress
from tui_app.storage.database import CHANNEL, translating_errors

_LISTEN_TIMEOUT = 0.02
"""Seconds that one call waits for a notification of PostgreSQL; a later one is noticed by the next call."""


class ChangeMonitor:
    """Tells whether another connection may have committed since the last call.

    It has a connection of its own, and any thread may use it.
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
            if self._database is None:
                self._database = self._address.open(one_connection=True)
                self._database.connect()
                if isinstance(self._address, PostgresAddress):
                    self._database.execute_sql(f"listen {CHANNEL}")
                else:
                    self._last_version = self._data_version()
                return True
            if isinstance(self._address, PostgresAddress):
                return self._has_notification()
            previous, self._last_version = self._last_version, self._data_version()
            return previous != self._last_version

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None

    def _data_version(self) -> object:
        return self._database.execute_sql("pragma data_version").fetchone()[0]

    def _has_notification(self) -> bool:
        try:
            connection = self._database.connection()
            return bool(list(connection.notifies(timeout=_LISTEN_TIMEOUT)))
        except Exception:
            self._database = None  # the next call connects again
            raise
