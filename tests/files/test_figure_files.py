"""Figures as CSV, Excel and PDF files, read back."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.files.pdf_text import page_texts, structure
from tui_app.domain.errors import DomainError
from tui_app.domain.figures.table import FigureTable, FigureTableRow
from tui_app.files.exports.figures import render_figures_csv, render_figures_xlsx, write_figures
from tui_app.files.exports.figures_pdf import render_figures_pdf

QUARTERS = [f"{number}. kv {year}" for year in (25, 26) for number in (1, 2, 3, 4)]
SHEET = FigureTable(
    title="Tall",
    about="Mitt team · 14 personer",
    figure="Tall",
    definition="Hva det teller",
    headings=[*QUARTERS, "2026"],
    rows=[
        FigureTableRow(
            "Samtaler holdt", "Samtaler i perioden.", [1234, *[0] * 7, 15], ["1\u202f234", *"0000000", "15"]
        ),
        FigureTableRow(
            "Andel", "Ferdig innen frist.", [0.745, *[None] * 7, 1.0], ["74 %", *"–––––––", "100 %"], is_share=True
        ),
        FigureTableRow("Median", "Halvparten.", [4.5, *[None] * 7, 2.0], ["4,5", *"–––––––", "2"]),
    ],
    notes=["Til og med i dag."],
    made_at=datetime(2026, 11, 23, tzinfo=UTC),
    decimal=",",
)
HOSTILE = replace(
    SHEET,
    about="@SUM(1)",
    rows=[FigureTableRow(f"{sign}1+1", '=HYPERLINK("http://x")', [1] * 9, ["1"] * 9) for sign in "=+-@"],
)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_csv_has_plain_numbers_with_the_reader_s_decimal_mark() -> None:
    rows = read_csv(render_figures_csv(SHEET))
    assert rows[0] == ["Tall", *QUARTERS, "2026", "Hva det teller"]
    assert rows[1] == ["Samtaler holdt", "1234", *["0"] * 7, "15", "Samtaler i perioden."]
    assert rows[2] == ["Andel (%)", "74,5", *[""] * 7, "100", "Ferdig innen frist."]
    assert rows[3][1:10] == ["4,5", *[""] * 7, "2"]
    assert ["Til og med i dag."] in rows


def test_no_cell_is_a_formula() -> None:
    cells = [cell for row in read_csv(render_figures_csv(HOSTILE)) for cell in row if cell]
    assert not [cell for cell in cells if cell[0] in "=+-@"]
    page = load_workbook(io.BytesIO(render_figures_xlsx(HOSTILE))).active
    assert not [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert page["A5"].value == "=1+1"


def test_excel_has_numbers_and_percent() -> None:
    page = load_workbook(io.BytesIO(render_figures_xlsx(SHEET))).active
    assert [cell.value for cell in page[4]] == ["Tall", *QUARTERS, "2026", "Hva det teller"]
    assert (page["B5"].value, page["B6"].value, page["B6"].number_format, page["C6"].value) == (
        1234,
        0.745,
        "0 %",
        None,
    )


def test_excel_is_printed_on_a4_and_says_what_it_is() -> None:
    book = load_workbook(io.BytesIO(render_figures_xlsx(replace(SHEET, language="nb"))))
    page = book.active
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (
        *(1, 0, True),
    )
    assert page.print_title_rows == "$4:$4"
    properties = book.properties
    assert (properties.creator, properties.title, properties.language) == ("Samtale", "Tall", "nb")


def test_the_pdf_says_how_it_is_built() -> None:
    content = render_figures_pdf(replace(SHEET, language="nb"))
    assert str(PdfReader(io.BytesIO(content)).root_object["/Lang"]) == "nb"
    _, parts = structure(content)
    assert [part[0] for part in parts] == ["H1", "P", "Table", "P"]
    _, rows = parts[2]
    assert rows[0] == ("TR", [("TH", [heading]) for heading in ("Tall", *QUARTERS, "2026")])
    assert rows[2] == (
        "TR",
        [
            ("TH", ["Andel", "Ferdig innen frist."]),
            *(("TD", [value]) for value in ("74 %", *"–––––––", "100 %")),
        ],
    )


def test_the_pdf_is_one_page_with_its_own_font_and_every_definition() -> None:
    row = replace(SHEET.rows[0], definition="Ferdig på fristen eller før.")
    full = replace(SHEET, rows=[replace(row, label=f"Tall {number}") for number in range(11)])
    content = render_figures_pdf(full)
    [text] = page_texts(content)
    assert text.count("Ferdig på fristen eller før.") == 11
    assert {"Tall 10", "4. kv 26", "Til og med i dag."} <= set(text.splitlines())
    assert b"DejaVuSans" in content
    assert content == render_figures_pdf(full)


def test_the_units_stand_on_pages_of_their_own_with_names_in_any_script() -> None:
    cells = ["40", "80 %", "60 %", "6", "4,2 ± 0,7", "4,1 ± 0,8", "3,9 ± 1", "–"]
    headings = ["Enhet", *(f"Spalte {number}" for number in range(8))]
    names = [
        "وحدة الشمال",
        "Avdeling for " + "svært " * 12 + "lange navn",
        *(f"Enhet {number:02}" for number in range(40)),
    ]
    table = replace(
        SHEET,
        language="nb",
        units=[headings, *([name, *cells] for name in names)],
        units_title="Per enhet",
        units_note="± er spredning. " * 20,
    )
    content = render_figures_pdf(table)
    first, second, third = page_texts(content)
    assert "Enhet 00" not in first
    for page in (second, third):
        assert {"Per enhet", "Spalte 7"} <= set(page.splitlines())
    assert "svært…" in second
    assert "Enhet 39" in third
    assert "spredning" in third
    _, parts = structure(content)
    assert [part[0] for part in parts][:7] == ["H1", "P", "Table", "P", "H2", "Table", "H2"]
    assert content == render_figures_pdf(table)


def test_the_ending_says_what_is_written(tmp_path: Path) -> None:
    for kind, begins in ((".csv", b"\xef\xbb\xbf"), (".xlsx", b"PK"), (".pdf", b"%PDF")):
        path = tmp_path / f"tall{kind}"
        write_figures(SHEET, path)
        assert path.read_bytes().startswith(begins)
        assert path.stat().st_mode & 0o777 == 0o600
        with pytest.raises(DomainError, match="file_exists"):
            write_figures(SHEET, path)
    with pytest.raises(DomainError, match="file_kind_unknown"):
        write_figures(SHEET, tmp_path / "tall.docx")
