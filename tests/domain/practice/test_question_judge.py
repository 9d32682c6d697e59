"""How a question looks: labelled questions, and what holds for every text."""

from __future__ import annotations

import time
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.languages import FORM_LANGUAGES
from tui_app.domain.practice.grammar import QuestionLabel
from tui_app.domain.practice.question_judge import judge_question
from tui_app.domain.practice.question_text import LONGEST

CASES = Path(__file__).parent / "cases"
OPEN = {QuestionLabel.OPEN, QuestionLabel.WHY}
SHUT = {QuestionLabel.CLOSED, QuestionLabel.LEADING}
FILES = [(f"{code}{part}", code) for code in FORM_LANGUAGES for part in ("", "_more", "_fresh", "_spoken", "_again")]


class Case:
    """A labelled question, and how it was judged."""

    def __init__(self, row: dict[str, str], language: str) -> None:
        self.text = row["text"]
        self.label = QuestionLabel(row["label"])
        self.got = judge_question(self.text, language)
        self.is_right = self.got in {self.label, QuestionLabel(row.get("also", self.label))}


def read_cases(name: str, language: str) -> list[Case]:
    rows = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["questions"]
    return [Case(row, language) for row in rows]


@pytest.mark.parametrize(("name", "language"), FILES)
def test_labelled_questions_are_told_apart(name: str, language: str) -> None:
    cases = read_cases(name, language)
    by_label = {label: [case for case in cases if case.label is label] for label in QuestionLabel}

    def share(chosen: list[Case]) -> float:
        return sum(case.is_right for case in chosen) / len(chosen)

    asked = [case for case in cases if case.label in OPEN | SHUT]
    shut = [case for case in asked if case.label in SHUT]
    opposite = [
        case
        for case in asked
        if not case.is_right and (case.got in OPEN | SHUT) and (case.got in OPEN) != (case.label in OPEN)
    ]
    single = [case for case in cases if case.label is not QuestionLabel.DOUBLE]
    assert len(cases) >= 100
    assert 1 - len(opposite) / len(asked) >= 0.95
    assert sum(case.got is QuestionLabel.CLOSED for case in opposite) <= 1
    assert sum(case.got is QuestionLabel.OPEN for case in opposite) / len(shut) <= 0.04
    assert share(by_label[QuestionLabel.NARROW]) >= 0.85
    assert share(by_label[QuestionLabel.DOUBLE]) >= 0.80
    assert sum(case.got is QuestionLabel.DOUBLE for case in single) / len(single) <= 0.02
    assert share(by_label[QuestionLabel.LEADING]) >= 0.75
    assert share(cases) >= 0.88


@pytest.mark.parametrize(
    ("text", "language", "label"),
    [
        ("Hvordan har du det", "nb", "open"),
        ("  «Hvordan har du det?»  ", "nb", "open"),
        ("Trives du", "nb", "closed"),
        ("Fornøyd?", "nb", "closed"),
        ("Hva mener du med «hvorfor meg, og hva nå?»", "nb", "open"),
        ("Hvordan har du det? Ikke sant?", "nb", "open"),
        ("Du har det bra. Ikke sant?", "nb", "leading"),
        ("Hadde du fått velge, hva ville du gjort?", "nb", "open"),
        ("Kan du si meg når du er tilbake?", "nb", "narrow"),
        ("Kan du fortelle hvorfor du sluttet?", "nb", "why"),
        ("Kan du si om du kommer?", "nb", "closed"),
        ("Fortell om da du begynte her.", "nb", "open"),
        ("Vi møtes kl. 9. Hva vil du snakke om?", "nb", "open"),
        ("Hvordan har du det, synes du?", "nb", "open"),
        ("Kari, trives du?", "nb", "closed"),
        ("Hvordan går det, Kari?", "nb", "open"),
        ("Har du, etter alt som har skjedd, fått snakket med noen?", "nb", "closed"),
        ("Hva gjør du når du er alene, og har dårlig tid?", "nb", "open"),
        ("Alle er slitne. Hvordan har du det?", "nb", "open"),
        ("Alle andre får det til. Hva er problemet?", "nb", "leading"),
        ("Hvilken dag ønsker du fri?", "nb", "narrow"),
        ("Hvilke ønsker har du?", "nb", "open"),
        ("Fortell mer.", "nb", "open"),
        ("What, if anything, would you change?", "en", "open"),
        ("Who, do you think, could take over?", "en", "narrow"),
        ("What do we not talk about, but should?", "en", "open"),
        ("Everybody is exhausted. What do you need?", "en", "open"),
        ("Tell me more.", "en", "open"),
        ("Kva tid kjem du?", "nn", "narrow"),
        ("Kva tenkjer du?", "nn", "open"),
        ("Kva for tankar har du?", "nn", "open"),
        ("What dont you like?", "en", "open"),
        ("Why dont you just ask her?", "en", "leading"),
        ("I wonder if you could tell me how it went.", "en", "open"),
        ("How is Priya, who joined in May?", "en", "open"),
        ("Were it up to you, what would you change?", "en", "open"),
        ("Ready?", "en", "closed"),
        ("Tenk om du bare spurte henne?", "nb", "leading"),
        ("Tenk om du kunne velge, hva ville du gjort?", "nb", "open"),
        ("Suppose you tried saying no?", "en", "leading"),
        ("Jeg tenkte bare å høre hvordan det går.", "nb", "open"),
        ("I just wanted to hear how you have been.", "en", "open"),
        ("Beskriv en situasjon hvor du lyktes.", "nb", "open"),
        ("Can you describe a place where you feel at ease?", "en", "open"),
        ("Hva liker du best og minst?", "nb", "double"),
        ("What do you like most and least?", "en", "double"),
        ("Hvem er du når du er på ditt beste?", "nb", "open"),
        ("Jeg vet at du har mye å stå i. Rakk du å ringe?", "nb", "closed"),
        ("Det er mye å glede seg til, og mye å grue seg til. Hva gruer du deg til, f.eks. på mandag?", "nb", "open"),
        ("Are you, how shall I put it, ready to take over?", "en", "closed"),
        ("Are you happy, do you sleep well?", "en", "double"),
        ("Has it occurred to you that she may be tired?", "en", "leading"),
        ("Har det slått deg at hun kan være sliten?", "nb", "leading"),
        ("How hard can it be?", "en", "leading"),
        ("How hard is it to get hold of me?", "en", "narrow"),
        ("Kva kjem denne uroa av?", "nn", "why"),
        ("Hva kommer du til å savne?", "nb", "open"),
        ("Hvorfor kommer du alltid for sent?", "nb", "leading"),
        ("Kvifor seier du aldri noko?", "nn", "why"),
    ],
)
def test_turns_of_phrase(text: str, language: str, label: str) -> None:
    assert judge_question(text, language) == label


@pytest.mark.parametrize(
    "text", ["", "  ", "?", "…", "Trivsel", "Vi snakkes på mandag.", "Kompetanse og utvikling:", "123"]
)
@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_where_nothing_is_asked_nothing_is_said(text: str, language: str) -> None:
    assert judge_question(text, language) is None


@pytest.mark.parametrize("language", ["se", "de", "", "nb_NO"])
def test_without_rules_nothing_is_said(language: str) -> None:
    assert judge_question("Hvordan har du det?", language) is None


WORDS = sorted({word for name, code in FILES for case in read_cases(name, code) for word in case.text.split()})
sentences = st.lists(st.sampled_from([*WORDS, ",", "?", ".", "\n", "og", "and", "eller", "or"]), max_size=40).map(
    " ".join
)
languages = st.sampled_from(FORM_LANGUAGES)


@given(st.one_of(st.text(max_size=400), sentences), languages)
def test_every_text_is_judged_alike_however_it_is_stored(text: str, language: str) -> None:
    label = judge_question(text, language)
    assert label is None or isinstance(label, QuestionLabel)
    for form in ("NFC", "NFD"):
        assert judge_question(unicodedata.normalize(form, text), language) == label
    assert judge_question(f"{text}  \n", language) == label


@given(sentences, languages)
def test_capitals_change_nothing(text: str, language: str) -> None:
    label = judge_question(text, language)
    assert judge_question(text.upper(), language) == judge_question(text.lower(), language) == label


def fastest(text: str, language: str) -> float:
    """The shortest of five times, in seconds: what the judging itself needs."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        judge_question(text, language)
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_a_question_takes_less_than_a_millisecond(language: str) -> None:
    cases = [case for name, code in FILES if code == language for case in read_cases(name, code)]
    assert max(fastest(case.text, language) for case in cases) < 0.001


@pytest.mark.parametrize(
    "piece",
    [
        "hva er du å ",
        "og hva ",
        "a,",
        "?",
        "er det ",
        "what is it and ",
        "have you tried ",
        "'",
        '"«',
        "hvis du ",
        "when is ",
        "å" * 99,
    ],
)
@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_a_long_text_takes_no_longer(piece: str, language: str) -> None:
    assert fastest(piece * (200_000 // len(piece)), language) < 0.05


def test_the_question_at_the_end_of_a_long_text_is_judged() -> None:
    before = "Jeg har tenkt mye på dette. " * LONGEST
    assert judge_question(f"{before}Hvordan ser du på det?", "nb") is QuestionLabel.OPEN
    assert judge_question(f"{before}Er du enig?", "nb") is QuestionLabel.CLOSED
