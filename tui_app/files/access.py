"""The application's ways to files: what stands behind one is loaded only when it is used."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_app.domain.errors import DomainError
from tui_app.files.resources import resource_path

if TYPE_CHECKING:
    from tui_app.domain.calendars import Appointment
    from tui_app.domain.conversations.question_bank import QuestionBank
    from tui_app.domain.figures.table import FigureTable
    from tui_app.domain.forms.form import Form
    from tui_app.domain.minutes.printout import PrintoutLabels
    from tui_app.domain.minutes.signed_minutes import SignedMinutes
    from tui_app.domain.my_data import MyData, MyDataDocument
    from tui_app.domain.staff_import.rows import StaffTable


def read_staff_list(path: Path) -> StaffTable:
    """The table in a CSV or Excel file.

    Raises:
        DomainError: it cannot be read.
    """
    from tui_app.files.staff_lists import read_staff_list

    return read_staff_list(path)


def shipped_forms() -> tuple[Form, ...]:
    """The conversation forms that come with the program."""
    from tui_app.files.templates import read_template_folder

    return read_template_folder(resource_path("templates"))


def read_form(path: Path) -> Form:
    """The form in a TOML file.

    Raises:
        DomainError: it cannot be read, or is no form (then with every error in it).
    """
    from tui_app.files.templates import read_template_file

    return read_template_file(path)


def write_form(form: Form, path: Path, *, replace: bool = False) -> None:
    """Write a form to a TOML file, to be kept, sent or changed elsewhere.

    Raises:
        DomainError: a file that is there already, or a folder that cannot be written to.
    """
    from tui_app.files.templates import write_template_file

    write_template_file(form, path.expanduser(), replace=replace)


def question_bank() -> QuestionBank:
    """Open questions to ask in a conversation."""
    from tui_app.files.question_bank import read_question_bank

    return read_question_bank(resource_path("questions.toml"))


def write_minutes(signed: SignedMinutes, words: PrintoutLabels, path: Path, *, replace: bool = False) -> None:
    """Write signed minutes to a file; its suffix tells the kind: .md, .pdf or .json.

    Raises:
        DomainError: another kind, a file that is there already, or a folder that cannot be written to.
    """
    from tui_app.files.exports.minutes import write_minutes

    write_minutes(signed, words, path.expanduser(), fonts=resource_path("fonts"), replace=replace)


def write_figures(sheet: FigureTable, path: Path, *, replace: bool = False) -> None:
    """Write a table of figures to a file; its suffix tells the kind: .csv, .xlsx or .pdf.

    Raises:
        DomainError: another kind, a file that is there already, or a folder that cannot be written to.
    """
    from tui_app.files.exports.figures import write_figures

    write_figures(sheet, path.expanduser(), fonts=resource_path("fonts"), replace=replace)


def write_calendar(appointments: Sequence[Appointment], path: Path, zone: str, *, replace: bool = False) -> None:
    """Write appointments to a calendar file, in the zone of this name.

    Raises:
        DomainError: a file that is there already, or a folder that cannot be written to.
    """
    from tui_app.files.calendars.appointments import write_calendar

    write_calendar(path.expanduser(), appointments, zone, replace=replace)


def write_text(text: str, path: Path, *, replace: bool = False) -> None:
    """Write a text to a file, readable by its owner only.

    Raises:
        DomainError: a file that is there already, or a folder that cannot be written to.
    """
    from tui_app.files.atomic_write import write_atomically

    write_atomically(path.expanduser(), text.encode(), replace=replace)


def write_my_data(data: MyData, document: MyDataDocument, path: Path, *, replace: bool = False) -> None:
    """Write everything about one person to a readable file, and to a JSON file beside it.

    Raises:
        DomainError: a file that is there already, or a folder that cannot be written to.
    """
    from tui_app.files.exports.my_data import write_my_data

    write_my_data(data, document, path.expanduser(), replace=replace)


def open_doors(zone: str) -> dict[str, Any]:
    """Every way to files, by the name that the application knows it under.

    Args:
        zone: the time zone that calendars are written in.
    """
    return {
        "read_staff_list": read_staff_list,
        "staff_lists_nearby": find_staff_lists,
        "shipped_forms": shipped_forms,
        "read_form": read_form,
        "write_form": write_form,
        "question_bank": question_bank,
        "write_figures": write_figures,
        "write_minutes": write_minutes,
        "write_calendar": partial(write_calendar, zone=zone),
        "write_text": write_text,
        "write_my_data": write_my_data,
        "documents": documents_folder(),
    }


def closed_doors() -> dict[str, Any]:
    """The same names, and no way to any file but those that come with the program."""

    def closed(*_args: object, **_options: object) -> Any:
        raise DomainError("no_files_here")

    names = (
        "read_staff_list",
        "read_form",
        "write_form",
        "write_figures",
        "write_minutes",
        "write_calendar",
        "write_text",
        "write_my_data",
    )
    return dict.fromkeys(names, closed) | {
        "staff_lists_nearby": tuple,
        "shipped_forms": shipped_forms,
        "question_bank": question_bank,
        "documents": Path(),
    }


def documents_folder() -> Path:
    """The folder that files are proposed in: Documents if there is one, else the home folder."""
    home = Path.home()
    return next((home / name for name in ("Documents", "Dokumenter") if (home / name).is_dir()), home)


def find_staff_lists() -> tuple[Path, ...]:
    """CSV and Excel files where people put what they have saved, the newest first, at most twenty."""
    folders = {
        Path.cwd(),
        *(
            Path.home() / name
            for name in ("", "Downloads", "Nedlastinger", "Documents", "Dokumenter", "Desktop", "Skrivebord")
        ),
    }
    found: list[tuple[float, Path]] = []
    for folder in folders:
        try:
            files = [one for one in folder.iterdir() if one.suffix.lower() in (".csv", ".tsv", ".xlsx")]
            found += [(one.stat().st_mtime, one) for one in files if one.is_file()]
        except OSError:
            continue
    return tuple(path for _, path in sorted(found, reverse=True)[:20])


class FileAccess:
    """People's files, and those that come with the program."""

    export_folder = Path()

    def __init__(self, zone: str = "Europe/Oslo") -> None:
        self._zone = zone
        self.export_folder = documents_folder()

    def find_staff_lists(self) -> tuple[Path, ...]:
        return find_staff_lists()

    def read_staff_list(self, path: Path) -> StaffTable:
        return read_staff_list(path)

    def shipped_forms(self) -> tuple[Form, ...]:
        return shipped_forms()

    def read_form(self, path: Path) -> Form:
        return read_form(path)

    def write_form(self, form: Form, path: Path, *, replace: bool = False) -> None:
        write_form(form, path, replace=replace)

    def question_bank(self) -> QuestionBank:
        return question_bank()

    def write_minutes(self, signed: SignedMinutes, words: PrintoutLabels, path: Path, *, replace: bool = False) -> None:
        write_minutes(signed, words, path, replace=replace)

    def write_figures(self, sheet: FigureTable, path: Path, *, replace: bool = False) -> None:
        write_figures(sheet, path, replace=replace)

    def write_calendar(self, appointments: Sequence[Appointment], path: Path, *, replace: bool = False) -> None:
        write_calendar(appointments, path, self._zone, replace=replace)

    def write_text(self, text: str, path: Path, *, replace: bool = False) -> None:
        write_text(text, path, replace=replace)

    def write_my_data(self, data: MyData, document: MyDataDocument, path: Path, *, replace: bool = False) -> None:
        write_my_data(data, document, path, replace=replace)


class LocalFileAccess(FileAccess):
    def __init__(self, zone: str, *, home: Path, cwd: Path) -> None:
        super().__init__(zone)
        self.export_folder = home
        self._cwd = cwd

    def find_staff_lists(self) -> tuple[Path, ...]:
        return tuple(sorted(self._cwd.glob("*.csv")))


class NoFileAccess(FileAccess):
    """None."""
