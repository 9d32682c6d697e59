"""Collect the messages of the program into the catalogues, and compile them.

Existing translations are kept, unused messages are removed, new ones are left empty for the translators.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import click
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tui_app.domain.languages import INTERFACE_LANGUAGES, LANGUAGES, SOURCE_LANGUAGE

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "tui_app" / "locale"
MARKERS = {"_": 1, "N_": 1, "ngettext": 2}
"""Function that marks messages -> how many of its arguments are messages."""


CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
"""The modules of click whose messages people meet."""
NOT_FOR_PEOPLE = re.compile(
    r"Deprecat|deprecat|Could not|No options defined|Arguments? take|Argument \{|Name '|Boolean option|Value must be an"
    r"|Unknown color|Choice\(|Invalid start|\(dynamic\)|env var|default:|\{len_type\}|valid UUID|Takes \{|the format"
    r"|executable|Confirm the|Press any key|Repeat for|two entered values|Missing parameter|Missing \{|unknown error"
)
"""What click says to its programmers, and of what Samtale does not use."""

Message = str | tuple[str, ...]


def collected() -> dict[Message, None]:
    """Every message of the program, once; singular and plural as a pair.

    Names of languages, the help of commands and click's own messages are messages too.
    """
    found: dict[Message, None] = {language.name: None for language in LANGUAGES}
    for path in sorted((ROOT / "tui_app").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= dict.fromkeys(_marked(tree))
        if "cli" in path.parts:
            found |= dict.fromkeys(_command_help(tree))
    return found | dict.fromkeys(_of_click())


def _marked(tree: ast.AST) -> Iterator[Message]:
    """Messages in calls of the markers; Babel's own extraction skips f-strings before Python 3.12."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
            texts = node.args[: MARKERS[node.func.id]]
            message = tuple(str(text.value) for text in texts if isinstance(text, ast.Constant))
            if texts and len(message) == len(texts):  # else it is marked where it is defined
                yield message[0] if len(message) == 1 else message


def _command_help(tree: ast.AST) -> Iterator[Message]:
    """The docstrings of commands, and the help and the placeholders of their options and arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(
            _maker(one) in ("command", "group") for one in node.decorator_list
        ):
            yield ast.get_docstring(node) or ""
        elif isinstance(node, ast.Call) and _maker(node) == "argument" and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value).upper()
        elif isinstance(node, ast.Call) and _maker(node) == "option":
            values = {keyword.arg: keyword.value for keyword in node.keywords}
            texts = [values.get("help"), values.get("metavar")]
            yield from (str(text.value) for text in texts if isinstance(text, ast.Constant))


def _maker(node: ast.expr) -> str:
    """Which of click's decorators is called; empty if none is."""
    is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return node.func.attr if is_method else ""


def _of_click() -> Iterator[Message]:
    """Click's messages, which gettext finds in our catalogues; `environment.translate_libraries` tells it where."""
    yield from ("[OPTIONS]", "COMMAND [ARGS]...", "[COMMAND] [ARGS]...")
    for name in CLICK:
        source = Path(click.__file__).with_name(f"{name}.py").read_text(encoding="utf-8")
        yield from (one for one in _marked(ast.parse(source)) if not NOT_FOR_PEOPLE.search(str(one)))


def updated(path: Path, language: str) -> Catalog:
    """The catalogue in `path` with exactly the collected messages; without translations if there is none yet."""
    old = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file, locale=language)
    # a fixed date: the same messages give the same file
    when = datetime(2026, 1, 1, tzinfo=UTC)
    new = Catalog(
        locale=language,
        project="Samtale",
        fuzzy=False,
        header_comment="# Samtale",
        creation_date=when,
        revision_date=when,
    )
    for message in sorted(collected(), key=str):
        translated = old.get(message if isinstance(message, str) else message[0])
        same_shape = translated is not None and translated.pluralizable == isinstance(message, tuple)
        new.add(message, string=translated.string if translated and same_shape else None)
    return new


def compiled(path: Path) -> bytes:
    """The catalogue in `path`, compiled."""
    with path.open("rb") as file, BytesIO() as target:
        write_mo(target, read_po(file))
        return target.getvalue()


def names(language: str) -> dict[str, list[str]]:
    """Names of the weekdays, Monday first, and of the months, as `text/dates.py` shows them."""
    locale = Locale.parse(language)
    # the two forms differ: nynorsk has its weekdays (måndag, mån) in these two and no others
    days, short_days = locale.days["format"]["wide"], locale.days["stand-alone"]["abbreviated"]
    months, short_months = locale.months["format"]["wide"], locale.months["format"]["abbreviated"]
    return {
        "weekdays": [days[place] for place in range(7)],
        "short_weekdays": [short_days[place].rstrip(".") for place in range(7)],
        "months": [months[place] for place in range(1, 13)],
        "short_months": [short_months[place].rstrip(".") for place in range(1, 13)],
    }


def all_names() -> str:
    """The content of `names.json`: the names in every language that has words for dates."""
    found = {language.code: names(language.code) for language in LANGUAGES if language.dates}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Update and compile each catalogue, and print the messages without a translation."""
    (LOCALE / "names.json").write_text(all_names(), encoding="utf-8")
    for language in sorted({*INTERFACE_LANGUAGES} - {SOURCE_LANGUAGE}):
        path = LOCALE / language / "LC_MESSAGES" / "samtale.po"
        catalogue = updated(path, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, no_location=True, omit_header=False, sort_output=True)
        path.with_suffix(".mo").write_bytes(compiled(path))
        empty = [message.id for message in catalogue if message.id and not all(_strings(message.string or ""))]
        print(f"{language}: {len(catalogue)} messages, {len(empty)} without translation")
        for message in empty:
            print("  ", message)


def _strings(string: str | tuple[str, ...] | list[str]) -> list[str]:
    return [string] if isinstance(string, str) else list(string or [""])


if __name__ == "__main__":
    main()
