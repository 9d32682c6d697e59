"""The exercises and questions that come with Samtale, an organisation's own, and what is said of a wrong file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_app.domain.errors import DomainError
from tui_app.domain.forms.template_problems import InvalidContent
from tui_app.domain.forms.toml_reader import TEMPLATE_FILE_LIMIT
from tui_app.domain.forms.translations import Translations
from tui_app.domain.languages import FORM_LANGUAGES
from tui_app.domain.practice.content import PracticeContent, Reply
from tui_app.domain.practice.grammar import QuestionLabel, word_set
from tui_app.domain.practice.question_judge import judge_question
from tui_app.files.access import LocalFileAccess, NoFileAccess
from tui_app.files.practice import (
    read_practice_file,
    read_practice_folder,
    read_question_bank,
    shipped_practice,
    shipped_question_bank,
)
from tui_app.text.errors import error_message

OPEN = {QuestionLabel.OPEN, QuestionLabel.WHY}
OWN = '[[speaker_cards]]\ntext.nb = "Noe om verkstedet"\n'


def labels(words: Translations) -> set[QuestionLabel | None]:
    return {judge_question(text, language) for language, text in words.items()}


def all_texts(content: PracticeContent) -> Iterator[Translations]:
    for pair in content.pairs:
        yield from (pair.closed, *pair.models, pair.bad)
    yield from (question.text for question in content.questions)
    for statement in content.statements:
        yield from (statement.said, *statement.replies.values())
    yield from (*content.speaker_cards, *content.circle_prompts)
    yield from (card.text for card in content.sharing_cards)
    for case in content.harder_cases:
        yield from (case.text, case.aim)
    for rule in content.rules:
        yield from (rule.text, rule.reason)


def test_there_is_enough_to_practise_for_a_year() -> None:
    content = shipped_practice()
    assert len(content.pairs) == 60
    assert {len(pair.models) for pair in content.pairs} == {2}
    assert len(content.questions) == 80
    assert len(content.statements) == 40
    assert all(statement.replies.keys() == set(Reply) for statement in content.statements)
    assert len(content.speaker_cards) == 24
    assert Counter(card.rung for card in content.sharing_cards) == {1: 6, 2: 6, 3: 6}
    assert (len(content.harder_cases), len(content.circle_prompts), len(content.rules)) == (12, 16, 10)


def test_every_text_stands_once_in_each_language() -> None:
    texts = list(all_texts(shipped_practice()))
    assert {tuple(words) for words in texts} == {FORM_LANGUAGES}
    assert Counter(words["nb"] for words in texts).most_common(1)[0][1] <= 2


def test_each_norwegian_text_is_in_its_own_language() -> None:
    nynorsk = word_set(
        "eg ikkje kva korleis kvar kven kvifor frå vere meir noko nokon berre sjølv leiar dei no då vart"
    )
    bokmaal = word_set("jeg ikke hva hvordan hvor hvem hvorfor fra være mer noe noen bare selv leder nå ble uke uka")
    for words in all_texts(shipped_practice()):
        in_nb, in_nn = ({word.strip(".,?!:«»").lower() for word in words[code].split()} for code in ("nb", "nn"))
        assert not in_nb & nynorsk, words["nb"]
        assert not in_nn & bokmaal, words["nn"]


def test_models_are_what_they_are_shown_for() -> None:
    for pair in shipped_practice().pairs:
        assert labels(pair.closed) == {QuestionLabel.CLOSED}, pair.closed
        assert not any(labels(model) - OPEN for model in pair.models), pair.models
        assert not labels(pair.bad) & {*OPEN, None}, pair.bad
    for statement in shipped_practice().statements:
        assert labels(statement.replies[Reply.QUESTION]) <= OPEN, statement.said


def test_questions_to_sort_look_as_they_are_labelled() -> None:
    assert not [question for question in shipped_practice().questions if labels(question.text) != {question.label}]
    counts = Counter(question.label for question in shipped_practice().questions)
    assert set(counts.values()) == {16}


def test_an_organisation_adds_its_own(tmp_path: Path) -> None:
    shipped = shipped_practice()
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    for access in (LocalFileAccess("UTC", home=tmp_path, cwd=tmp_path, practice=tmp_path), NoFileAccess(tmp_path)):
        content = access.practice_content()
        assert content.speaker_cards == (*shipped.speaker_cards, {"nb": "Noe om verkstedet"})
        assert content.pairs == shipped.pairs
    for without in (NoFileAccess(), NoFileAccess(tmp_path / "none")):
        assert without.practice_content() == shipped


def test_files_of_a_folder_are_read_by_name(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "a.toml").write_text(OWN.replace("verkstedet", "kontoret"), encoding="utf-8")
    (tmp_path / "note.txt").write_text("no content")
    assert [card["nb"] for card in read_practice_folder(tmp_path).speaker_cards] == [
        "Noe om kontoret",
        "Noe om verkstedet",
    ]


def problems(path: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(InvalidContent) as refused:
        read_practice_file(path)
    assert refused.value.values["path"] == path
    return [(one.line, one.where, one.code) for one in refused.value.problems]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", [(1, "", "empty")]),
        ("rules = [", [(1, "", "toml")]),
        ("\n[[cards]]\n", [(2, "cards", "unknown_field")]),
        ('[[questions]]\nlabel = "odd"\ntext.nb = "Hva?"\n', [(2, "questions 1, label", "not_one_of")]),
        ('[[sharing_cards]]\ntext.nb = "A"\nrung = 4\n', [(3, "sharing_cards 1, rung", "out_of_range")]),
        ('[[speaker_cards]]\ntext.nb = " "\n', [(2, "speaker_cards 1, text, nb", "empty_text")]),
        ('[[rules]]\ntext.nb = "A"\n', [(1, "rules 1, reason", "missing")]),
        ('[[speaker_cards]]\ntext = "A"\n', [(2, "speaker_cards 1, text", "wrong_type")]),
        (
            '[[rules]]\ntext.nb = "A"\nreason.nb = "B"\nreason.nn = "B"\n[[speaker_cards]]\ntext.nb = "C"\n',
            [(4, "rules 1, reason, nn", "language_extra")],
        ),
        (
            '[[pairs]]\nclosed.nb = "A?"\nopen = [\n    { nb = "B?" },\n    { nb = "" },\n]\nbad.nb = "C?"\n',
            [(5, "pairs 1, open 2, nb", "empty_text")],
        ),
        ('[[speaker_cards]]\ntext.nb = "A"\nrung = 1\n[[rules]]\n', [(3, "speaker_cards 1, rung", "unknown_field")]),
    ],
)
def test_every_mistake_is_told_with_its_line(
    tmp_path: Path, content: str, expected: list[tuple[int, str, str]]
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(content, encoding="utf-8")
    assert problems(file)[: len(expected)] == expected


def test_what_no_file_can_be_is_told(tmp_path: Path) -> None:
    file = tmp_path / "odd.toml"
    file.write_bytes(b'[[rules]]\ntext.nb = "\xf8l"\n')
    assert problems(file) == [(2, "", "not_utf8")]
    file.write_bytes(b"# " + b"x" * TEMPLATE_FILE_LIMIT)
    assert problems(file) == [(1, "", "too_large")]
    with pytest.raises(DomainError, match="file_unreadable"):
        read_practice_file(tmp_path / "missing.toml")


@pytest.mark.parametrize(
    ("content", "line", "where", "code"),
    [
        ("# nothing\n", 1, "", "empty"),
        ("themes = [", 1, "", "toml"),
        ('[[themes]]\nkey = "a"\ntitle.nb = "A"\nquestions = []\n', 4, "themes 1, questions", "missing"),
        (
            '[[themes]]\nkey = "a"\ntitle.nb = "A"\n[[themes.questions]]\nnb = " "\n',
            5,
            "themes 1, questions 1, nb",
            "empty_text",
        ),
    ],
)
def test_a_wrong_file_of_questions_is_told(tmp_path: Path, content: str, line: int, where: str, code: str) -> None:
    file = tmp_path / "questions.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidContent) as refused:
        read_question_bank(file)
    first = refused.value.problems[0]
    assert (first.line, first.where, first.code) == (line, where, code)
    assert refused.value.values["path"] == file


def test_a_wrong_file_is_worded_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[[speaker_cards]]\ntext.nb = " "\n', encoding="utf-8")
    with pytest.raises(InvalidContent) as refused:
        read_practice_file(file)
    assert error_message(refused.value) == (
        f"This file cannot be used: {file}\nLine 2 · speaker_cards 1, text, nb: Nothing written here."
    )


def test_the_bank_is_read_once() -> None:
    assert shipped_question_bank() is shipped_question_bank()
