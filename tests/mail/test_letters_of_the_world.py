"""Names, domains and passwords beyond ASCII."""

from __future__ import annotations

import asyncio
import socket
from email import message_from_string, policy
from typing import Self

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.conftest import NOW
from tests.mail.letters import CONTENT, LETTER, OLA
from tui_app.domain.errors import DomainError
from tui_app.domain.text_normalization import clean_line
from tui_app.mail.message import render_message, usable_address
from tui_app.mail.settings import MailSettings
from tui_app.mail.smtp import DeliveryResult, DeliveryStatus, MailServer


class _FreePort(Controller):
    """Listens on a port that the system chooses."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


class Aiosmtpd:
    """A real mail server, with names and passwords in UTF-8, that keeps what it gets."""

    def __init__(self, user: str = "", password: str = "", *, utf8: bool = True, mechanisms: str = "") -> None:
        self.letters: list[Envelope] = []
        self._accepted = LoginPassword(user.encode(), password.encode())
        self.controller = _FreePort(
            self,
            "127.0.0.1",
            0,
            enable_SMTPUTF8=utf8,
            authenticator=self._authenticate if user else None,
            auth_require_tls=False,
            auth_exclude_mechanism=[one for one in ("PLAIN", "LOGIN") if mechanisms and one != mechanisms],
        )

    def _authenticate(self, server: object, session: object, envelope: object, how: str, data: object) -> AuthResult:
        return AuthResult(success=data == self._accepted, handled=False)

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:  # noqa: N802
        self.letters.append(envelope)
        return "250 taken"

    def __enter__(self) -> Self:
        self.controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.controller.stop()

    def deliver(self, to: str = OLA, password: str = "", **settings: object) -> DeliveryResult:
        """Deliver one message to this server, which needs no TLS here."""
        values: dict[str, object] = {
            "host": "127.0.0.1",
            "port": self.controller.port,
            "security": "none",
            "timeout": 5,
        }
        chosen = MailSettings.model_validate({"from": "samtale@example.org"} | values | settings)
        content = render_message(replace(LETTER, to_address=to), chosen.sender, NOW)
        with MailServer(chosen, password) as server:
            return server.deliver(usable_address(to), content, lambda: True)


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
@pytest.mark.parametrize(("user", "password"), [("søren", "blåbær 🫐"), ("samtale", "пароль"), ("a", "b")])
def test_names_and_passwords_are_utf_8(
    monkeypatch: pytest.MonkeyPatch, user: str, password: str, mechanism: str
) -> None:
    with Aiosmtpd(user, password, mechanisms=mechanism) as real:
        monkeypatch.setattr(MailSettings, "_check_encryption", lambda self: self)  # the real server speaks no TLS here
        chosen = MailSettings.model_construct(
            host="127.0.0.1", port=real.controller.port, security="none", user=user, sender="a@example.org", timeout=5.0
        )
        with MailServer(chosen, password) as server:
            assert server.deliver(OLA, CONTENT, lambda: True).status is DeliveryStatus.SENT
        with MailServer(chosen, "feil ø") as server, pytest.raises(DomainError, match="mail_sign_in_refused"):
            server.deliver(OLA, CONTENT, lambda: True)


@pytest.mark.parametrize(
    ("sender", "to"),
    [("post@blåbær.no", OLA), ("post@example.org", "ola@faß.de"), ("post@blåbær.no", "bjørn@blåbær.no")],
)
def test_domains_go_over_the_wire_in_ascii_and_names_as_they_are(sender: str, to: str) -> None:
    with Aiosmtpd() as real:
        assert real.deliver(to, **{"from": sender}).status is DeliveryStatus.SENT
    [envelope] = real.letters
    assert (envelope.mail_from, envelope.rcpt_tos) == (usable_address(sender), [usable_address(to)])
    assert isinstance(envelope.content, bytes)
    letter = message_from_string(envelope.content.decode(), policy=policy.default)
    assert letter["To"].addresses[0].addr_spec == usable_address(to)
    assert envelope.content.isascii() is usable_address(to).isascii()


def test_a_server_that_takes_no_other_letters_is_told_for_whom_it_matters() -> None:
    with Aiosmtpd(utf8=False) as real:
        assert real.deliver("bjørn@example.org").status is DeliveryStatus.REFUSED
        with pytest.raises(DomainError, match="mail_sender_not_taken"):
            real.deliver(**{"from": "bjørn@example.org"})
        assert real.deliver().status is DeliveryStatus.SENT


def test_the_name_of_this_computer_need_not_be_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("bjørn.local", "☃.local", "x" * 70 + ".local", "localhost"):
        monkeypatch.setattr(socket, "getfqdn", lambda name=name: name)
        with Aiosmtpd() as real:
            assert real.deliver().status is DeliveryStatus.SENT


@given(st.text(min_size=1, max_size=120).map(clean_line).filter(bool))
def test_everybody_s_name_can_stand_on_a_letter(name: str) -> None:
    for address in (OLA, "bjørn@example.org"):
        content = render_message(replace(LETTER, to_name=name, to_address=address), "samtale@example.org", NOW)
        parsed = message_from_string(content.decode(), policy=policy.default)
        assert parsed["To"].addresses[0].addr_spec == address
