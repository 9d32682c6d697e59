"""The settings of this computer: language, theme, whose computer it is. Kept as a small JSON file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from tui_app.domain.refusals import Refusal


class Settings(BaseModel):
    """What is remembered between starts.

    Attributes:
        language: None until somebody chose; it is guessed from the locale then.
        me: database address -> id of the person whose computer this is.
    """

    model_config = ConfigDict(frozen=True)

    language: Literal["nb", "en"] | None = None
    theme: str = "textual-dark"
    database: str | None = None
    me: dict[str, int] = {}


def load(path: Path) -> Settings:
    """The settings in `path`; the starting values when there is no file yet.

    Raises:
        Refusal: `settings_unreadable`, with the path.
    """
    try:
        return Settings.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Settings()
    except (OSError, ValidationError) as error:
        raise Refusal("settings_unreadable", path=path) from error


def save(settings: Settings, path: Path) -> None:
    """Write the settings, readable by their owner only, all of them or none.

    Raises:
        Refusal: `settings_unwritable`, with the path.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(settings.model_dump_json(indent=2))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise Refusal("settings_unwritable", path=path) from error
