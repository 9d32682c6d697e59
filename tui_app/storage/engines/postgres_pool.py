"""The few connections of one session to PostgreSQL: one while it is idle, two while it is busy.

A server has room for a limited number of connections, 100 unless somebody raises it, so a terminal takes as few as it
can. The connection that hears of other people's commits is one of the two.
"""

from __future__ import annotations

from typing import Any

from playhouse.pool import MaxConnectionsExceeded, PooledPostgresqlDatabase

from tui_app.storage.changes.notices import EVERYBODY

MAX_CONNECTIONS = 2
_WAIT_SECONDS = 20
"""How long a use case waits for one of them."""
_QUIET_CALLS = 5
"""After so many calls of `take_notifications` without need of a second connection, it is closed."""
_FULL = ("too many clients", "too many connections", "connection slots are reserved")
"""Parts of the messages of a server that has no connection left; a refused connection has no SQLSTATE."""


class SessionPool(PooledPostgresqlDatabase):
    """A pool of two connections, one of which listens to a channel once somebody asks for notifications."""

    _connections: list[tuple[float, int, Any]]

    def __init__(self, url: str, channel: str) -> None:
        super().__init__(
            url, prefer_psycopg3=True, autoconnect=False, max_connections=MAX_CONNECTIONS, timeout=_WAIT_SECONDS
        )
        self._channel = channel
        self._listener: Any = None
        self._notifications: list[tuple[int, str]] = []
        self._quiet_calls = 0

    def take_notifications(self, *, hears_own: bool = True) -> list[str]:
        """The texts of the notifications since the last call; an empty one when listening begins anew.

        If the listener is in use, or there is no connection to spare, what has arrived is told by a later call.

        Args:
            hears_own: also those about people that this pool has sent itself.
        """
        with self._pool_lock:
            is_free = len(self._in_use) < MAX_CONNECTIONS and self.conn_key(self._listener) not in self._in_use
        if is_free:
            with self.connection_context():  # a reused connection asks the server, which hands over what is waiting
                self._listen_if_nobody_does(self.connection())
        self._close_surplus()
        taken, self._notifications = self._notifications, []
        return [text for is_own, text in taken if hears_own or not is_own or text in ("", EVERYBODY)]

    def _listen_if_nobody_does(self, connection: Any) -> None:
        if self._listener is connection or self._is_listening():
            return
        connection.add_notify_handler(self._on_notification)
        self.execute_sql(f"listen {self._channel}")
        self._listener = connection
        self._notifications.append((False, ""))

    def _is_listening(self) -> bool:
        return any(connection is self._listener for connection in self._open_connections())

    def _open_connections(self) -> list[Any]:
        with self._pool_lock:
            known = [connection for _created, _number, connection in self._connections]
            known += [used.connection for used in self._in_use.values()]
        return [connection for connection in known if not connection.closed]

    def _on_notification(self, notification: Any) -> None:
        is_own = any(notification.pid == one.info.backend_pid for one in self._open_connections())
        self._notifications.append((is_own, notification.payload))

    def _close_surplus(self) -> None:
        """Close the second connection after a while without need of it."""
        with self._pool_lock:
            self._quiet_calls = 0 if len(self._in_use) >= MAX_CONNECTIONS else self._quiet_calls + 1
            if self._quiet_calls < _QUIET_CALLS:
                return
            surplus = [entry for entry in self._connections if entry[2] is not self._listener]
            self._connections = [entry for entry in self._connections if entry[2] is self._listener]
        for _created, _number, connection in surplus:
            self._close_raw(connection)

    def _connect(self) -> Any:
        """Take or make a connection; on a full server, wait for the one that this session has."""
        with self._pool_lock:
            try:
                connection = super()._connect()
            except Exception as error:  # the driver's own, which peewee wraps later
                if self._in_use and any(part in str(error) for part in _FULL):
                    raise MaxConnectionsExceeded("the server has no second connection for this session") from error
                raise
            if len(self._in_use) >= MAX_CONNECTIONS:
                self._quiet_calls = 0
            return connection
