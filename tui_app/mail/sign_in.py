"""Signs in to a mail server (SMTP AUTH, RFC 4954) with names and passwords in UTF-8; `smtplib` takes ASCII alone."""

from __future__ import annotations

import base64
import binascii
import hmac
import smtplib
from collections.abc import Callable

_DONE, _ALREADY, _CHALLENGE = 235, 503, 334

_Reply = tuple[int, bytes]


def sign_in(connection: smtplib.SMTP, user: str, password: str) -> None:
    """Sign in with the first of the offered mechanisms that the server accepts.

    Raises:
        smtplib.SMTPNotSupportedError: it offers none that we know.
        smtplib.SMTPAuthenticationError: it accepts none.
    """
    connection.ehlo_or_helo_if_needed()
    offered = connection.esmtp_features.get("auth", "").upper().split()
    known = [one for name, one in _MECHANISMS.items() if name in offered]
    if not known:
        raise smtplib.SMTPNotSupportedError
    reply: _Reply = (0, b"")
    for mechanism in known:
        reply = mechanism(connection, user.encode(), password.encode())
        if reply[0] in (_DONE, _ALREADY):
            return
    raise smtplib.SMTPAuthenticationError(*reply)


def _plain(connection: smtplib.SMTP, user: bytes, password: bytes) -> _Reply:
    """RFC 4616."""
    return connection.docmd("AUTH", "PLAIN " + _base64(b"\0".join((b"", user, password))))


def _login(connection: smtplib.SMTP, user: bytes, password: bytes) -> _Reply:
    reply = connection.docmd("AUTH", "LOGIN")
    for answer in (user, password):
        if reply[0] == _CHALLENGE:
            reply = connection.docmd(_base64(answer))
    return reply


def _cram_md5(connection: smtplib.SMTP, user: bytes, password: bytes) -> _Reply:
    """RFC 2195."""
    code, challenge = connection.docmd("AUTH", "CRAM-MD5")
    if code != _CHALLENGE:
        return code, challenge
    try:
        digest = hmac.new(password, base64.b64decode(challenge), "md5").hexdigest()
    except binascii.Error:
        return connection.docmd("*")
    return connection.docmd(_base64(user + b" " + digest.encode()))


_MECHANISMS: dict[str, Callable[[smtplib.SMTP, bytes, bytes], _Reply]] = {
    "PLAIN": _plain,
    "LOGIN": _login,
    "CRAM-MD5": _cram_md5,
}


def _base64(secret: bytes) -> str:
    return base64.b64encode(secret).decode("ascii")
