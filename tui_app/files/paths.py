"""Where a person's files lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class AppPaths:
    """Where this person's files lie: settings and key apart from the data."""

    config: Path
    data: Path

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.json"

    @property
    def key(self) -> Path:
        """The key that opens the database; without it the database is lost."""
        return self.config / "samtale.key"

    @property
    def sign_in_key(self) -> Path:
        """What secrets are keyed with; the same on all computers of one database."""
        return self.config / "sign-in.key"

    @property
    def database(self) -> Path:
        """The SQLite database."""
        return self.data / "samtale.db"

    @property
    def mail(self) -> Path:
        """How mail is sent from this computer, where it is."""
        return self.config / "mail.toml"

    @property
    def crash_log(self) -> Path:
        """Crashes, without anybody's text."""
        return self.data / "crashes.log"
