"""E-mail messages (RFC 5322) with a plain text and an HTML part."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from msgspec import Struct

from tui_app.domain.errors import DomainError
from tui_app.domain.mail_addresses import ascii_address, needs_utf8


class MailMessage(Struct, frozen=True):
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


def usable_address(address: str) -> str:
    """The address with its domain in ASCII, as SMTP needs it.

    Raises:
        DomainError: `mail_address_unusable`.
    """
    encoded = ascii_address(address)
    if encoded is None:
        raise DomainError("mail_address_unusable")
    return encoded


def render_message(message: MailMessage, sender: str, at: datetime) -> bytes:
    """The message with its headers, in lines of at most 78 characters that end in CRLF.

    They are ASCII, but for the headers of a message with an address that cannot be written so.

    Args:
        sender: the address in From.
        at: the time in Date; must have a time zone.

    Raises:
        DomainError: `mail_address_unusable`.
    """
    to_address, from_address = usable_address(message.to_address), usable_address(sender)
    email = EmailMessage(policy=SMTPUTF8 if needs_utf8(to_address) or needs_utf8(from_address) else SMTP)
    email["From"] = _address("Samtale", from_address)
    email["To"] = _address(message.to_name, to_address)
    email["Subject"] = message.subject
    email["Date"] = format_datetime(at)
    identity = hashlib.sha256(f"{from_address} {message.idempotency_key}".encode()).hexdigest()[:32]
    email["Message-ID"] = f"<{identity}@{from_address.rpartition('@')[2]}>"
    email["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office reply
    email.set_content(message.text, cte="quoted-printable")
    email.add_alternative(message.html, subtype="html", cte="quoted-printable")
    email["Content-Language"] = message.language  # set before, it would move to the first part
    return email.as_bytes()


def _address(name: str, address: str) -> Address:
    local, _at, domain = address.rpartition("@")
    return Address(name, username=local, domain=domain)
