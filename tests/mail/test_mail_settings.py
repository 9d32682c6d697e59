"""Settings of the mail server: which are refused, and who may read the password."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mail.server import Post, settings_for
from tui_app.domain.errors import DomainError
from tui_app.mail.message import usable_address
from tui_app.mail.settings import MailSettings, read_mail_settings, smtp_password


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
