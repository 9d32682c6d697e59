"""A letter and how it is delivered."""

from __future__ import annotations

from tests.conftest import NOW
from tui_app.mail.message import MailMessage, render_message

OLA = "ola@example.org"
LETTER = MailMessage("Ola Hansen", OLA, "Påminnelse", "Hei\n.\n..to\n" + "æ" * 200, "<p>Hei</p>", "nb", "7 2026-11-23")
CONTENT = render_message(LETTER, "samtale@example.org", NOW)
