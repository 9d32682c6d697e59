"""Delivering messages to a real server, on good days and bad ones."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_string, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Self

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.mail.server import DROP, DROP_AFTER, PASSWORD, WAIT, Post, certificate, mail_server, settings_for
from tui_app.domain.errors import DomainError
from tui_app.domain.text_normalization import clean_line
from tui_app.mail.message import MailMessage, render_message, usable_address
from tui_app.mail.settings import MailSettings, read_mail_settings, smtp_password
from tui_app.mail.smtp import DeliveryResult, DeliveryStatus, MailServer

OLA = "ola@example.org"
LETTER = MailMessage("Ola Hansen", OLA, "Påminnelse", "Hei\n.\n..to\n" + "æ" * 200, "<p>Hei</p>", "nb", "7 2026-11-23")
CONTENT = render_message(LETTER, "samtale@example.org", NOW)


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with mail_server(tmp_path) as running:
        yield running


def deliver(post: Post, folder: Path, to: str = OLA, **changed: Any) -> tuple[DeliveryStatus, list[str]]:
    """Deliver one message; return its status and who was claimed."""
    claimed: list[str] = []

    def claim() -> bool:
        claimed.append(to)
        return True

    with MailServer(settings_for(post, folder, **changed), PASSWORD) as server:
        return server.deliver(to, CONTENT, claim).status, claimed


def test_a_letter_arrives_as_it_was_written_over_a_private_line(post: Post, tmp_path: Path) -> None:
    assert deliver(post, tmp_path) == (DeliveryStatus.SENT, [OLA])
    [(address, letter)] = post.letters
    assert (address, post.was_private, post.signed_in) == (OLA, [True], [True])
    assert letter["Subject"] == "Påminnelse"
    assert letter["To"] == "Ola Hansen <ola@example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "nb"
    text, html = (part for part in letter.walk() if part.get_content_maintype() == "text")
    assert isinstance(text, EmailMessage)
    assert text.get_content().splitlines() == LETTER.text.splitlines()
    assert html.get_content_type() == "text/html"
    assert all(len(line) <= 78 and line.isascii() for line in post.raw[0].split(b"\r\n"))


def test_tls_from_the_first_byte(tmp_path: Path) -> None:
    with mail_server(tmp_path, implicit=True) as post:
        assert deliver(post, tmp_path, security="tls")[0] is DeliveryStatus.SENT
        assert post.was_private == [True]


def test_many_letters_go_over_one_line_and_it_is_opened_again_when_it_is_lost(post: Post, tmp_path: Path) -> None:
    seen: list[str] = []

    def answer(step: str, argument: str) -> str | None:
        if step == "mail":
            seen.append(step)
        return DROP if step == "mail" and len(seen) == 3 else None

    post.answer = answer
    with MailServer(settings_for(post, tmp_path), PASSWORD) as server:
        assert [server.deliver(OLA, CONTENT, lambda: True).status for _ in range(4)] == [DeliveryStatus.SENT] * 4
    assert (len(post.letters), post.lines) == (4, 2)


@pytest.mark.parametrize(
    ("step", "said", "status", "is_claimed"),
    [
        ("rcpt", "550 nobody", DeliveryStatus.REFUSED, False),
        ("rcpt", "450 later", DeliveryStatus.DEFERRED, False),
        ("data", "554 no", DeliveryStatus.REFUSED, True),
        ("data", "451 later", DeliveryStatus.DEFERRED, True),
        ("data", "421 closing", DeliveryStatus.DEFERRED, True),
        ("data", DROP, DeliveryStatus.DEFERRED, True),
        ("data", WAIT, DeliveryStatus.DEFERRED, True),
        ("letter", "554 spam", DeliveryStatus.REFUSED, True),
        ("letter", "421 full", DeliveryStatus.DEFERRED, True),
        ("letter", "452 full", DeliveryStatus.DEFERRED, True),
        ("letter", "299 what", DeliveryStatus.UNSURE, True),
        ("letter", DROP, DeliveryStatus.UNSURE, True),
        ("letter", DROP_AFTER, DeliveryStatus.UNSURE, True),
        ("letter", WAIT, DeliveryStatus.UNSURE, True),
    ],
)
def test_what_became_of_a_letter_is_known(
    post: Post, tmp_path: Path, step: str, said: str, status: DeliveryStatus, *, is_claimed: bool
) -> None:
    post.answer = lambda asked, argument: said if (asked, argument) == (step, OLA) else None
    assert deliver(post, tmp_path, timeout=0.3) == (status, [OLA] if is_claimed else [])
    post.answer = lambda asked, argument: None
    assert deliver(post, tmp_path)[0] is DeliveryStatus.SENT


@pytest.mark.parametrize(
    ("step", "said", "code"),
    [
        ("connect", DROP, "mail_unreachable"),
        ("connect", "554 no", "mail_unreachable"),
        ("connect", WAIT, "mail_unreachable"),
        ("mail", "452 too many", "mail_server_refuses"),
        ("mail", "421 closing", "mail_server_refuses"),
        ("mail", DROP, "mail_unreachable"),
        ("rcpt", "421 closing", "mail_server_refuses"),
        ("auth", "535 no", "mail_sign_in_refused"),
    ],
)
def test_a_server_that_takes_nothing_is_told_and_nothing_is_claimed(
    post: Post, tmp_path: Path, step: str, said: str, code: str
) -> None:
    post.answer = lambda asked, argument: said if asked == step else None
    with pytest.raises(DomainError, match=code):
        deliver(post, tmp_path, timeout=0.3)
    assert post.letters == []


def test_a_letter_that_another_run_has_claimed_is_not_sent(post: Post, tmp_path: Path) -> None:
    with MailServer(settings_for(post, tmp_path), PASSWORD) as server:
        assert server.deliver(OLA, CONTENT, lambda: False).status is DeliveryStatus.CLAIMED_ELSEWHERE
        assert server.deliver("per@example.org", CONTENT, lambda: True).status is DeliveryStatus.SENT
    assert post.addresses == ["per@example.org"]


def test_a_wrong_password_and_a_server_without_sign_in_are_told(post: Post, tmp_path: Path) -> None:
    server = MailServer(settings_for(post, tmp_path), "feil")
    with pytest.raises(DomainError, match="mail_sign_in_refused"):
        server.deliver(OLA, CONTENT, lambda: True)


def test_a_server_that_is_not_trusted_gets_nothing(post: Post, tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="mail_not_trusted"):
        deliver(post, tmp_path, ca_file=None)
    with pytest.raises(DomainError, match="mail_not_trusted"):
        deliver(post, tmp_path, ca_file=certificate(tmp_path, "elsewhere"))
    with (
        mail_server(tmp_path, name="elsewhere") as other,
        pytest.raises(DomainError, match="mail_not_trusted"),
    ):
        deliver(other, tmp_path, ca_file=certificate(tmp_path, "elsewhere"))
    assert post.letters == []


def test_the_password_never_goes_in_the_clear(post: Post, tmp_path: Path) -> None:
    post.offers_tls = False
    with pytest.raises(DomainError, match="mail_not_offered"):
        deliver(post, tmp_path)
    assert post.letters == []


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ('host = "mx"', "mail_settings_wrong"),
        ('host = "mx"\nfrom = "nobody"', "mail_settings_wrong"),
        ('host = "mx"\nfrom = "a@b.no"\nport = 99999', "mail_settings_wrong"),
        ('host = "mx"\nfrom = "a@b.no"\nsecret = "x"', "mail_settings_wrong"),
        ('host = "mx', "mail_settings_wrong"),
        ('host = "mx"\nfrom = "a@b.no"\nsecurity = "none"', "mail_not_encrypted"),
        ('host = "localhost"\nfrom = "a@b.no"\nsecurity = "none"\nuser = "a"', "mail_not_encrypted"),
    ],
)
def test_wrong_settings_are_told(tmp_path: Path, lines: str, code: str) -> None:
    path = tmp_path / "mail.toml"
    with pytest.raises(DomainError, match="mail_settings_missing"):
        read_mail_settings(path)
    path.write_text(lines)
    with pytest.raises(DomainError, match=code):
        read_mail_settings(path)


def test_the_effective_ports_and_a_server_on_this_computer(tmp_path: Path) -> None:
    path = tmp_path / "mail.toml"
    for security, port in (("starttls", 587), ("tls", 465), ("none", 25)):
        path.write_text(f'host = "127.0.0.1"\nfrom = "a@b.no"\nsecurity = "{security}"')
        assert read_mail_settings(path).effective_port == port


def test_a_password_is_read_only_where_nobody_else_reads_it(tmp_path: Path) -> None:
    settings = settings_for(Post(port=1), tmp_path)
    with pytest.raises(DomainError, match="mail_password_missing"):
        smtp_password(settings, tmp_path, "")
    kept = tmp_path / "mail-password"
    kept.write_text("æøå 1\n")
    kept.chmod(0o640)
    with pytest.raises(DomainError, match="mail_password_readable"):
        smtp_password(settings, tmp_path, "")
    kept.chmod(0o600)
    assert smtp_password(settings, tmp_path, "") == "æøå 1"
    assert smtp_password(settings, tmp_path, "given") == "given"


@pytest.mark.parametrize(
    "address", ["", "ola", "a@b@c.no", "ola hansen@x.no", "☃@x.no", "ola@", "ola@x..no", "o<a@x.no", "a@x.no\r\nBcc: b"]
)
def test_an_address_that_cannot_be_used_is_told(address: str) -> None:
    with pytest.raises(DomainError, match="mail_address_unusable"):
        usable_address(address)


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


def test_the_servers_words_are_kept_in_one_harmless_line(post: Post, tmp_path: Path) -> None:
    post.answer = lambda asked, argument: "550-first\r\n550 \x1b[31msecond" if asked == "rcpt" else None
    with MailServer(settings_for(post, tmp_path), PASSWORD) as server:
        result = server.deliver(OLA, CONTENT, lambda: True)
    assert (result.code, result.reply) == (550, "550 first [31msecond")


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


@pytest.mark.parametrize("line", ['host = "a..b"', 'from = "ola@x..no"', 'from = "a b@x.no"', 'user = "a\\u0000b"'])
def test_settings_that_no_server_can_be_reached_with_are_refused(tmp_path: Path, line: str) -> None:
    name = line.split(" ")[0]
    rest = [one for one in ('host = "mx"', 'from = "a@b.no"') if not one.startswith(name)]
    path = tmp_path / "mail.toml"
    path.write_text("\n".join([line, *rest]))
    with pytest.raises(DomainError, match="mail_settings_wrong") as refused:
        read_mail_settings(path)
    assert refused.value.values["where"] == name


def test_a_server_may_have_a_name_with_norwegian_letters() -> None:
    settings = MailSettings.model_validate({"host": "post.blåbær.no", "from": "a@blåbær.no"})
    assert (settings.host, settings.network_host) == ("post.blåbær.no", "post.xn--blbr-roah.no")
    assert settings.sender == "a@xn--blbr-roah.no"
    assert MailSettings.model_validate({"host": "mail_server", "from": "a@b.no"}).network_host == "mail_server"
