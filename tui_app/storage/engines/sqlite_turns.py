"""SQLite with turns for its writers: who has waited longest must not be the one who asks least often."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import peewee as pw
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2 as sqlcipher

BUSY_MS = 5000
"""How long a statement waits for another connection, and a transaction for its turn."""
_ROUND_MS = 200
"""SQLite asks again after 1, 2, 5, 10 and up to 100 ms: who has waited long asks seldom, and the new ones win.

Waiting in rounds begins anew each time.
"""


class TurnTakingDatabase(SqlCipherDatabase):
    """An encrypted SQLite database; see `begin`."""

    def begin(self, lock_type: str | None = None) -> None:
        """Begin a transaction, and wait for the writers before it.

        Raises:
            peewee.OperationalError: `database is locked`, after `BUSY_MS`.
        """
        until = time.monotonic() + BUSY_MS / 1000
        self._wait_at_most(_ROUND_MS)
        try:
            while True:
                try:
                    super().begin(lock_type)
                except pw.OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() >= until:
                        raise
                else:
                    return
        finally:
            # the connection may be gone; what happened is already being told
            with suppress(pw.PeeweeException, sqlcipher.Error):
                self._wait_at_most(BUSY_MS)

    def _wait_at_most(self, milliseconds: int) -> Any:
        return self.cursor().execute(f"pragma busy_timeout={milliseconds}")
