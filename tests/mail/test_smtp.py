"""Delivering messages to a real server, on good days and bad ones."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.mail.letters import CONTENT, LETTER, OLA
from tests.mail.server import DROP, DROP_AFTER, PASSWORD, WAIT, Post, certificate, mail_server, settings_for
from tui_app.domain.errors import DomainError
from tui_app.mail.smtp import DeliveryStatus, MailServer


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
        ("rcpt", "421 closing", DeliveryStatus.DEFERRED, False),
        ("rcpt", DROP, DeliveryStatus.DEFERRED, False),
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


@pytest.mark.parametrize("said", [DROP, "421 closing"])
def test_one_recipient_at_whom_the_server_hangs_up_keeps_nobody_from_theirs(
    post: Post, tmp_path: Path, said: str
) -> None:
    post.answer = lambda step, argument: said if (step, argument) == ("rcpt", OLA) else None
    with MailServer(settings_for(post, tmp_path), PASSWORD) as server:
        found = [server.deliver(to, CONTENT, lambda: True) for to in (OLA, "per@example.org", OLA, OLA, "siv@x.no")]
    sent, deferred = DeliveryStatus.SENT, DeliveryStatus.DEFERRED
    assert [one.status for one in found] == [deferred, sent, deferred, deferred, sent]
    assert found[0].reply == ("" if said == DROP else said)


@pytest.mark.parametrize(("said", "code"), [(DROP, "mail_unreachable"), ("421 closing", "mail_server_refuses")])
def test_a_server_that_hangs_up_at_everybody_ends_the_run(post: Post, tmp_path: Path, said: str, code: str) -> None:
    post.answer = lambda step, argument: said if step == "rcpt" else None
    with MailServer(settings_for(post, tmp_path), PASSWORD) as server:
        for to in ("a@x.no", "b@x.no"):
            assert server.deliver(to, CONTENT, lambda: True).status is DeliveryStatus.DEFERRED
        with pytest.raises(DomainError, match=code):
            server.deliver("c@x.no", CONTENT, lambda: True)


def test_a_server_that_takes_so_many_letters_on_a_line_gets_the_rest_on_another(post: Post, tmp_path: Path) -> None:
    """Many say 421 after a number of letters, or when nothing was sent for a while."""
    seen: list[str] = []

    def answer(step: str, argument: str) -> str | None:
        seen.append(step)
        return "421 4.7.0 too many on one line" if step == "mail" and seen.count("mail") == 3 else None

    post.answer = answer
    with MailServer(settings_for(post, tmp_path), PASSWORD) as server:
        assert [server.deliver(OLA, CONTENT, lambda: True).status for _ in range(4)] == [DeliveryStatus.SENT] * 4
    assert (len(post.letters), post.lines) == (4, 2)


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


def test_the_servers_words_are_kept_in_one_harmless_line(post: Post, tmp_path: Path) -> None:
    post.answer = lambda asked, argument: "550-first\r\n550 \x1b[31msecond" if asked == "rcpt" else None
    with MailServer(settings_for(post, tmp_path), PASSWORD) as server:
        result = server.deliver(OLA, CONTENT, lambda: True)
    assert (result.code, result.reply) == (550, "550 first [31msecond")
