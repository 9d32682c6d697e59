"""Template files, the forms and the questions that come with Samtale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.domain.forms.sample_forms import small_form
from tui_app.domain.conversations.question_bank import QuestionBank
from tui_app.domain.errors import DomainError
from tui_app.domain.forms.form import Form, QuestionKind, all_translations
from tui_app.domain.forms.template_file import write_template
from tui_app.domain.forms.template_problems import InvalidTemplate
from tui_app.domain.forms.toml_reader import TEMPLATE_FILE_LIMIT
from tui_app.domain.forms.translations import Translations
from tui_app.domain.languages import FORM_LANGUAGES
from tui_app.domain.practice.form_questions import form_looks
from tui_app.domain.practice.grammar import QuestionLabel
from tui_app.domain.practice.question_judge import judge_question
from tui_app.domain.records.conversation import ConversationKind, Role
from tui_app.files.practice import read_question_bank
from tui_app.files.resources import resource_path
from tui_app.files.templates import read_template_file, read_template_folder, shipped_templates

FORM = small_form()


@pytest.fixture(scope="module")
def shipped() -> dict[ConversationKind, Form]:
    """The shipped form of each kind."""
    return {form.kind: form for form in shipped_templates()}


@pytest.fixture(scope="module")
def bank() -> QuestionBank:
    """The shipped questions."""
    return read_question_bank(resource_path("questions.toml"))


def test_there_is_a_form_for_every_kind_of_conversation_in_every_form_language(
    shipped: dict[ConversationKind, Form],
) -> None:
    assert list(shipped) == [kind for kind in ConversationKind if kind is not ConversationKind.OTHER]
    assert {form.languages for form in shipped.values()} == {FORM_LANGUAGES}
    assert {form.key: form.minutes for form in shipped.values()} == {
        "yearly": 85,
        "follow_up": 15,
        "new_employee": 45,
        "senior": 60,
        "leaver": 45,
    }


def test_every_shipped_form_asks_both_and_reminds_both(shipped: dict[ConversationKind, Form]) -> None:
    for form in shipped.values():
        for role in Role:
            asked = [question for question in form.questions if question.is_for(role)]
            assert len(asked) >= 4
            assert any(question.required for question in asked)


def test_all_kinds_of_question_are_in_use(shipped: dict[ConversationKind, Form]) -> None:
    assert {question.kind for form in shipped.values() for question in form.questions} == set(QuestionKind)


def test_the_form_that_people_copy_explains_every_kind_of_question() -> None:
    lines = resource_path("templates", "yearly.toml").read_text(encoding="utf-8").splitlines()
    comment = "\n".join(line for line in lines if line.startswith("#"))
    assert [kind for kind in QuestionKind if f'"{kind.value}"' not in comment] == []


def _all_texts(shipped: dict[ConversationKind, Form], bank: QuestionBank) -> Iterator[Translations]:
    for form in shipped.values():
        yield from all_translations(form)
    for theme in bank.themes:
        yield from (theme.title, *theme.questions)


def test_each_norwegian_text_is_in_its_own_language(shipped: dict[ConversationKind, Form], bank: QuestionBank) -> None:
    nynorsk = {
        "eg",
        "ikkje",
        "kva",
        "korleis",
        "kvar",
        "kven",
        "frå",
        "vere",
        "meir",
        "noko",
        "berre",
        "sjølv",
        "leiar",
    }
    bokmaal = {"jeg", "ikke", "hva", "hvordan", "hvor", "hvem", "fra", "være", "mer", "noe", "bare", "selv", "leder"}
    for text in _all_texts(shipped, bank):
        in_nb, in_nn = ({word.strip(".,?!:").lower() for word in text[code].split()} for code in ("nb", "nn"))
        assert not in_nb & nynorsk, text["nb"]
        assert not in_nn & bokmaal, text["nn"]


def test_questions_end_as_questions_and_are_short(shipped: dict[ConversationKind, Form], bank: QuestionBank) -> None:
    asked = [question.text for form in shipped.values() for question in form.questions]
    asked += [question for theme in bank.themes for question in theme.questions]
    texts = [text for words in asked for text in words.values()]
    assert all(text.endswith("?") for text in texts)
    assert max(map(len, texts)) <= 100


def test_no_open_question_stands_twice(bank: QuestionBank) -> None:
    assert len(bank.questions("")) == len({words["nb"] for words in bank.questions("")}) == 120


def test_shipped_forms_survive_being_written_and_read(shipped: dict[ConversationKind, Form], tmp_path: Path) -> None:
    for form in shipped.values():
        (tmp_path / f"{form.key}.toml").write_text(write_template(form), encoding="utf-8")
    assert {form.kind: form for form in read_template_folder(tmp_path)} == shipped


def test_the_bank_goes_round_a_theme_and_through_all_where_there_is_none(bank: QuestionBank) -> None:
    theme = bank.theme("wellbeing")
    assert theme is not None
    shown: Translations | None = None
    seen = []
    for _ in range(len(theme.questions) + 1):
        shown = bank.next_question("wellbeing", shown)
        seen.append(shown)
    assert seen == [*theme.questions, theme.questions[0]]
    assert bank.next_question("wellbeing", bank.themes[0].questions[0]) == theme.questions[0]
    assert len(bank.questions("no such theme")) == 120
    assert bank.next_question("no such theme") == bank.themes[0].questions[0]
    assert QuestionBank(()).next_question("opening") == {}


def test_every_section_of_every_form_has_open_questions_of_its_own(
    shipped: dict[ConversationKind, Form], bank: QuestionBank
) -> None:
    sections = {section.key for form in shipped.values() for section in form.sections}
    assert {theme.key for theme in bank.themes} == sections


NOT_OPEN: dict[str, str] = {}
"""A question in bokmål that neither is open nor asks why -> the reason."""


def test_open_questions_are_open_and_ask_one_thing(bank: QuestionBank) -> None:
    looks = {
        words["nb"]: judge_question(text, language)
        for words in bank.questions("")
        for language, text in words.items()
        if judge_question(text, language) not in (QuestionLabel.OPEN, QuestionLabel.WHY)
    }
    assert looks.keys() == NOT_OPEN.keys()


def test_forms_ask_one_thing_at_a_time_and_invite_to_tell(shipped: dict[ConversationKind, Form]) -> None:
    assert {form.key: form_looks(form) for form in shipped.values()} == {form.key: {} for form in shipped.values()}


def test_a_mistake_is_told_with_the_file_and_the_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(write_template(FORM).replace("minutes = 5", "minutes = 0"), encoding="utf-8")
    with pytest.raises(InvalidTemplate) as refused:
        read_template_file(file)
    assert refused.value.values == {"count": 1, "path": file}
    assert refused.value.problems[0].line == 10


def test_one_wrong_file_in_a_folder_refuses_all(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(write_template(FORM), encoding="utf-8")
    (tmp_path / "b.toml").write_text("", encoding="utf-8")
    with pytest.raises(InvalidTemplate) as refused:
        read_template_folder(tmp_path)
    assert refused.value.values["path"] == tmp_path / "b.toml"


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        (b'key = "a"\nkind = "\xf8l"\n', 2, "not_utf8"),
        ('key = "a"'.encode("utf-16"), 1, "not_utf8"),
        (b"\x00\xff", 1, "not_utf8"),
        (b"# " + b"x" * TEMPLATE_FILE_LIMIT, 1, "too_large"),
        (b"#" + "ø".encode() * TEMPLATE_FILE_LIMIT, 1, "too_large"),
        (b"# " + b"x" * 10 * TEMPLATE_FILE_LIMIT, 1, "too_large"),
    ],
)
def test_what_no_template_can_be_is_told(tmp_path: Path, content: bytes, line: int, code: str) -> None:
    file = tmp_path / "odd.toml"
    file.write_bytes(content)
    with pytest.raises(InvalidTemplate) as refused:
        read_template_file(file)
    assert [(problem.line, problem.code) for problem in refused.value.problems] == [(line, code)]


def test_windows_files_are_read(tmp_path: Path) -> None:
    file = tmp_path / "windows.toml"
    file.write_bytes(b"\xef\xbb\xbf" + write_template(FORM).replace("\n", "\r\n").encode())
    assert read_template_file(file) == FORM


@pytest.mark.parametrize("name", ["missing.toml", ".", "bad\0name", "~nobody_of_this_name/a.toml"])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    path = Path(name) if name.startswith("~") else tmp_path / name
    with pytest.raises(DomainError, match="file_unreadable") as refused:
        read_template_file(path)
    assert refused.value.values == {"path": path}
