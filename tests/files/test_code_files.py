"""One-time codes as a PDF file, read back."""

from __future__ import annotations

import io
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from tests.files.pdf_text import page_texts, structure
from tui_app.domain.accounts.codes import CodeHandout, CodeSlip
from tui_app.domain.errors import DomainError
from tui_app.files.exports.codes_pdf import render_codes_pdf, write_codes

NAMES = ("Ola Hansen", "Åse Østby-Sætre", "李小龍", "محمد علي")
HANDOUT = CodeHandout(
    title="Engangskode til Samtale",
    slips=[CodeSlip(name, f"100{number} · Drift", f"K7QF-3M2P-9XT{number}") for number, name in enumerate(NAMES, 2)],
    until="Hver kode virker én gang, til mandag 30. november 2026 kl. 13:05.",
    steps=("Start Samtale.", "Skriv navnet ditt.", "Skriv koden."),
    keep="Ikke vis den til noen.",
    headings=("Hvem", "Engangskode"),
    made_at=datetime(2026, 11, 23, tzinfo=UTC),
    language="nb",
    one_each=True,
)


def read(content: bytes) -> list[str]:
    """The text of each page, as a reader extracts it."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_a_page_for_each_person_says_who_the_code_until_when_and_how() -> None:
    content = render_codes_pdf(HANDOUT)
    pages = page_texts(content)
    assert len(pages) == len(NAMES)
    for number, text in enumerate(pages, 2):
        assert f"K7QF-3M2P-9XT{number}" in text
        assert f"100{number} · Drift" in text
        assert "mandag 30. november 2026 kl. 13:05" in text
        for words in (*HANDOUT.steps, HANDOUT.keep):
            assert words in text
        assert text.count("K7QF") == 1
    assert "Åse Østby-Sætre" in pages[1]
    metadata = PdfReader(io.BytesIO(content)).metadata
    assert metadata is not None
    assert metadata.title == HANDOUT.title


def test_a_list_has_all_of_them_and_repeats_its_headings() -> None:
    many = [CodeSlip(f"Person {number}", "", f"CODE-{number:04}") for number in range(90)]
    content = render_codes_pdf(replace(HANDOUT, one_each=False, slips=many))
    pages = page_texts(content)
    assert len(pages) > 1
    for number in range(90):
        assert sum(f"CODE-{number:04}" in text.splitlines() for text in pages) == 1
    assert all("Engangskode" in text.splitlines() for text in pages if "CODE-" in text)
    assert "Ikke vis den til noen." in pages[0]
    assert "Skriv koden." in pages[-1]


def test_the_file_is_private_and_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / "codes.pdf"
    write_codes(HANDOUT, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(DomainError, match="file_exists"):
        write_codes(HANDOUT, path)
    write_codes(HANDOUT, path, replace=True)
    with pytest.raises(DomainError, match="file_kind_unknown"):
        write_codes(HANDOUT, tmp_path / "codes.txt")


def test_it_is_read_aloud_row_by_row() -> None:
    listed = structure(render_codes_pdf(replace(HANDOUT, one_each=False, slips=HANDOUT.slips[:1])))
    assert "Table" in str(listed)
