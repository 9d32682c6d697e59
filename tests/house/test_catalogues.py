"""Every message of the program has its translation, and nothing else stands in the catalogues."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from scripts.texts import LOCALE, ROOT, all_names, collected, compiled
from tests.house.source import modules
from tests.language_words import ONLY_IN, foreign_words
from tui_app.domain.languages import INTERFACE_LANGUAGES, SOURCE_LANGUAGE

CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/samtale.po"))
GLOSSARY = ROOT / "docs" / "words.md"
RENEW = "`make texts` renews the catalogues"
PLACEHOLDER = re.compile(r"\$\w+|\$\{\w+\}|\{\w+(?:!r)?\}|%\(\w+\)s")
TAG = re.compile(r"\[/?[a-z$][^\]]*\]|\[/\]")


@pytest.fixture(scope="module", params=CATALOGUES, ids=lambda path: path.parent.parent.name)
def path(request: pytest.FixtureRequest) -> Path:
    """The catalogue of one language."""
    return Path(request.param)


@pytest.fixture(scope="module")
def catalogue(path: Path) -> Catalog:
    """What stands in it."""
    with path.open("rb") as file:
        return read_po(file)


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or [""])


def _pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Each translated form with the English that it stands for."""
    for message in _messages(catalogue):
        ids, strings = _forms(message.id), _forms(message.string)
        yield from ((ids[min(place, len(ids) - 1)], form) for place, form in enumerate(strings) if form)


def test_every_interface_language_has_a_catalogue() -> None:
    assert {path.parent.parent.name for path in CATALOGUES} == set(INTERFACE_LANGUAGES) - {SOURCE_LANGUAGE}


def test_no_message_is_missing_or_unused(catalogue: Catalog) -> None:
    wanted = {_forms(message)[0] for message in collected()}
    there = {_forms(message.id)[0] for message in _messages(catalogue)}
    assert (wanted - there, there - wanted) == (set(), set()), RENEW
    assert not catalogue.obsolete, RENEW


def test_every_message_is_translated(catalogue: Catalog) -> None:
    assert not [message.id for message in _messages(catalogue) if message.fuzzy or not all(_forms(message.string))]


def test_values_and_styles_are_the_same_on_both_sides(catalogue: Catalog) -> None:
    for sign in (PLACEHOLDER, TAG):
        odd = [pair for pair in _pairs(catalogue) if sorted(sign.findall(pair[0])) != sorted(sign.findall(pair[1]))]
        assert not odd


def test_spaces_at_the_ends_and_last_signs_agree(catalogue: Catalog) -> None:
    def ends(text: str) -> tuple[str, str, str]:
        return (
            text[: len(text) - len(text.lstrip())],
            text[len(text.rstrip()) :],
            text[-1] if text[-1] in ":?!…" else "",
        )

    assert not [pair for pair in _pairs(catalogue) if ends(pair[0]) != ends(pair[1])]


def test_what_is_loaded_is_what_the_catalogue_says(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == compiled(path), RENEW


def test_kept_names_of_days_and_months_are_babels() -> None:
    assert (LOCALE / "names.json").read_text(encoding="utf-8") == all_names(), RENEW


def test_no_message_has_words_of_another_language(path: Path, catalogue: Catalog) -> None:
    language = path.parent.parent.name
    assert not [(words, form) for _, form in _pairs(catalogue) if (words := foreign_words(form, language))]


def test_no_message_of_the_source_is_in_another_language() -> None:
    texts = [form for message in collected() for form in _forms(message)]
    assert not [(words, text) for text in texts if (words := foreign_words(text, SOURCE_LANGUAGE))]


def test_each_language_has_its_own_quotation_marks(catalogue: Catalog) -> None:
    source = [form for message in collected() for form in _forms(message)]
    assert not [text for text in source if re.search("[«»„]", text)]
    assert not [form for _, form in _pairs(catalogue) if re.search("[“”„]", form)]
    assert all(("“" in english) == ("«" in form) for english, form in _pairs(catalogue))


def test_no_quotation_marks_are_put_around_a_value_without_its_language() -> None:
    shown = [one for one in modules() if one.room in ("ui", "text", "cli", "mail")]
    assert not [
        one.at(node, "text.i18n.quoted() knows the marks of the language")
        for one in shown
        for node in ast.walk(one.tree)
        if isinstance(node, ast.JoinedStr)
        and re.search("[«»“”]", "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant)))
    ]


def test_words_of_every_interface_language_are_known() -> None:
    assert set(ONLY_IN) == set(INTERFACE_LANGUAGES)
    assert foreign_words("Kva skal hende i morgen?", "nn") == {"morgen"}
    assert foreign_words("No matches found", "nb") == {"matches", "found"}


def test_terms_that_the_glossary_rejects_are_not_used(catalogue: Catalog) -> None:
    rejected = re.findall(r"\*(\w+)\*", " ".join(re.findall(r"never ([^|]+)", GLOSSARY.read_text(encoding="utf-8"))))
    assert {"konto", "kladd"} <= set(rejected)
    found = re.compile(rf"\b({'|'.join(rejected)})(e[nr]|a|ene|et|er)?\b", re.IGNORECASE)
    assert not [form for _, form in _pairs(catalogue) if found.search(form)]


def test_the_glossary_uses_the_words_of_each_language() -> None:
    rows = [line.split("|")[1:4] for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    for row in rows[1:]:
        assert not [words for words, code in zip(row, ("en", "nb", "nn"), strict=True) if foreign_words(words, code)]
