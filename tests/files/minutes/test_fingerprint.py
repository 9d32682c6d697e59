"""Minutes whose fingerprint anybody can check, and those that are not what was signed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.files.minutes.samples import DOCUMENT, STATEMENT, WORDS, signed, with_text_only
from tests.files.pdf_text import page_texts
from tui_app.domain.minutes.signed_minutes import SignedMinutes, canonical_json, parse_minutes_leniently
from tui_app.files.exports.minutes import render_minutes_json, render_minutes_markdown, write_minutes
from tui_app.files.exports.minutes_pdf import render_minutes_pdf


def test_json_lets_anybody_check_the_fingerprint() -> None:
    minutes = signed(DOCUMENT, STATEMENT)
    data = json.loads(render_minutes_json(minutes))
    assert list(data) == ["sha256", "intact", "document", "statements", "canonical"]
    assert hashlib.sha256(data["canonical"].encode()).hexdigest() == data["sha256"] == minutes.sha256
    assert data["document"] == json.loads(data["canonical"])
    assert data["document"]["employee"] == "Łukasz Đorđević"
    assert data["intact"] is True
    assert data["statements"] == [
        {"by": "Łukasz Đorđević", "at": "2026-11-26T08:00:00+00:00", "text": "Jeg er ikke enig\ni alt."}
    ]


def test_minutes_that_are_not_what_was_signed_say_so_first() -> None:
    long = "\n".join(["Dette er en linje."] * 100)
    broken = SignedMinutes(with_text_only(long).document, "ab12" * 16, intact=False)
    assert render_minutes_markdown(broken, WORDS).split("\n\n")[:2] == [
        "# Referat: Årlig samtale",
        f"> **{WORDS.broken}**",
    ]
    pages = page_texts(render_minutes_pdf(broken, WORDS))
    assert len(pages) > 1
    assert all(page.startswith(WORDS.broken) for page in pages)
    assert json.loads(render_minutes_json(broken))["intact"] is False
    for text in (render_minutes_markdown(signed(), WORDS), *page_texts(render_minutes_pdf(signed(), WORDS))):
        assert WORDS.broken not in text


@pytest.mark.parametrize("suffix", [".md", ".pdf", ".json"])
@pytest.mark.parametrize(
    "text", ["no minutes at all", "\x1b]52;c;\x07\ud800", canonical_json(DOCUMENT).replace("Lede", "\\ud800")]
)
def test_what_is_left_of_destroyed_minutes_can_be_taken_out(tmp_path: Path, suffix: str, text: str) -> None:
    path = tmp_path / f"minutes{suffix}"
    write_minutes(SignedMinutes(parse_minutes_leniently(text), "ab12" * 16, intact=False), WORDS, path)
    content = path.read_bytes()
    assert content
    if suffix != ".pdf":
        assert b"\x1b" not in content
        assert content.decode("utf-8")
