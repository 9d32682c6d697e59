"""Replies of a mail server, and connections that it closes instead."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from dataclasses import dataclass

Reply = tuple[int, bytes]
"""The code and the words."""
CLOSING = 421
CONNECTION_LOST = (smtplib.SMTPServerDisconnected, OSError)


@dataclass
class ConnectionClosed(Exception):
    """The server has closed the connection, before it had the message.

    Attributes:
        reply: its last words (421); None if it said nothing.
        at_recipient: it did so when it heard of the recipient.
    """

    reply: Reply | None = None
    at_recipient: bool = False


def reply_to(command: Callable[[], Reply], *, at_recipient: bool = False) -> Reply:
    """The server's reply to a command.

    Raises:
        ConnectionClosed: there is none, or it says that the server closes the connection.
    """
    try:
        reply = command()
    except CONNECTION_LOST as error:
        raise ConnectionClosed(None, at_recipient) from error
    if reply[0] == CLOSING:
        raise ConnectionClosed(reply, at_recipient)
    return reply
