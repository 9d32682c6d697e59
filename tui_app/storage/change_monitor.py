"""TODO-DOC."""

from __future__ import annotations

import threading
from typing import Any

from tui_app.storage.addresses import Address, PostgresAddress
from tui_app.storage.database import CHANNEL, translating_errors

_LISTEN_TIMEOUT = 0.02
"""How long PostgreSQL's announcements are waited for at each look; what comes later is seen at the next."""


class ChangeMonitor:
    """Tells whether another connection may have committed since it was asked last.

    Holds a connection of its own.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._database: Any = None
        self._seen: object = None
        self._turn = threading.Lock()

    def changed(self) -> bool:
        """Whether something may have been committed since the last call.

        True at the first call, and at the first after a broken connection: nobody listened before.

        Raises:
            StorageError: the database is gone.
        """
        with self._turn, translating_errors():
            if self._database is None:
                self._database = self._address.open(one_connection=True)
                self._database.connect()
                if isinstance(self._address, PostgresAddress):
                    self._database.execute_sql(f"listen {CHANNEL}")
                else:
                    self._seen = self._version()
                return True
            if isinstance(self._address, PostgresAddress):
                return self._notified()
            seen, self._seen = self._seen, self._version()
            return seen != self._seen

    def close(self) -> None:
        """Give the connection back."""
        with self._turn:
            if self._database is not None:
                self._database.close()
                self._database = None

    def _version(self) -> object:
        return self._database.execute_sql("pragma data_version").fetchone()[0]

    def _notified(self) -> bool:
        try:
            connection = self._database.connection()
            return bool(list(connection.notifies(timeout=_LISTEN_TIMEOUT)))
        except Exception:
            # a broken connection is opened anew at the next call; until then the caller is told
            self._database = None
            raise
