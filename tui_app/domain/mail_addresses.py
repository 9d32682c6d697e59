"""E-mail addresses that can be mailed (RFC 5321, 6531), and domain names as the network spells them (RFC 5890)."""

from __future__ import annotations

import re
import unicodedata

_MAX_LOCAL_PART, _MAX_DOMAIN = 64, 253
"""In bytes (RFC 5321, 4.5.3.1, and RFC 1035)."""
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_HOST_LABEL = re.compile(r"[!-~]{1,63}")
_ATOM = re.compile(r"(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\x00-\x7f])+")
_LETTERS = "LMN"
"""Letters, marks and numbers: the categories that a name outside ASCII may be written with."""


def is_email(text: str) -> bool:
    """True if this can be a person's address: a dot-atom on both sides; nobody has a quoted name or a number.

    A domain without a dot is half an address («ola@kommune»), unless it is this computer.
    """
    domain = text.rpartition("@")[2]
    return ascii_address(text) is not None and ("." in domain or domain.lower() == "localhost")


def ascii_address(address: str) -> str | None:
    """The address with its domain in ASCII (IDNA 2008); None if no mail server could deliver to it.

    The part before the @ may have letters outside ASCII, for mail servers that take them.
    """
    local, _at, domain = address.rpartition("@")
    encoded = ascii_domain(domain)
    if encoded is None or not _is_local_part(local):
        return None
    return f"{local}@{encoded}"


def ascii_domain(domain: str) -> str | None:
    """A domain name in ASCII (IDNA 2008), such as "xn--blbr-roah.no" for "blåbær.no"; None if it cannot be one."""
    if not domain.isascii():
        import idna

        try:
            domain = idna.encode(domain, uts46=True, std3_rules=True).decode("ascii")
        except UnicodeError:
            return None
    is_number = domain.rpartition(".")[2].isdigit()  # an address of the internet is no name, and is written in brackets
    return domain if len(domain) <= _MAX_DOMAIN and _DOMAIN.fullmatch(domain) and not is_number else None


def ascii_host(host: str) -> str | None:
    """A computer as it is looked up, in ASCII; None if it cannot be a name.

    Names of one's own network, and numbers, may have signs that a domain may not.
    """
    if not host.isascii():
        return ascii_domain(host)
    labels = host.removesuffix(".").split(".")
    return host if all(_HOST_LABEL.fullmatch(label) for label in labels) else None


def needs_utf8(address: str) -> bool:
    """True if only a mail server with SMTPUTF8 (RFC 6531) can take the address, given with its domain in ASCII."""
    return not address.isascii()


def _is_local_part(text: str) -> bool:
    return (
        all(_ATOM.fullmatch(part) for part in text.split("."))
        and all(letter.isascii() or unicodedata.category(letter)[0] in _LETTERS for letter in text)
        and len(text.encode()) <= _MAX_LOCAL_PART
    )


def address_key(address: str) -> str:
    """The form in which addresses are compared: whatever their case, and however the domain is spelt.

    Case is not folded: that would make "faß.de" the domain "fass.de", which is somebody else's.
    """
    composed = unicodedata.normalize("NFC", address)
    local, at, domain = composed.rpartition("@")
    encoded = ascii_domain(domain) if at else None
    return f"{local}@{encoded or domain}".lower() if at else composed.lower()
