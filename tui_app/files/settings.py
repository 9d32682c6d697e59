"""The settings of this computer: language, theme, whose computer it is. Kept as a small JSON file.

Read at every start, so checked by hand: pydantic would take a tenth of the time to the first screen.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from tui_app.domain.errors import DomainError
from tui_app.domain.languages import INTERFACE_LANGUAGES

MIN_LOCK_SECONDS = 20
"""Seconds; below it there would be no time to read the warning."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is remembered between starts.

    Attributes:
        language: None until somebody chose; it is guessed from the locale then.
        database: an address other than the usual file.
        me: database address -> id of the person whose computer this is.
        several: whether several people take turns here; each signs in then.
        lock_own: idle seconds after which a computer of one's own locks itself; `lock_shared` one of several.
        names_listed: whether names are proposed where people sign in.
        codes_told: the moment (ISO) up to which the owner knows who came in as them with a one-time code.
    """

    language: str | None = None
    theme: str = "textual-dark"
    database: str | None = None
    me: dict[str, int] = field(default_factory=dict)
    several: bool = False
    lock_own: int = 600
    lock_shared: int = 90
    names_listed: bool = True
    codes_told: str = ""

    def __post_init__(self) -> None:
        """Raises ValueError for what no setting can be."""
        fine = (
            self.language in (None, *INTERFACE_LANGUAGES)
            and isinstance(self.theme, str)
            and isinstance(self.database, str | None)
            and isinstance(self.me, dict)
            and all(isinstance(name, str) and type(number) is int for name, number in self.me.items())
            and _is_empty_or_aware_datetime(self.codes_told)
            and type(self.several) is bool
            and type(self.names_listed) is bool
            and all(
                type(seconds) is int and seconds >= MIN_LOCK_SECONDS for seconds in (self.lock_own, self.lock_shared)
            )
        )
        if not fine:
            raise ValueError("not settings")


def _is_empty_or_aware_datetime(text: object) -> bool:
    """Whether it is empty or a moment with its zone."""
    try:
        return text == "" or datetime.fromisoformat(str(text)).tzinfo is not None
    except ValueError:
        return False


def load_settings(path: Path) -> Settings:
    """The settings in `path`; the starting values when there is no file yet.

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
    """Write the settings, readable by their owner only, all of them or none.

    Raises:
        DomainError: `settings_unwritable`, with the path.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(asdict(settings), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise DomainError("settings_unwritable", path=path) from error
