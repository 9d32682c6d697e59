"""Letters as they go over the wire (RFC 5322): a text and the same as plain HTML."""

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
"""What RFC 5322 calls a dot-atom, on both sides; quoted names and literal numbers are nobody's."""


@dataclass(frozen=True, slots=True)
class MailMessage:
    """One letter.

    Attributes:
        key: the same for every try of the same letter; its Message-ID is made of it.
    """

    to_name: str
    to_address: str
    subject: str
    text: str
    html: str
    language: str
    key: str


def ascii_address(address: str) -> str:
    """An address as it goes over the wire: the domain in ASCII.

    Raises:
        DomainError: `mail_address_unusable`.
    """
    user, _at, domain = address.rpartition("@")
    try:
        wired = f"{user}@{domain.encode('idna').decode()}"
    except UnicodeError as error:
        raise DomainError("mail_address_unusable") from error
    if not _DOT_ATOM_ADDRESS.fullmatch(wired):
        raise DomainError("mail_address_unusable")
    return wired


def render_message(letter: MailMessage, sender: str, at: datetime) -> bytes:
    """The letter with its headers, in lines of at most 78 ASCII characters ended by CRLF.

    Args:
        sender: the address in From.
        at: when it is sent; must know its zone.

    Raises:
        DomainError: `mail_address_unusable`.
    """
    to, by = ascii_address(letter.to_address), ascii_address(sender)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("Samtale", addr_spec=by)
    message["To"] = Address(letter.to_name, addr_spec=to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    name = hashlib.sha256(f"{by} {letter.key}".encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{name}@{by.rpartition('@')[2]}>"
    message["Content-Language"] = letter.language
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no absence note answers it
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message.as_bytes()
