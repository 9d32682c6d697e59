"""A mail server on loopback that can refuse, delay and drop connections, as real ones do on bad days."""

from __future__ import annotations

import base64
import re
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tui_app.mail.settings import MailSettings

USER, PASSWORD = "samtale", "en hemmelighet"
DROP = "drop"
"""Instead of a reply: drop the connection."""
WAIT = "wait"
"""Instead of a reply: send nothing until the test ends."""
DROP_AFTER = "drop after"
"""Instead of the reply to a message: accept the message and drop the connection."""

Answer = Callable[[str, str], str | None]
"""(step, argument) -> the reply, or None to accept. Steps: connect, ehlo, auth, mail, rcpt, data, letter."""


@dataclass
class Post:
    """What the server received, and how it replies."""

    answer: Answer = lambda step, argument: None
    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    lines: int = 0
    was_private: list[bool] = field(default_factory=list)
    signed_in: list[bool] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    offers_tls: bool = True
    user: str = USER
    password: str = PASSWORD
    port: int = 0

    @property
    def addresses(self) -> list[str]:
        """The recipients, in order."""
        return [address for address, _ in self.letters]


class _Dropped(Exception):
    """The connection is dropped."""


class _Connection(socketserver.StreamRequestHandler):
    """One connection."""

    server: _Server

    def handle(self) -> None:
        post = self.server.post
        post.lines += 1
        self.private = isinstance(self.request, ssl.SSLSocket)
        self.user = ""
        try:
            self._say("connect", "", "220 ready")
            while line := self.rfile.readline(2000):
                self._command(line.decode("ascii").rstrip("\r\n"))
        except (_Dropped, OSError, EOFError):
            return

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        self.request.close()  # the encrypted one, after STARTTLS

    def _say(self, step: str, argument: str, yes: str) -> bool:
        """Reply to a step; True if it was accepted."""
        answer = self.server.post.answer(step, argument)
        if answer == DROP:
            raise _Dropped
        if answer == WAIT:
            self.server.post.over.wait(30)
            raise _Dropped
        self.wfile.write(f"{answer or yes}\r\n".encode())
        if (answer or "").startswith("421"):
            raise _Dropped
        return answer is None

    def _command(self, line: str) -> None:
        word = line.split(" ")[0].upper()
        rest = line[len(word) :].strip()
        if word in ("EHLO", "HELO"):
            offers = ["AUTH PLAIN"] if self.private or not self.server.post.offers_tls else []
            offers += ["STARTTLS"] if self.server.post.offers_tls and not self.private else []
            said = ["loopback", *offers, "8BITMIME"]
            self._say(
                "ehlo",
                rest,
                "\r\n".join(f"250{'-' if at < len(said) - 1 else ' '}{one}" for at, one in enumerate(said)),
            )
        elif word == "STARTTLS":
            self.wfile.write(b"220 go on\r\n")
            self.request = self.server.trusted.wrap_socket(self.request, server_side=True)
            self.rfile, self.wfile = self.request.makefile("rb", -1), self.request.makefile("wb", 0)
            self.private = True
        elif word == "AUTH":
            given = base64.b64decode(rest.split(" ")[1]).decode().split("\0")
            fine = given[1:] == [self.server.post.user, self.server.post.password]
            self.user = given[1] if fine else ""
            self._say("auth", rest, "235 yes" if fine else "535 no")
        elif word == "MAIL":
            self.to = ""
            self._say("mail", rest, "250 yes")
        elif word == "RCPT":
            address = re.search("<(.*)>", rest)
            assert address
            if self._say("rcpt", address[1], "250 yes"):
                self.to = address[1]
        elif word == "DATA":
            if self._say("data", self.to, "354 go on"):
                self._letter()
        elif word == "QUIT":
            self.wfile.write(b"221 bye\r\n")
            raise _Dropped
        else:
            self.wfile.write(b"250 yes\r\n")

    def _letter(self) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise _Dropped
            lines.append(line[1:] if line.startswith(b".") else line)
        post = self.server.post
        raw = b"".join(lines)
        answer = post.answer("letter", self.to)
        if answer in (None, DROP_AFTER):
            with self.server.lock:
                post.raw.append(raw)
                post.letters.append((self.to, message_from_bytes(raw, policy=policy.default)))
                post.was_private.append(self.private)
                post.signed_in.append(bool(self.user))
        if answer == DROP_AFTER:
            raise _Dropped
        self._say("letter-answer", self.to, answer or "250 taken") if answer not in (DROP, WAIT) else self._give_up(
            answer
        )

    def _give_up(self, answer: str) -> None:
        if answer == WAIT:
            self.server.post.over.wait(30)
        raise _Dropped


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    post: Post
    trusted: ssl.SSLContext
    implicit = False
    lock = threading.Lock()

    def get_request(self) -> Any:
        line, address = super().get_request()
        if self.implicit:
            line = self.trusted.wrap_socket(line, server_side=True, do_handshake_on_connect=False)
        return line, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay silent: a client that does not trust the certificate hangs up."""


def certificate(folder: Path, name: str = "localhost") -> Path:
    """A self-signed certificate for a name, in one file with its key."""
    path = folder / f"{name}.pem"
    if not path.exists():
        key = folder / f"{name}.key"
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        command += ["-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
        subprocess.run([*command, "-keyout", str(key), "-out", str(path)], check=True, capture_output=True)
        path.write_text(path.read_text() + key.read_text())
    return path


@contextmanager
def mail_server(
    folder: Path, *, implicit: bool = False, name: str = "localhost", post: Post | None = None
) -> Iterator[Post]:
    """A running server, with implicit TLS or else STARTTLS."""
    post = post or Post()
    trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trusted.load_cert_chain(certificate(folder, name))
    with _Server(("127.0.0.1", 0), _Connection) as server:
        server.post, server.trusted, server.implicit = post, trusted, implicit
        post.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield post
        finally:
            post.over.set()
            server.shutdown()
            thread.join()


def settings_for(post: Post, folder: Path, **changed: Any) -> MailSettings:
    """Settings to reach the server, trust its certificate and sign in."""
    values: dict[str, Any] = {
        "host": "localhost",
        "port": post.port,
        "user": USER,
        "from": "samtale@example.org",
        "ca_file": certificate(folder),
        "timeout": 5,
    }
    return MailSettings.model_validate(values | changed)
