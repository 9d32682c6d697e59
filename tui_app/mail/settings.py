"""How mail is sent from this computer: a TOML file beside the other settings; the password is kept apart from it."""

from __future__ import annotations

import stat
import tomllib
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from tui_app.domain.errors import DomainError

DEFAULT_PORTS = {"starttls": 587, "tls": 465, "none": 25}


class MailSettings(BaseModel):
    """The mail server and who sends.

    Attributes:
        port: 0 for the usual one of `security`.
        security: "starttls", "tls" from the first byte, or "none", for a mail server on this very computer.
        user: who signs in; empty without signing in.
        sender: the address in From.
        password_file: where the password is; None for `mail-password` beside the settings.
        ca_file: certificates to trust instead of the system's, for a server with one of the organisation's own.
        timeout: seconds that the server may take for an answer.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(min_length=1)
    port: int = Field(default=0, ge=0, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    sender: str = Field(alias="from", pattern=r"^[^@\s]+@[^@\s]+$")
    password_file: Path | None = None
    ca_file: Path | None = None
    timeout: float = Field(default=60, gt=0, le=600)

    @model_validator(mode="after")
    def _nothing_in_the_clear(self) -> Self:
        if self.security == "none" and (self.user or not _is_loopback(self.host)):
            raise PydanticCustomError("in_the_clear", "neither letters nor passwords go over a network in the clear")
        return self

    @property
    def usual_port(self) -> int:
        """The port."""
        return self.port or DEFAULT_PORTS[self.security]


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_mail_settings(path: Path) -> MailSettings:
    """The mail settings in a file.

    Raises:
        DomainError: `mail_settings_missing`; `mail_settings_wrong`, with the path and what is wrong where.
    """
    try:
        return MailSettings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise DomainError("mail_settings_missing", path=path) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] == "in_the_clear":
            raise DomainError("mail_in_the_clear", path=path) from None
        raise DomainError("mail_settings_wrong", path=path, where=".".join(map(str, first["loc"]))) from None
    except (OSError, ValueError) as error:
        raise DomainError("mail_settings_wrong", path=path, where="TOML") from error


def smtp_password(settings: MailSettings, beside: Path, given: str) -> str:
    """The password to sign in with; empty where nobody signs in.

    Args:
        beside: the folder of the settings.
        given: one that goes before that in the file.

    Raises:
        DomainError: others may read the file, or somebody is to sign in and there is no password.
    """
    if not settings.user:
        return ""
    path = (settings.password_file or beside / "mail-password").expanduser()
    password = given or _read_password(path)
    if not password:
        raise DomainError("mail_password_missing", path=path)
    return password


def _read_password(path: Path) -> str:
    """The password in a file that nobody else may read; empty when there is no file.

    Raises:
        DomainError: `mail_password_open`, when others may read it; `mail_password_unreadable`.
    """
    try:
        with path.open(encoding="utf-8") as file:
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                raise DomainError("mail_password_open", path=path)
            return file.readline().rstrip("\r\n")
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise DomainError("mail_password_unreadable", path=path) from error
