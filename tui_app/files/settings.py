"""The settings of this computer, such as language, theme and owner, in a small JSON file.

They are checked by hand: pydantic would take a tenth of the time to the first screen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import asdict

from tui_app.domain.errors import DomainError
from tui_app.domain.languages import INTERFACE_LANGUAGES
from tui_app.files.atomic_write import create_private_folder, write_atomically

MIN_LOCK_SECONDS = 20
"""A shorter time would leave none to read the warning."""


class Settings(Struct, frozen=True):
    """What this computer remembers between starts; the field names are the keys of the JSON file.

    Attributes:
        language: a code of `domain.languages.INTERFACE_LANGUAGES`; None to follow the locale.
        database: an address to use instead of the default file.
        me: name of a database -> id of the person who owns this computer.
        several: True if several people share this computer, so that each signs in.
        sharing_wished: somebody chose that several take turns here, and has no password yet.
        lock_own: idle seconds until a computer with one owner locks.
        lock_shared: idle seconds until a shared computer locks.
        names_listed: True if the sign-in screen suggests names.
        keys: name of what a key does -> the keys that do it in place of the usual ones; `ui/key_changes` says what is
            wrong in it.
        codes_told: the time (ISO 8601) up to which the owner has been told who signed in as them with a one-time code.
    """

    language: str | None = None
    theme: str = "samtale-dark"
    database: str | None = None
    me: dict[str, int] = field(default_factory=dict)
    several: bool = False
    sharing_wished: bool = False
    lock_own: int = 600
    lock_shared: int = 90
    names_listed: bool = True
    codes_told: str = ""
    keys: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise ValueError if a setting has a value that it cannot have."""
        is_valid = (
            self.language in (None, *INTERFACE_LANGUAGES)
            and isinstance(self.theme, str)
            and isinstance(self.database, str | None)
            and isinstance(self.me, dict)
            and all(isinstance(name, str) and type(number) is int for name, number in self.me.items())
            and isinstance(self.keys, dict)
            and _is_empty_or_aware_datetime(self.codes_told)
            and type(self.several) is bool
            and type(self.sharing_wished) is bool
            and type(self.names_listed) is bool
            and all(
                type(seconds) is int and seconds >= MIN_LOCK_SECONDS for seconds in (self.lock_own, self.lock_shared)
            )
        )
        if not is_valid:
            raise ValueError("invalid settings")


def _is_empty_or_aware_datetime(text: object) -> bool:
    """True for an empty text or an ISO 8601 time with a UTC offset."""
    try:
        return text == "" or datetime.fromisoformat(str(text)).tzinfo is not None
    except ValueError:
        return False


def load_settings(path: Path) -> Settings:
    """The settings in a file; the defaults if there is no file yet.

    Raises:
        DomainError: `settings_unreadable`, with the path.
    """
    try:
        return Settings(**json.loads(path.read_bytes()))
    except FileNotFoundError:
        return Settings()
    except (OSError, TypeError, ValueError) as error:
        raise DomainError("settings_unreadable", path=path) from error


def save_settings(settings: Settings, path: Path) -> None:
    """Write the settings, readable by their owner only.

    Raises:
        DomainError: `settings_unwritable`, with the path.
    """
    try:
        create_private_folder(path.parent)
        write_atomically(path, json.dumps(asdict(settings), indent=2).encode(), replace=True)
    except (DomainError, OSError) as error:
        raise DomainError("settings_unwritable", path=path) from error
