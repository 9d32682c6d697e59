"""The record of a session; those of accounts, which no start needs, are in `accounts`."""

from __future__ import annotations

from msgspec import Struct


class Session(Struct, frozen=True):
    """A signed-in session.

    Attributes:
        id: its id in the database; empty on a computer that only its owner uses.
        terminal: the terminal, as the audit log names it.
    """

    person_id: int
    id: str = ""
    terminal: str = ""
