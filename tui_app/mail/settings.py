"""The mail server's settings: a TOML file beside the other settings. The password is in a file of its own."""

from __future__ import annotations

import stat
import tomllib
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from tui_app.domain.errors import DomainError
from tui_app.domain.mail_addresses import ascii_address, ascii_host

DEFAULT_PORTS = {"starttls": 587, "tls": 465, "none": 25}


def _check_host(host: str) -> str:
    _network_name(host)
    return host


def _network_name(host: str) -> str:
    encoded = ascii_host(host)
    if encoded is None:
        raise PydanticCustomError("not_a_host", "not the name of a computer")
    return encoded


def _check_sender(address: str) -> str:
    encoded = ascii_address(address)
    if encoded is None:
        raise PydanticCustomError("not_an_email", "not an e-mail address")
    return encoded


def _check_user(user: str) -> str:
    if "\0" in user:
        raise PydanticCustomError("not_a_user", "not a name to sign in with")
    return user


class MailSettings(BaseModel):
    """The mail server and the sender; the field names are the keys of the file, where `sender` is called `from`.

    Attributes:
        port: 0 for the default port of `security`.
        security: "starttls", "tls" (implicit TLS), or "none", only for a mail server on this computer.
        user: the name to sign in with; empty to send without signing in.
        sender: the address in From, with its domain in ASCII.
        password_file: None for `mail-password` beside the settings.
        ca_file: certificates to trust instead of the system's.
        timeout: seconds to wait for an answer of the server.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: Annotated[str, Field(min_length=1), AfterValidator(_check_host)]
    port: int = Field(default=0, ge=0, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: Annotated[str, AfterValidator(_check_user)] = ""
    sender: Annotated[str, Field(alias="from"), AfterValidator(_check_sender)]
    password_file: Path | None = None
    ca_file: Path | None = None
    timeout: float = Field(default=60, gt=0, le=600)

    @model_validator(mode="after")
    def _check_encryption(self) -> Self:
        if self.security == "none" and (self.user or not _is_loopback(self.host)):
            raise PydanticCustomError("in_the_clear", "messages and passwords must be encrypted on a network")
        return self

    @property
    def network_host(self) -> str:
        """The host in ASCII, to connect to and to check the certificate of."""
        return _network_name(self.host)

    @property
    def effective_port(self) -> int:
        """The port to connect to."""
        return self.port or DEFAULT_PORTS[self.security]


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_mail_settings(path: Path) -> MailSettings:
    """The mail settings in a file.

    Raises:
        DomainError: `mail_settings_missing`, `mail_not_encrypted` or `mail_settings_wrong`, with the path; the last one
            also with `where` in the file.
    """
    try:
        return MailSettings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise DomainError("mail_settings_missing", path=path) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] == "in_the_clear":
            raise DomainError("mail_not_encrypted", path=path) from None
        raise DomainError("mail_settings_wrong", path=path, where=".".join(map(str, first["loc"]))) from None
    except (OSError, ValueError) as error:
        raise DomainError("mail_settings_wrong", path=path, where="TOML") from error


def smtp_password(settings: MailSettings, folder: Path, override: str) -> str:
    """The password to sign in with; empty if the settings name no user.

    Args:
        folder: the folder of the settings.
        override: a password to use instead of the one in the file; empty for none.

    Raises:
        DomainError: `mail_password_missing`, `mail_password_readable` or `mail_password_unreadable`, with the path.
    """
    if not settings.user:
        return ""
    path = (settings.password_file or folder / "mail-password").expanduser()
    password = override or _read_password(path)
    if not password:
        raise DomainError("mail_password_missing", path=path)
    return password


def _read_password(path: Path) -> str:
    """The password in a file; empty if there is no file.

    Raises:
        DomainError: `mail_password_readable`, if others may read the file; `mail_password_unreadable`.
    """
    try:
        with path.open(encoding="utf-8") as file:
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                raise DomainError("mail_password_readable", path=path)
            password = file.readline().rstrip("\r\n")
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise DomainError("mail_password_unreadable", path=path) from error
    if "\0" in password:  # no mail server could be told it
        raise DomainError("mail_password_unreadable", path=path)
    return password
