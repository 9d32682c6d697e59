"""Staff lists as people have them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.errors import DomainError
from tui_app.files.staff_lists.reading import read_staff_list

LINES = "Navn;Stilling;Leder\r\nÅse Sørbø;Lege;Hansen, Ola\r\nPål Nærø;;\r\n"
HEADINGS = ("Navn", "Stilling", "Leder")
ROWS = [(2, ("Åse Sørbø", "Lege", "Hansen, Ola")), (3, ("Pål Nærø", "", ""))]


def read(tmp_path: Path, content: bytes | str) -> tuple[tuple[str, ...], list[tuple[int, tuple[str, ...]]]]:
    path = tmp_path / "liste"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    table = read_staff_list(path)
    return table.headings, [(row.number, row.cells) for row in table.rows]


def refused(tmp_path: Path, content: bytes | str) -> str:
    with pytest.raises(DomainError) as told:
        read(tmp_path, content)
    assert told.value.values["path"] == tmp_path / "liste"
    return told.value.code


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, LINES.encode(encoding)) == (HEADINGS, ROWS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "sep"])
def test_delimiters(tmp_path: Path, delimiter: str, start: str) -> None:
    lines = ["Navn;Stilling;Leder", 'Åse Sørbø;Lege;"Hansen, Ola"', "Pål Nærø;;"]
    text = "\n".join(line.replace(";", delimiter) for line in lines)
    said = f"sep={delimiter}\n" if start else ""
    assert read(tmp_path, said + text) == (HEADINGS, ROWS)


def test_one_column_of_turned_names_is_one_column(tmp_path: Path) -> None:
    assert read(tmp_path, "Navn\nHansen, Ola\nLi, Åse\n") == (("Navn",), [(2, ("Hansen, Ola",)), (3, ("Li, Åse",))])


def test_quoted_line_breaks_and_empty_lines_keep_the_numbers_of_a_spreadsheet(tmp_path: Path) -> None:
    assert read(tmp_path, 'Navn;Tittel\n"Ola\nHansen";Lege\n\nPer;"a ""b"""\n') == (
        ("Navn", "Tittel"),
        [(2, ("Ola\nHansen", "Lege")), (4, ("Per", 'a "b"'))],
    )


def test_title_lines_are_passed_over(tmp_path: Path) -> None:
    text = "Ansattliste;;\nSkrevet ut 1.11.2026;;\n;;\n"
    assert read(tmp_path, text + LINES) == (HEADINGS, [(number + 3, cells) for number, cells in ROWS])
    assert read(tmp_path, "Rapport;;\nFarge;Dyr;By\nrød;hest;Oslo\nblå;ku;Bodø\n")[0] == ("Farge", "Dyr", "By")


def test_short_and_long_rows(tmp_path: Path) -> None:
    assert read(tmp_path, "Navn;Nr\nOla\nPer;1;mer;;\n") == (
        ("Navn", "Nr", ""),
        [(2, ("Ola", "", "")), (3, ("Per", "1", "mer"))],
    )


def test_a_workbook(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Navn", "Nr", "Startdato", "Slutt", None],
        ["Åse", 1001.0, datetime(2020, 3, 15), date(2021, 1, 2), None],
        [None, None, None, None, None],
        ["Per", "007", None, datetime(2020, 3, 15, 8, 30), None],
    ]
    assert read(tmp_path, workbook([], rows)) == (
        ("Navn", "Nr", "Startdato", "Slutt"),
        [(2, ("Åse", "1001", "2020-03-15", "2021-01-02")), (4, ("Per", "007", "", "2020-03-15T08:30:00"))],
    )


@pytest.mark.parametrize("first", ['"Olli" Hansen', '"Olli', 'Olli "Hansen', '"Olli"" Hansen'])
@pytest.mark.parametrize("below", ["Per", '"Per"', '"Per', '"Per" Li'])
def test_stray_quotation_marks_are_text_and_lose_no_row(tmp_path: Path, first: str, below: str) -> None:
    rows = [("Pål", '"Lege'), (first, "1"), (below, "2"), ("Siv", "3"), ('"Ås"', '"a ""b"""'), ("Eva", "5")]
    _, found = read(tmp_path, "Navn;Tittel\n" + "".join(f"{name};{title}\n" for name, title in rows))
    assert [number for number, _ in found] == [2, 3, 4, 5, 6, 7]
    assert found[1][1] == (first, "1")
    assert found[2][1] == (below if below != '"Per"' else "Per", "2")
    assert found[4][1] == ("Ås", 'a "b"')


@pytest.mark.parametrize(
    "swallowing",
    [
        '"Per;a;1\nOla;b;2"\n',
        '"Per;a;1\nOla;b 3/4";2\n',
        'Per;"a;1\nOla;b 3/4";2\n',
        'Per;a;"1\nOla;b 3/4";2\n',
        'Per;a;"1\nOla;b;2\nEva;c;3/4"\n',
    ],
)
def test_a_row_that_seems_to_hold_others_is_marked(tmp_path: Path, swallowing: str) -> None:
    path = tmp_path / "liste"
    path.write_text('Navn;Tittel;Nr\n"Siv";"Lege\nog mer; mye mer";0\n' + swallowing + "Pål;d;4\n")
    assert [(row.cells[0][:3], row.swallows_rows) for row in read_staff_list(path).rows] == [
        ("Siv", False),
        ("Per", True),
        ("Pål", False),
    ]


def test_text_written_as_a_formula_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, 'Navn;Nr\nOla;="0012"\nPer;"=""0013"""\n')[1] == [(2, ("Ola", "0012")), (3, ("Per", "0013"))]


def test_a_byte_without_meaning_spoils_only_itself(tmp_path: Path) -> None:
    text = "Navn;Tittel\nÅse – “x”;50 €\n"
    assert read(tmp_path, text.encode("cp1252") + b"B\x81;2\n")[1] == [
        (2, ("Åse – “x”", "50 €")),
        (3, ("B\ufffd", "2")),
    ]
    assert read(tmp_path, text.encode("utf-8-sig") + b"B\xff;2\n")[1][1] == (3, ("B\ufffd", "2"))


def test_the_first_visible_sheet_with_a_list_is_read(tmp_path: Path) -> None:
    listed: list[list[object]] = [["Navn", "Nr"], ["Ola", 1]]
    old: list[list[object]] = [["Navn", "Nr"], ["Gammel", 9]]
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(old, [["Les meg"]], [["Om listen"], ["Skrevet ut"], ["1.11.2026"]], [], listed, old))
    )
    book.worksheets[0].sheet_state = "hidden"
    book.active = 1
    book.save(tmp_path / "bok")
    assert [row.cells for row in read_staff_list(tmp_path / "bok").rows] == [("Ola", "1")]
    for sheet in book.worksheets[2:]:
        sheet.sheet_state = "veryHidden"
    book.save(tmp_path / "bok")
    with pytest.raises(DomainError, match="staff_list_empty"):
        read_staff_list(tmp_path / "bok")


def test_a_stray_cell_far_down_is_one_row(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([["Navn", "Nr"], ["Ola", 1]])))
    book.active["D900000"] = "x"
    book.save(tmp_path / "bok")
    rows = read_staff_list(tmp_path / "bok").rows
    assert [(row.number, row.cells) for row in rows] == [(2, ("Ola", "1", "", "")), (900_000, ("", "", "", "x"))]


def test_refusals(tmp_path: Path) -> None:
    assert refused(tmp_path, "") == "staff_list_empty"
    assert refused(tmp_path, "\n;;\n") == "staff_list_empty"
    assert refused(tmp_path, "Navn;Nr\n") == "staff_list_empty"
    assert refused(tmp_path, workbook([], [])) == "staff_list_empty"
    assert refused(tmp_path, workbook([["Navn", "Nr"], ["Åse", 1]])[:-40]) == "staff_list_unreadable"
    assert refused(tmp_path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") == "staff_list_nul"
    ole = bytes.fromhex("d0cf11e0a1b11ae1")
    assert refused(tmp_path, ole + b"\0" * 600) == "staff_list_unreadable"
    assert refused(tmp_path, ole + "EncryptedPackage".encode("utf-16-le")) == "staff_list_protected"
    assert refused(tmp_path, "Navn\n" + "Ola\n" * 200_001) == "staff_list_too_large"
    with pytest.raises(DomainError, match="staff_list_missing"):
        read_staff_list(tmp_path / "ingen.csv")
    with pytest.raises(DomainError, match="staff_list_missing"):
        read_staff_list(Path("\0"))
    with pytest.raises(DomainError, match="staff_list_unreadable"):
        read_staff_list(tmp_path)


def test_a_packed_giant_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(501):
            member.write(b" " * 1024 * 1024)
    assert refused(tmp_path, file.getvalue()) == "staff_list_unpacks_too_large"


def read_or_refused(tmp_path: Path, content: bytes) -> bool:
    """True if it was read; anything but a DomainError fails the test."""
    try:
        headings, rows = read(tmp_path, content)
    except DomainError:
        return False
    return bool(rows) and all(len(cells) == len(headings) for _, cells in rows)


@given(st.binary(max_size=300) | st.text(alphabet='Navn;,\t"\r\n=sep\x00å', max_size=80).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    if not read_or_refused(tmp_path, content):
        assert refused(tmp_path, content).startswith("staff_list_")


WORKBOOK = workbook([["Navn", "Nr"], ["Åse", 1]])


@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, place: int, damage: bytes) -> None:
    content = WORKBOOK[:place] + damage + WORKBOOK[place + len(damage) :]
    if not read_or_refused(tmp_path, content):
        assert refused(tmp_path, content).startswith("staff_list_")
