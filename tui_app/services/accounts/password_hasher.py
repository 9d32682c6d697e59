"""Secrets: hashed with argon2id over a digest that is keyed with what lies outside the database."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tui_app.domain.accounts.credentials import CODE_ALPHABET, CODE_LENGTH, format_code

if TYPE_CHECKING:
    import argon2

FINGERPRINT_MESSAGE = b"samtale: is this the sign-in key of this database?"


@dataclass(frozen=True, slots=True)
class HashCost:
    """What one hash costs: memory in KiB and rounds; the starting values are RFC 9106's second recommendation."""

    memory: int = 65536
    rounds: int = 3


@dataclass(frozen=True)
class PasswordHasher:
    """Makes and checks secrets.

    Attributes:
        key: the sign-in key: random bytes kept beside the settings, the same on all computers of one database.
        random: so many random bytes.
        cost: of one hash.
    """

    key: bytes
    random: Callable[[int], bytes]
    cost: HashCost = HashCost()

    def hash(self, secret: str) -> str:
        """The hash of a secret, as it is stored."""
        return _argon2_hasher(self.cost).hash(self._keyed(secret))

    def matches(self, stored: str, secret: str) -> bool:
        """Whether a secret is the one stored; where none is stored, a No that takes as long."""
        from argon2.exceptions import Argon2Error, InvalidHashError

        try:
            return _argon2_hasher(self.cost).verify(stored or _dummy_hash(self.cost), self._keyed(secret)) and bool(
                stored
            )
        except (Argon2Error, InvalidHashError):
            return False

    def name_of(self, *parts: str) -> str:
        """A name for who tries where, from which neither can be read."""
        return self._digest("\x1f".join(parts).encode()).hex()

    @property
    def fingerprint(self) -> str:
        """By which a database knows its sign-in key again."""
        return self._digest(FINGERPRINT_MESSAGE).hex()

    def new_code(self) -> str:
        """A one-time code as it is shown, of 60 random bits."""
        bits = (len(CODE_ALPHABET) - 1).bit_length() * CODE_LENGTH
        return format_code(int.from_bytes(self.random(-(-bits // 8))) % (1 << bits))

    def new_session(self) -> str:
        """The name of a new session."""
        return self.random(24).hex()

    def new_address(self) -> str:
        """Part of an address that nobody can guess, of 128 random bits."""
        return self.random(16).hex()

    def _keyed(self, secret: str) -> bytes:
        return self._digest(secret.encode())

    def _digest(self, content: bytes) -> bytes:
        return hmac.new(self.key, content, hashlib.sha256).digest()


@cache
def _argon2_hasher(cost: HashCost) -> argon2.PasswordHasher:
    import argon2

    return argon2.PasswordHasher(time_cost=cost.rounds, memory_cost=cost.memory, parallelism=1)


def _dummy_hash(cost: HashCost) -> str:
    """A hash that no secret has, for those who have none: checking it takes the usual time, the first time too."""
    salt, digest = (base64.b64encode(bytes(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={cost.memory},t={cost.rounds},p=1${salt}${digest}"
