"""Passwords, hashed with argon2id over a digest that is keyed with a key stored outside the database."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from tui_app.domain.accounts.credentials import CODE_ALPHABET, CODE_LENGTH, format_code

if TYPE_CHECKING:
    import argon2

FINGERPRINT_MESSAGE = b"samtale: is this the sign-in key of this database?"


class HashCost(Struct, frozen=True):
    """The cost of one hash: memory in KiB, and rounds. The defaults are RFC 9106's second recommendation."""

    memory_kib: int = 65536
    rounds: int = 3


DEFAULT_COST = HashCost()


@dataclass(frozen=True)
class PasswordHasher:
    """Makes and checks the hashes of passwords, codes and PINs, and makes random values.

    Attributes:
        key: the sign-in key: random bytes stored beside the settings, the same on all computers of one database.
        random_bytes: returns this many random bytes.
        cost: the cost of one hash.
    """

    key: bytes
    random_bytes: Callable[[int], bytes]
    cost: HashCost = DEFAULT_COST

    def hash(self, password: str) -> str:
        """The hash of a password, as it is stored."""
        return _argon2_hasher(self.cost).hash(self._password_digest(password))

    def verify(self, stored: str, password: str) -> bool:
        """True if the password matches the stored hash. Without a stored hash, False after the same time."""
        from argon2.exceptions import Argon2Error, InvalidHashError

        try:
            return _argon2_hasher(self.cost).verify(
                stored or _dummy_hash(self.cost), self._password_digest(password)
            ) and bool(stored)
        except (Argon2Error, InvalidHashError):
            return False

    def attempt_key(self, *parts: str) -> str:
        """A key for counting attempts, from which neither person nor terminal can be read."""
        return self._hmac("\x1f".join(parts).encode()).hex()

    @property
    def fingerprint(self) -> str:
        """A fingerprint of the sign-in key, by which a database recognises it."""
        return self._hmac(FINGERPRINT_MESSAGE).hex()

    def new_code(self) -> str:
        """A one-time code of 60 random bits, formatted for display."""
        bits = (len(CODE_ALPHABET) - 1).bit_length() * CODE_LENGTH
        return format_code(int.from_bytes(self.random_bytes(-(-bits // 8))) % (1 << bits))

    def new_session_id(self) -> str:
        """A random session id of 192 bits."""
        return self.random_bytes(24).hex()

    def new_calendar_token(self) -> str:
        """A token of 128 random bits for the address of a published calendar."""
        return self.random_bytes(16).hex()

    def _password_digest(self, password: str) -> bytes:
        return self._hmac(password.encode())

    def _hmac(self, content: bytes) -> bytes:
        return hmac.new(self.key, content, hashlib.sha256).digest()


@cache
def _argon2_hasher(cost: HashCost) -> argon2.PasswordHasher:
    import argon2

    return argon2.PasswordHasher(time_cost=cost.rounds, memory_cost=cost.memory_kib, parallelism=1)


def _dummy_hash(cost: HashCost) -> str:
    """A hash that no password matches, for people without one: checking it takes as long as a real one, every time."""
    salt, digest = (base64.b64encode(bytes(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={cost.memory_kib},t={cost.rounds},p=1${salt}${digest}"
