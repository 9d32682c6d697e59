"""Delivers messages to a mail server (SMTP, RFC 5321), and knows of each whether the server may have accepted it.

`smtplib.SMTP.sendmail` cannot tell a connection that was lost before the message from one that was lost after it, so
the steps are taken one by one.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from functools import partial
from types import TracebackType
from typing import Self

from msgspec import Struct

from tui_app.domain.errors import DomainError
from tui_app.domain.mail_addresses import ascii_domain, needs_utf8
from tui_app.domain.text_normalization import clean_line
from tui_app.mail.replies import CLOSING, CONNECTION_LOST, ConnectionClosed, Reply, reply_to
from tui_app.mail.settings import MailSettings
from tui_app.mail.sign_in import sign_in

DATA_TIMEOUT_FACTOR = 5
"""The server may take this many times longer to accept a message: it may scan it for viruses."""
MOST_CLOSED_IN_A_ROW = 3
"""After so many recipients at whom the server closed the connection, nothing more is tried in this run."""
MAX_REPLY_LENGTH = 300
"""Characters of a server's reply that are kept."""
_OK, _START_INPUT = 250, 354
_FIRST_REFUSAL, _FIRST_FINAL = 300, 500


class DeliveryStatus(StrEnum):
    """The outcome for one message.

    SENT: the server accepted it.
    CLAIMED_ELSEWHERE: another run has claimed it, so nothing was sent.
    REFUSED: the server refused it for good (5xx, RFC 5321, 4.2.1).
    DEFERRED: the server cannot take it now (4xx), or was lost before it had the message.
    UNSURE: the connection was lost when the server may have accepted it.
    """

    SENT = "sent"
    CLAIMED_ELSEWHERE = "taken"
    REFUSED = "refused"
    DEFERRED = "deferred"
    UNSURE = "unsure"


class DeliveryResult(Struct, frozen=True):
    """The outcome for one message.

    Attributes:
        code: the server's reply code; 0 if there was none.
        reply: the server's words with the code, in one line.
        is_claimed: True if the message was claimed before this was its outcome.
    """

    status: DeliveryStatus
    code: int = 0
    reply: str = ""
    is_claimed: bool = False


def _rejection(reply: Reply, *, is_claimed: bool = False) -> DeliveryResult:
    status = DeliveryStatus.REFUSED if reply[0] >= _FIRST_FINAL else DeliveryStatus.DEFERRED
    return DeliveryResult(status, reply[0], _in_words(reply), is_claimed=is_claimed)


def _in_words(reply: Reply) -> str:
    code, words = reply
    return clean_line(f"{code} {words.decode('utf-8', 'replace')}")[:MAX_REPLY_LENGTH]


class MailServer:
    """One connection for many messages, opened for the first and again after it was lost. Use it in a `with`."""

    def __init__(self, settings: MailSettings, password: str) -> None:
        self._settings = settings
        self._password = password
        self._connection: smtplib.SMTP | None = None
        self._closed_in_a_row = 0

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
            to: the recipient's address, with its domain in ASCII.
            content: the message, in lines that end in CRLF.
            claim: called when the server is ready, before it gets the message; returns False if it must not be sent.

        Raises:
            DomainError: no message can be sent: the server is unreachable, not trusted, or accepts nothing from us.
        """
        rejected = self._send_envelope(to)
        if rejected is not None:
            self._reset_transaction(rejected.code)
            return rejected
        if not claim():
            self._reset_transaction(_OK)
            return DeliveryResult(DeliveryStatus.CLAIMED_ELSEWHERE)
        return self._send_content(content)

    def _send_envelope(self, to: str) -> DeliveryResult | None:
        """Name sender and recipient; a connection that the server has closed is opened once more.

        If it closes the new one too as soon as it hears of the recipient, only that message waits: one address must not
        keep the others from theirs. After several in a row it is the server.

        Returns:
            How the server rejected this message; None if it takes it.
        """
        closed = ConnectionClosed()
        for _attempt in range(2):
            connection = self._connection or self._connect_and_sign_in()
            try:
                result = self._name_sender_and_recipient(connection, to)
            except ConnectionClosed as error:
                self._disconnect()
                closed = error
            else:
                self._closed_in_a_row = 0
                return result
        self._closed_in_a_row += 1
        if closed.at_recipient and self._closed_in_a_row < MOST_CLOSED_IN_A_ROW:
            return _rejection(closed.reply) if closed.reply else DeliveryResult(DeliveryStatus.DEFERRED)
        if closed.reply:
            raise DomainError("mail_server_refuses", reply=_in_words(closed.reply)) from closed
        raise DomainError("mail_unreachable", host=self._settings.host) from closed

    def _name_sender_and_recipient(self, connection: smtplib.SMTP, to: str) -> DeliveryResult | None:
        """Name both.

        Raises:
            ConnectionClosed: the server has closed the connection, with or without a word.
            DomainError: it accepts nothing from us.
        """
        sender = self._settings.sender
        options = ["SMTPUTF8", "BODY=8BITMIME"] if needs_utf8(sender) or needs_utf8(to) else []
        if options and not connection.has_extn("smtputf8"):
            if needs_utf8(sender):
                raise DomainError("mail_sender_not_taken", host=self._settings.host, sender=sender)
            return DeliveryResult(DeliveryStatus.REFUSED)
        reply = reply_to(partial(connection.mail, sender, options))
        if reply[0] != _OK:
            if needs_utf8(to):
                return _rejection(reply)
            self._reset_transaction(reply[0])
            raise DomainError("mail_server_refuses", reply=_in_words(reply))
        reply = reply_to(partial(connection.rcpt, to), at_recipient=True)
        return None if _OK <= reply[0] < _FIRST_REFUSAL else _rejection(reply)

    def _send_content(self, content: bytes) -> DeliveryResult:
        assert self._connection is not None
        connection = self._connection
        try:
            reply = connection.docmd("DATA")
        except CONNECTION_LOST:
            self._disconnect()
            # the server has seen nothing of the message
            return DeliveryResult(DeliveryStatus.DEFERRED, is_claimed=True)
        if reply[0] != _START_INPUT:
            self._reset_transaction(reply[0])
            return _rejection(reply, is_claimed=True)
        try:
            connection.send(_dot_stuffed(content))
            if connection.sock is not None:
                connection.sock.settimeout(self._settings.timeout * DATA_TIMEOUT_FACTOR)
            reply = connection.getreply()
            if connection.sock is not None:
                connection.sock.settimeout(self._settings.timeout)
        except CONNECTION_LOST:
            self._disconnect()
            return DeliveryResult(DeliveryStatus.UNSURE, is_claimed=True)
        if reply[0] == _OK:
            return DeliveryResult(DeliveryStatus.SENT, _OK, is_claimed=True)
        self._reset_transaction(reply[0])
        if 400 <= reply[0] < 600:
            return _rejection(reply, is_claimed=True)
        return DeliveryResult(DeliveryStatus.UNSURE, reply[0], _in_words(reply), is_claimed=True)

    def _reset_transaction(self, code: int) -> None:
        """Abort the message, so that the connection is ready for the next one.

        Args:
            code: the server's last reply.
        """
        if code == CLOSING or self._connection is None:
            self._disconnect()
            return
        try:
            self._connection.rset()
        except CONNECTION_LOST:
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
                    sign_in(connection, settings.user, self._password)
                else:
                    connection.ehlo_or_helo_if_needed()
            except BaseException:
                connection.close()
                raise
        except ssl.SSLError as error:
            raise DomainError("mail_not_trusted", host=settings.host) from error
        except smtplib.SMTPAuthenticationError as error:
            if error.smtp_code < _FIRST_FINAL:
                words = error.smtp_error if isinstance(error.smtp_error, bytes) else error.smtp_error.encode()
                raise DomainError("mail_server_refuses", reply=_in_words((error.smtp_code, words))) from error
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
        server = (settings.network_host, settings.effective_port, _own_name())
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


def _own_name() -> str:
    """What this computer calls itself to the server: its name in ASCII, or an address (RFC 5321, 4.1.3)."""
    name = socket.getfqdn()
    encoded = ascii_domain(name) if "." in name else None
    return encoded or "[127.0.0.1]"


def _dot_stuffed(content: bytes) -> bytes:
    """The message as DATA takes it (RFC 5321, 4.5.2): a dot that starts a line is doubled; a single dot ends it."""
    whole_lines = content if content.endswith(b"\r\n") else content + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", whole_lines) + b".\r\n"
