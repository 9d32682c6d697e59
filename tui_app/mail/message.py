"""E-mail messages (RFC 5322) with a plain text and an HTML part."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from tui_app.domain.errors import DomainError

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_DOT_ATOM_ADDRESS = re.compile(rf"{_ATOM}(\.{_ATOM})*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
"""A dot-atom of RFC 5322 on both sides; nobody has a quoted name or a literal number as an address."""


@dataclass(frozen=True, slots=True)
class MailMessage:
    """One message.

    Attributes:
        idempotency_key: the same for every attempt to send the message; its Message-ID is derived from it.
    """

    to_name: str
    to_address: str
    subject: str
    text: str
    html: str
    language: str
    idempotency_key: str


def ascii_address(address: str) -> str:
    """The address with its domain in ASCII, as SMTP needs it.

    Raises:
        DomainError: `mail_address_unusable`.
    """
    user, _at, domain = address.rpartition("@")
    try:
        encoded = f"{user}@{domain.encode('idna').decode()}"
    except UnicodeError as error:
        raise DomainError("mail_address_unusable") from error
    if not _DOT_ATOM_ADDRESS.fullmatch(encoded):
        raise DomainError("mail_address_unusable")
    return encoded


def render_message(message: MailMessage, sender: str, at: datetime) -> bytes:
    """The message with its headers, in lines of at most 78 ASCII characters that end in CRLF.

    Args:
        sender: the address in From.
        at: the time in Date; must have a time zone.

    Raises:
        DomainError: `mail_address_unusable`.
    """
    to_address, from_address = ascii_address(message.to_address), ascii_address(sender)
    email = EmailMessage(policy=SMTP)
    email["From"] = Address("Samtale", addr_spec=from_address)
    email["To"] = Address(message.to_name, addr_spec=to_address)
    email["Subject"] = message.subject
    email["Date"] = format_datetime(at)
    identity = hashlib.sha256(f"{from_address} {message.idempotency_key}".encode()).hexdigest()[:32]
    email["Message-ID"] = f"<{identity}@{from_address.rpartition('@')[2]}>"
    email["Content-Language"] = message.language
    email["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office reply
    email.set_content(message.text, cte="quoted-printable")
    email.add_alternative(message.html, subtype="html", cte="quoted-printable")
    return email.as_bytes()
