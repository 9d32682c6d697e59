"""Delivers messages to a mail server (SMTP, RFC 5321), and knows of each whether the server may have accepted it.

`smtplib.SMTP.sendmail` cannot tell a connection that was lost before the message from one that was lost after it, so
the steps are taken one by one.
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
"""The server may take this many times longer to accept a message: it may scan it for viruses."""
_OK, _START_INPUT, _CLOSING = 250, 354, 421
_FIRST_REFUSAL = 300
_CONNECTION_LOST = (smtplib.SMTPServerDisconnected, OSError)


class DeliveryStatus(StrEnum):
    """The outcome for one message.

    SENT: the server accepted it.
    CLAIMED_ELSEWHERE: another run has claimed it, so nothing was sent.
    REFUSED: the server refused it before it was claimed.
    REFUSED_AFTER_CLAIM: the server refused it after it was claimed.
    UNSURE: the connection was lost when the server may have accepted it.
    """

    SENT = "sent"
    CLAIMED_ELSEWHERE = "taken"
    REFUSED = "refused"
    REFUSED_AFTER_CLAIM = "given_back"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """The outcome for one message, with the server's reply code if there was one."""

    status: DeliveryStatus
    code: int = 0


class MailServer:
    """One connection for many messages, opened for the first and again after it was lost. Use it in a `with`."""

    def __init__(self, settings: MailSettings, password: str) -> None:
        self._settings = settings
        self._password = password
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Quit and disconnect."""
        if self._connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._connection.quit()
        self._disconnect()

    def deliver(self, to: str, content: bytes, claim: Callable[[], bool]) -> DeliveryResult:
        """Deliver one message.

        Args:
            to: the recipient's address, in ASCII.
            content: the message, in lines that end in CRLF.
            claim: called when the server is ready, before it gets the message; returns False if it must not be sent.

        Raises:
            DomainError: no message can be sent: the server is unreachable, not trusted, or accepts nothing from us.
        """
        code = self._send_envelope(to)
        if code >= _FIRST_REFUSAL:
            self._reset_transaction(code)
            return DeliveryResult(DeliveryStatus.REFUSED, code)
        if not claim():
            self._reset_transaction(code)
            return DeliveryResult(DeliveryStatus.CLAIMED_ELSEWHERE)
        return self._send_content(content)

    def _send_envelope(self, to: str) -> int:
        """The server's reply to the recipient; a connection lost since the last message is opened once more."""
        for is_last in (False, True):
            connection = self._connection or self._connect_and_sign_in()
            try:
                code, _reply = connection.mail(self._settings.sender)
                if code != _OK:
                    self._reset_transaction(code)
                    raise DomainError("mail_takes_nothing", number=code)
                code, _reply = connection.rcpt(to)
                if code == _CLOSING:
                    self._disconnect()
                    raise DomainError("mail_takes_nothing", number=code)
            except _CONNECTION_LOST as error:
                self._disconnect()
                if is_last:
                    raise DomainError("mail_unreachable", host=self._settings.host) from error
            else:
                return code
        raise AssertionError  # the second attempt returns or raises

    def _send_content(self, content: bytes) -> DeliveryResult:
        assert self._connection is not None
        connection = self._connection
        try:
            code, _reply = connection.docmd("DATA")
        except _CONNECTION_LOST:
            self._disconnect()
            return DeliveryResult(DeliveryStatus.REFUSED_AFTER_CLAIM)  # the server has seen nothing of the message
        if code != _START_INPUT:
            self._reset_transaction(code)
            return DeliveryResult(DeliveryStatus.REFUSED_AFTER_CLAIM, code)
        try:
            connection.send(_dot_stuffed(content))
            if connection.sock is not None:
                connection.sock.settimeout(self._settings.timeout * DATA_TIMEOUT_FACTOR)
            code, _reply = connection.getreply()
            if connection.sock is not None:
                connection.sock.settimeout(self._settings.timeout)
        except _CONNECTION_LOST:
            self._disconnect()
            return DeliveryResult(DeliveryStatus.UNSURE)
        if code == _OK:
            return DeliveryResult(DeliveryStatus.SENT, code)
        self._reset_transaction(code)
        if 400 <= code < 600:
            return DeliveryResult(DeliveryStatus.REFUSED_AFTER_CLAIM, code)
        return DeliveryResult(DeliveryStatus.UNSURE, code)

    def _reset_transaction(self, code: int) -> None:
        """Abort the message, so that the connection is ready for the next one.

        Args:
            code: the server's last reply.
        """
        if code == _CLOSING or self._connection is None:
            self._disconnect()
            return
        try:
            self._connection.rset()
        except _CONNECTION_LOST:
            self._disconnect()

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connect_and_sign_in(self) -> smtplib.SMTP:
        """Connect, encrypt the connection and sign in.

        Raises:
            DomainError: the server is unreachable or not trusted, offers no TLS, or refuses the sign-in.
        """
        settings = self._settings
        try:
            connection = self._new_connection()
            try:
                if settings.user:
                    connection.login(settings.user, self._password)
                else:
                    connection.ehlo_or_helo_if_needed()
            except BaseException:
                connection.close()
                raise
        except ssl.SSLError as error:
            raise DomainError("mail_not_trusted", host=settings.host) from error
        except smtplib.SMTPAuthenticationError as error:
            raise DomainError("mail_sign_in_refused", host=settings.host) from error
        except smtplib.SMTPNotSupportedError as error:
            raise DomainError("mail_not_offered", host=settings.host) from error
        except (smtplib.SMTPException, OSError) as error:
            raise DomainError("mail_unreachable", host=settings.host) from error
        self._connection = connection
        return connection

    def _new_connection(self) -> smtplib.SMTP:
        """A connection that is encrypted as the settings demand."""
        settings = self._settings
        server = (settings.host, settings.effective_port)
        if settings.security == "none":
            return smtplib.SMTP(*server, timeout=settings.timeout)
        tls = ssl.create_default_context(cafile=str(settings.ca_file) if settings.ca_file else None)
        if settings.security == "tls":
            return smtplib.SMTP_SSL(*server, timeout=settings.timeout, context=tls)
        connection = smtplib.SMTP(*server, timeout=settings.timeout)
        try:
            connection.starttls(context=tls)
        except BaseException:
            connection.close()
            raise
        return connection


def _dot_stuffed(content: bytes) -> bytes:
    """The message as DATA takes it (RFC 5321, 4.5.2): a dot that starts a line is doubled; a single dot ends it."""
    whole_lines = content if content.endswith(b"\r\n") else content + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", whole_lines) + b".\r\n"
