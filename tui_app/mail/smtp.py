"""Handing letters to a mail server (SMTP, RFC 5321), so that after each it is known whether the server may have it.

smtplib's own `sendmail` cannot tell a connection lost before the letter from one lost after it; the steps are taken
one by one for that.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Self

from tui_app.domain.errors import DomainError
from tui_app.mail.settings import MailSettings

DATA_TIMEOUT_FACTOR = 5
"""The server may take so many times its usual time to take a whole letter in: it may look for viruses meanwhile."""
_OK, _GO_ON, _CLOSING = 250, 354, 421
_CONNECTION_LOST = (smtplib.SMTPServerDisconnected, OSError)


class DeliveryStatus(StrEnum):
    """What became of one letter.

    SENT: the server has taken it. TAKEN: another run has claimed it, so nothing was sent. REFUSED: the server does not
    take it, and it was not claimed; GIVEN_BACK: nor does it, after the claim. UNSURE: the line was lost when the server
    may have had it.
    """

    SENT = "sent"
    TAKEN = "taken"
    REFUSED = "refused"
    GIVEN_BACK = "given_back"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """What became of one letter, with the server's code where it gave one."""

    delivery: DeliveryStatus
    code: int = 0


class MailServer:
    """One connection for many letters, opened at the first and again after it was lost. Use it in a `with`."""

    def __init__(self, settings: MailSettings, password: str) -> None:
        self._settings = settings
        self._password = password
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Take leave of the server."""
        if self._line is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._line.quit()
        self._drop()

    def deliver(self, to: str, content: bytes, claim: Callable[[], bool]) -> DeliveryResult:
        """Hand over one letter.

        Args:
            to: address of the one who gets it, in ASCII.
            content: the letter, in lines ended by CRLF.
            claim: called when the server is ready to take it, before it gets it; False when it is not to be sent.

        Raises:
            DomainError: nothing can be sent at all: the server is not there, not trusted, or takes nothing from us.
        """
        code = self._addressed(to)
        if code >= 300:
            self._reset(code)
            return DeliveryResult(DeliveryStatus.REFUSED, code)
        if not claim():
            self._reset(code)
            return DeliveryResult(DeliveryStatus.TAKEN)
        return self._handed_over(content)

    def _addressed(self, to: str) -> int:
        """The server's answer to the address; a line that was lost since the last letter is opened once more."""
        for last in (False, True):
            line = self._line or self._open()
            try:
                code, _said = line.mail(self._settings.sender)
                if code != _OK:
                    self._reset(code)
                    raise DomainError("mail_takes_nothing", number=code)
                code, _said = line.rcpt(to)
                if code == _CLOSING:
                    self._drop()
                    raise DomainError("mail_takes_nothing", number=code)
            except _CONNECTION_LOST as error:
                self._drop()
                if last:
                    raise DomainError("mail_unreachable", host=self._settings.host) from error
            else:
                return code
        raise AssertionError  # the second time returns or raises

    def _handed_over(self, content: bytes) -> DeliveryResult:
        """Send the letter itself."""
        assert self._line is not None
        line = self._line
        try:
            code, _said = line.docmd("DATA")
        except _CONNECTION_LOST:
            self._drop()
            return DeliveryResult(DeliveryStatus.GIVEN_BACK)  # the server has seen no word of the letter
        if code != _GO_ON:
            self._reset(code)
            return DeliveryResult(DeliveryStatus.GIVEN_BACK, code)
        try:
            line.send(_dot_stuffed(content))
            if line.sock is not None:
                line.sock.settimeout(self._settings.timeout * DATA_TIMEOUT_FACTOR)
            code, _said = line.getreply()
            if line.sock is not None:
                line.sock.settimeout(self._settings.timeout)
        except _CONNECTION_LOST:
            self._drop()
            return DeliveryResult(DeliveryStatus.UNSURE)
        if code == _OK:
            return DeliveryResult(DeliveryStatus.SENT, code)
        self._reset(code)
        if 400 <= code < 600:
            return DeliveryResult(DeliveryStatus.GIVEN_BACK, code)
        return DeliveryResult(DeliveryStatus.UNSURE, code)

    def _reset(self, code: int) -> None:
        """Be ready for the next letter."""
        if code == _CLOSING or self._line is None:
            self._drop()
            return
        try:
            self._line.rset()
        except _CONNECTION_LOST:
            self._drop()

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _open(self) -> smtplib.SMTP:
        """Connect, make the line private, sign in.

        Raises:
            DomainError: not there, not trusted, no TLS, or the sign-in is refused.
        """
        wanted = self._settings
        try:
            line = self._connected()
            try:
                if wanted.user:
                    line.login(wanted.user, self._password)
                else:
                    line.ehlo_or_helo_if_needed()
            except BaseException:
                line.close()
                raise
        except ssl.SSLError as error:
            raise DomainError("mail_not_trusted", host=wanted.host) from error
        except smtplib.SMTPAuthenticationError as error:
            raise DomainError("mail_sign_in_refused", host=wanted.host) from error
        except smtplib.SMTPNotSupportedError as error:
            raise DomainError("mail_not_offered", host=wanted.host) from error
        except (smtplib.SMTPException, OSError) as error:
            raise DomainError("mail_unreachable", host=wanted.host) from error
        self._line = line
        return line

    def _connected(self) -> smtplib.SMTP:
        wanted = self._settings
        address = (wanted.host, wanted.usual_port)
        if wanted.security == "none":
            return smtplib.SMTP(*address, timeout=wanted.timeout)
        trusted = ssl.create_default_context(cafile=str(wanted.ca_file) if wanted.ca_file else None)
        if wanted.security == "tls":
            return smtplib.SMTP_SSL(*address, timeout=wanted.timeout, context=trusted)
        line = smtplib.SMTP(*address, timeout=wanted.timeout)
        try:
            line.starttls(context=trusted)
        except BaseException:
            line.close()
            raise
        return line


def _dot_stuffed(content: bytes) -> bytes:
    """A letter as DATA takes it: a line's first dot is doubled, and a dot alone ends it."""
    ended = content if content.endswith(b"\r\n") else content + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended) + b".\r\n"
