"""Help and mistakes at the prompt are told in the reader's language, in the words of click too."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.computer import Computer
from tests.language_words import foreign_words
from tests.programs import environment
from tui_app.cli.main import COMMAND_MODULES
from tui_app.domain.languages import INTERFACE_LANGUAGES
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.files.settings import Settings, save_settings

EVERYTHING = """
import sys, click
from tui_app import environment
from tui_app.text.i18n import CATALOGUES, set_language
language = sys.argv[1]
set_language(language)
environment.translate_libraries(CATALOGUES, language)
from tui_app.cli.main import samtale, translated
translated(samtale)
at = click.Context(samtale, info_name="samtale")
print(samtale.get_help(at))
for name in samtale.list_commands(at):
    command = samtale.get_command(at, name)
    inside = click.Context(command, at, name)
    print(command.get_help(inside))
    for part in getattr(command, "commands", {}).values():
        print(part.get_help(click.Context(part, inside, part.name)))
for wrong in (
    "acton", "team --off x", "team x y", "export --kind x", "restore", "restore --replace=1 x", "import",
    "import peopel x", "--database", "--kiosk team", "calendars /nowhere", "export /etc/passwd", "verify --since",
):
    try:
        samtale(wrong.split(), standalone_mode=False)
    except click.ClickException as error:
        error.show(sys.stdout)
    else:
        raise AssertionError(wrong)
"""
USAGE = {"en": "Usage: samtale [OPTIONS]", "nb": "Bruk: samtale [VALG]", "nn": "Bruk: samtale [VAL]"}

NAMES = {*COMMAND_MODULES, *(word for field in StaffField for word in field.split("_"))}
"""What is typed, and so the same in every language."""


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_help_and_mistakes_are_in_one_language(computer: Computer, language: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", EVERYTHING, language],
        env=environment(computer.home),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(USAGE[language])
    assert foreign_words(done.stdout, language) <= NAMES


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_the_settings_choose_the_language_of_the_help(computer: Computer, language: str) -> None:
    save_settings(Settings(language=language), computer.paths.settings)
    assert computer.run("--help", LANG="en_GB.UTF-8").stdout.startswith(USAGE[language])
