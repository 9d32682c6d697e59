"""The paths of Samtale's own files."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct


class AppPaths(Struct, frozen=True):
    """The files of one user.

    Attributes:
        config: the folder of settings and keys.
        data: the folder of the database and the logs.
    """

    config: Path
    data: Path

    @property
    def settings(self) -> Path:
        """The settings of this computer."""
        return self.config / "settings.json"

    @property
    def key(self) -> Path:
        """The key that opens the database; without it the database is lost."""
        return self.config / "samtale.key"

    @property
    def sign_in_key(self) -> Path:
        """The key of the password hashes; the same on all computers that share a database."""
        return self.config / "sign-in.key"

    @property
    def database(self) -> Path:
        """The default SQLite database."""
        return self.data / "samtale.db"

    @property
    def mail_settings(self) -> Path:
        """The mail server's settings; the file exists only where reminders are sent."""
        return self.config / "mail.toml"

    @property
    def practice(self) -> Path:
        """The folder of the organisation's own exercises, in the format of `data/practice`; often there is none."""
        return self.config / "practice"

    @property
    def log(self) -> Path:
        """The program's log."""
        return self.data / "samtale.log"

    @property
    def crash_log(self) -> Path:
        """The log of crashes, which contains nothing that anybody wrote."""
        return self.data / "crashes.log"

    def is_needed(self, path: Path, database: Path) -> bool:
        """True if a file of this name would replace or disturb what Samtale needs: a key, settings, the database.

        Args:
            path: of a file that may not exist yet.
            database: the SQLite database in use.
        """
        beside = [database.with_name(f"{database.name}{suffix}") for suffix in ("", "-wal", "-shm", "-journal")]
        try:
            if path.resolve() in (own.resolve() for own in beside):
                return True
        except FileNotFoundError:  # the current folder was deleted: nothing can be written there
            return False
        if not path.exists():
            return False
        is_same_file = database.exists() and database.samefile(path)
        return is_same_file or self.config.resolve() in path.resolve().parents  # there are keys of older backups too
