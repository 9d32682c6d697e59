"""The files that the application reads and writes for people; readers and writers are imported when they are used."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError

if TYPE_CHECKING:
    from typing import Never

    from tui_app.domain.accounts.codes import CodeHandout
    from tui_app.domain.calendars import Appointment
    from tui_app.domain.conversations.question_bank import QuestionBank
    from tui_app.domain.figures.table import FigureTable
    from tui_app.domain.forms.form import Form
    from tui_app.domain.minutes.printout import PrintoutLabels
    from tui_app.domain.minutes.signed_minutes import SignedMinutes
    from tui_app.domain.my_data import MyData, MyDataDocument
    from tui_app.domain.practice.content import PracticeContent
    from tui_app.domain.staff_list.table import StaffTable

_DOCUMENTS = ("Documents", "Dokumenter")
_STAFF_LIST_FOLDERS = ("", "Downloads", "Nedlastinger", *_DOCUMENTS, "Desktop", "Skrivebord")
"""Folders of the home folder in which people keep what they have downloaded; "" is the home folder itself."""
_STAFF_LIST_SUFFIXES = (".csv", ".tsv", ".xlsx", ".xls", ".ods")
MAX_STAFF_LISTS = 20


class FileAccess(ABC):
    """What the application may do with files.

    Files that come with Samtale can always be read. Each method that reads a person's file raises DomainError if the
    file cannot be used. Each method that writes one raises DomainError with `file_exists`, unless `replace` is True,
    or with `file_unwritable`.
    """

    def __init__(self, practice: Path | None = None) -> None:
        """Take the folder of the organisation's own exercises; None if there is none."""
        self._practice = practice

    def shipped_forms(self) -> tuple[Form, ...]:
        """The conversation forms that come with Samtale."""
        from tui_app.files.templates import shipped_templates

        return shipped_templates()

    def question_bank(self) -> QuestionBank:
        """The open questions that come with Samtale, by theme."""
        from tui_app.files.practice import shipped_question_bank

        return shipped_question_bank()

    def practice_content(self) -> PracticeContent:
        """The exercises that come with Samtale, and then the organisation's own.

        Raises:
            DomainError: a file of the organisation cannot be read.
            InvalidContent: a file of the organisation has mistakes.
        """
        from tui_app.files.practice import read_practice_folder

        shipped = self.shipped_practice_content()
        return shipped + read_practice_folder(self._practice) if self._practice else shipped

    def shipped_practice_content(self) -> PracticeContent:
        """The exercises that come with Samtale."""
        from tui_app.files.practice import shipped_practice

        return shipped_practice()

    @property
    @abstractmethod
    def export_folder(self) -> Path:
        """The folder that is suggested for new files."""

    @abstractmethod
    def find_staff_lists(self) -> tuple[Path, ...]:
        """Files that may be staff lists, in the usual folders, newest first."""

    @abstractmethod
    def read_staff_list(self, path: Path, sheet: str = "") -> StaffTable:
        """The table in a text file or workbook."""

    @abstractmethod
    def read_form(self, path: Path) -> Form:
        """The form in a TOML file; InvalidTemplate lists every error in it."""

    @abstractmethod
    def write_form(self, form: Form, path: Path, *, replace: bool = False) -> None:
        """Write a form to a TOML file."""

    @abstractmethod
    def write_minutes(
        self, signed: SignedMinutes, labels: PrintoutLabels, path: Path, *, replace: bool = False
    ) -> None:
        """Write signed minutes in the format of the suffix: .md, .pdf or .json."""

    def undrawable_in_pdf(self, signed: SignedMinutes, labels: PrintoutLabels) -> tuple[str, ...]:
        """The characters of signed minutes that a PDF file shows as boxes."""
        from tui_app.files.exports.minutes_pdf import undrawable_characters

        return undrawable_characters(signed, labels)

    @abstractmethod
    def write_figures(self, table: FigureTable, path: Path, *, replace: bool = False) -> None:
        """Write figures in the format of the suffix: .csv, .xlsx or .pdf."""

    @abstractmethod
    def write_codes(self, handout: CodeHandout, path: Path, *, replace: bool = False) -> None:
        """Write one-time codes to a PDF file."""

    @abstractmethod
    def write_calendar(self, appointments: Sequence[Appointment], path: Path, *, replace: bool = False) -> None:
        """Write appointments to a calendar file."""

    @abstractmethod
    def write_text(self, text: str, path: Path, *, replace: bool = False) -> None:
        """Write a plain text file."""

    @abstractmethod
    def write_table(self, rows: Sequence[Sequence[str]], path: Path, *, replace: bool = False) -> None:
        """Write rows, headings first, as CSV."""

    @abstractmethod
    def write_my_data(self, data: MyData, document: MyDataDocument, path: Path, *, replace: bool = False) -> None:
        """Write everything about one person to a readable file, and to a JSON file beside it."""


class LocalFileAccess(FileAccess):
    """Reads and writes the user's files on this computer."""

    def __init__(self, zone: str, *, home: Path, cwd: Path, practice: Path | None = None) -> None:
        """Take the name of the time zone for calendar files, and the home, working and practice folders."""
        super().__init__(practice)
        self._zone = zone
        self._home = home
        self._cwd = cwd

    @property
    def export_folder(self) -> Path:
        """The Documents folder if there is one, otherwise the home folder."""
        return next((self._home / name for name in _DOCUMENTS if (self._home / name).is_dir()), self._home)

    def find_staff_lists(self) -> tuple[Path, ...]:
        """Text files and workbooks in the working folder and in the usual folders, newest first, at most twenty."""
        found: list[tuple[float, Path]] = []
        for folder in {self._cwd, *(self._home / name for name in _STAFF_LIST_FOLDERS)}:
            try:
                files = [path for path in folder.iterdir() if path.suffix.lower() in _STAFF_LIST_SUFFIXES]
                found += [(path.stat().st_mtime, path) for path in files if path.is_file()]
            except OSError:
                continue
        return tuple(path for _, path in sorted(found, reverse=True)[:MAX_STAFF_LISTS])

    def read_staff_list(self, path: Path, sheet: str = "") -> StaffTable:
        """The table in a text file or workbook."""
        from tui_app.files.staff_lists.reading import read_staff_list

        return read_staff_list(path, sheet)

    def read_form(self, path: Path) -> Form:
        """The form in a TOML file."""
        from tui_app.files.templates import read_template_file

        return read_template_file(path)

    def write_form(self, form: Form, path: Path, *, replace: bool = False) -> None:
        """Write a form to a TOML file."""
        from tui_app.files.templates import write_template_file

        write_template_file(form, _expand_home(path), replace=replace)

    def write_minutes(
        self, signed: SignedMinutes, labels: PrintoutLabels, path: Path, *, replace: bool = False
    ) -> None:
        """Write signed minutes as Markdown, PDF or JSON."""
        from tui_app.files.exports.minutes import write_minutes

        write_minutes(signed, labels, _expand_home(path), replace=replace)

    def write_figures(self, table: FigureTable, path: Path, *, replace: bool = False) -> None:
        """Write figures as CSV, Excel or PDF."""
        from tui_app.files.exports.figures import write_figures

        write_figures(table, _expand_home(path), replace=replace)

    def write_codes(self, handout: CodeHandout, path: Path, *, replace: bool = False) -> None:
        """Write one-time codes to a PDF file."""
        from tui_app.files.exports.codes_pdf import write_codes

        write_codes(handout, _expand_home(path), replace=replace)

    def write_calendar(self, appointments: Sequence[Appointment], path: Path, *, replace: bool = False) -> None:
        """Write appointments to a calendar file, in the time zone of this object."""
        from tui_app.files.calendars.appointments import write_calendar

        write_calendar(appointments, self._zone, _expand_home(path), replace=replace)

    def write_text(self, text: str, path: Path, *, replace: bool = False) -> None:
        """Write a plain text file."""
        from tui_app.files.atomic_write import write_atomically

        write_atomically(_expand_home(path), text.encode(), replace=replace)

    def write_table(self, rows: Sequence[Sequence[str]], path: Path, *, replace: bool = False) -> None:
        """Write rows, headings first, as CSV that spreadsheets open."""
        from tui_app.files.atomic_write import write_atomically
        from tui_app.files.exports.csv_text import csv_text

        write_atomically(_expand_home(path), csv_text(rows).encode("utf-8-sig"), replace=replace)

    def write_my_data(self, data: MyData, document: MyDataDocument, path: Path, *, replace: bool = False) -> None:
        """Write everything about one person as Markdown, and as JSON beside it."""
        from tui_app.files.exports.my_data import write_my_data

        write_my_data(data, document, _expand_home(path), replace=replace)


class NoFileAccess(FileAccess):
    """Reads only the files that come with Samtale: for a kiosk, where nobody has files of their own."""

    def practice_content(self) -> PracticeContent:
        """As everywhere; what is wrong with a file is told without its folder, which is nobody's concern here."""
        try:
            return super().practice_content()
        except DomainError as error:
            if "path" in error.values:
                error.values["path"] = Path(str(error.values["path"])).name
            raise

    @property
    def export_folder(self) -> Path:
        """No folder."""
        return Path()

    def find_staff_lists(self) -> tuple[Path, ...]:
        """No files."""
        return ()

    def read_staff_list(self, path: Path, sheet: str = "") -> StaffTable:
        """Raise DomainError with `no_files_here`."""
        _refuse()

    def read_form(self, path: Path) -> Form:
        """Raise DomainError with `no_files_here`."""
        _refuse()

    def write_form(self, form: Form, path: Path, *, replace: bool = False) -> None:
        """Raise DomainError with `no_files_here`."""
        _refuse()

    def write_minutes(
        self, signed: SignedMinutes, labels: PrintoutLabels, path: Path, *, replace: bool = False
    ) -> None:
        """Raise DomainError with `no_files_here`."""
        _refuse()

    def write_figures(self, table: FigureTable, path: Path, *, replace: bool = False) -> None:
        """Raise DomainError with `no_files_here`."""
        _refuse()

    def write_codes(self, handout: CodeHandout, path: Path, *, replace: bool = False) -> None:
        """Raise DomainError with `no_files_here`."""
        _refuse()

    def write_calendar(self, appointments: Sequence[Appointment], path: Path, *, replace: bool = False) -> None:
        """Raise DomainError with `no_files_here`."""
        _refuse()

    def write_text(self, text: str, path: Path, *, replace: bool = False) -> None:
        """Raise DomainError with `no_files_here`."""
        _refuse()

    def write_table(self, rows: Sequence[Sequence[str]], path: Path, *, replace: bool = False) -> None:
        """Raise DomainError with `no_files_here`."""
        _refuse()

    def write_my_data(self, data: MyData, document: MyDataDocument, path: Path, *, replace: bool = False) -> None:
        """Raise DomainError with `no_files_here`."""
        _refuse()


def _refuse() -> Never:
    raise DomainError("no_files_here")


def _expand_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError as error:  # `~name`, and nobody has that name
        raise DomainError("file_unwritable", path=path) from error
