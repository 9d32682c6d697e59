"""The application's ways to files: what stands behind one is loaded only when it is used."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_app.datafiles import data_path
from tui_app.domain.refusals import Refusal

if TYPE_CHECKING:
    from tui_app.domain.appointments import Appointment
    from tui_app.domain.figure_sheet import FigureSheet
    from tui_app.domain.forms import Form
    from tui_app.domain.minutes import SignedMinutes
    from tui_app.domain.my_data import Document, MyData
    from tui_app.domain.question_bank import QuestionBank
    from tui_app.domain.staff_list import Table
    from tui_app.files.minutes import MinutesWords


def read_staff_list(path: Path) -> Table:
    """The table in a CSV or Excel file.

    Raises:
        Refusal: it cannot be read.
    """
    from tui_app.files.staff_lists import read_table

    return read_table(path)


def shipped_forms() -> tuple[Form, ...]:
    """The conversation forms that come with the program."""
    from tui_app.files.templates import read_templates

    return read_templates(data_path("templates"))


def read_form(path: Path) -> Form:
    """The form in a TOML file.

    Raises:
        Refusal: it cannot be read, or is no form (then with every error in it).
    """
    from tui_app.files.templates import read_template

    return read_template(path)


def write_form(form: Form, path: Path, *, replace: bool = False) -> None:
    """Write a form to a TOML file, to be kept, sent or changed elsewhere.

    Raises:
        Refusal: a file that is there already, or a folder that cannot be written to.
    """
    from tui_app.files.templates import write_form

    write_form(form, path.expanduser(), replace=replace)


def question_bank() -> QuestionBank:
    """Open questions to ask in a conversation."""
    from tui_app.files.templates import read_questions

    return read_questions(data_path("questions.toml"))


def write_minutes(signed: SignedMinutes, words: MinutesWords, path: Path, *, replace: bool = False) -> None:
    """Write signed minutes to a file; its suffix tells the kind: .md, .pdf or .json.

    Raises:
        Refusal: another kind, a file that is there already, or a folder that cannot be written to.
    """
    from tui_app.files.minutes import write_minutes

    write_minutes(signed, words, path.expanduser(), fonts=data_path("fonts"), replace=replace)


def write_figures(sheet: FigureSheet, path: Path, *, replace: bool = False) -> None:
    """Write a table of figures to a file; its suffix tells the kind: .csv, .xlsx or .pdf.

    Raises:
        Refusal: another kind, a file that is there already, or a folder that cannot be written to.
    """
    from tui_app.files.figures import write_figures

    write_figures(sheet, path.expanduser(), fonts=data_path("fonts"), replace=replace)


def write_calendar(appointments: Sequence[Appointment], path: Path, zone: str, *, replace: bool = False) -> None:
    """Write appointments to a calendar file, in the zone of this name.

    Raises:
        Refusal: a file that is there already, or a folder that cannot be written to.
    """
    from tui_app.files.calendars import write_calendar

    write_calendar(path.expanduser(), appointments, zone, replace=replace)


def write_text(text: str, path: Path, *, replace: bool = False) -> None:
    """Write a text to a file, readable by its owner only.

    Raises:
        Refusal: a file that is there already, or a folder that cannot be written to.
    """
    from tui_app.files.safely import write_safely

    write_safely(path.expanduser(), text.encode(), replace=replace)


def write_my_data(data: MyData, document: Document, path: Path, *, replace: bool = False) -> None:
    """Write everything about one person to a readable file, and to a JSON file beside it.

    Raises:
        Refusal: a file that is there already, or a folder that cannot be written to.
    """
    from tui_app.files.my_data import write_my_data

    write_my_data(data, document, path.expanduser(), replace=replace)


def open_doors(zone: str) -> dict[str, Any]:
    """Every way to files, by the name that the application knows it under.

    Args:
        zone: the time zone that calendars are written in.
    """
    return {
        "read_staff_list": read_staff_list,
        "staff_lists_nearby": staff_lists_nearby,
        "shipped_forms": shipped_forms,
        "read_form": read_form,
        "write_form": write_form,
        "question_bank": question_bank,
        "write_figures": write_figures,
        "write_minutes": write_minutes,
        "write_calendar": partial(write_calendar, zone=zone),
        "write_text": write_text,
        "write_my_data": write_my_data,
        "documents": documents(),
    }


def closed_doors() -> dict[str, Any]:
    """The same names, and no way to any file but those that come with the program."""

    def closed(*_args: object, **_options: object) -> Any:
        raise Refusal("no_files_here")

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


def documents() -> Path:
    """The folder that files are proposed in: Documents if there is one, else the home folder."""
    home = Path.home()
    return next((home / name for name in ("Documents", "Dokumenter") if (home / name).is_dir()), home)


def staff_lists_nearby() -> tuple[Path, ...]:
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
