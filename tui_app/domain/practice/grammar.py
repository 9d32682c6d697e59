"""What the judge of questions knows about a language: classes of words, and turns of phrase."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct


class QuestionLabel(StrEnum):
    """How a question looks, by what it does to the one who is asked."""

    OPEN = "open"
    WHY = "why"
    NARROW = "narrow"
    CLOSED = "closed"
    LEADING = "leading"
    DOUBLE = "double"


Rule = tuple[QuestionLabel, re.Pattern[str]]
"""A clause in which the pattern is found looks so. The first rule that fits counts."""


class Grammar(Struct, frozen=True):
    """One language. Patterns are matched with words in small letters with one space between them.

    Attributes:
        question_words: begin a question.
        times: of these, those that begin a condition as well: "when".
        relatives: of these, those that go on about the last word: "Kari, who".
        subjects: pronouns and the like that can follow the verb of a question.
        articles: words that a subject can begin with.
        verbs: finite verbs; in English only those that come before the subject.
        supports: of these, those that only stand before a subject: "does".
        copulas: of these, those that an adjective can follow.
        verb_endings: ends of other finite verbs that come before the subject in a question; empty if no others do.
        subject_endings: ends of nouns that can be a subject without an article.
        what: the question word that means "which" before a noun; empty if none does.
        which: the word for it.
        after_what: words that are no noun there.
        past_endings: ends of verbs that follow such a noun.
        joins: conjunctions between two questions.
        alternatives: conjunctions between two answers.
        conditions: begin a clause that asks nothing.
        adverbs: may stand before a question word, and begin no question.
        prepositions: the same.
        openers: first words that are looked past.
        contractions: words and endings that stand for others, and other spellings.
        spellings: turns of phrase in a clause, and how the rules write them.
        filler: a part that says nothing.
        setup: a part that asks to imagine something.
        suggestion: a condition that is advice if nothing follows: "suppose you tried to say no?"
        inverted_condition: a condition with the verb first: "had you the choice".
        if_so: what may stand between a conjunction and the second question.
        tag: a part that turns a statement into a question.
        follow_up: whole questions of a word or two that invite to go on.
        request: a part that asks to tell; what follows is what is asked for.
        whether: what follows a request to answer yes or no.
        told_about: what follows a request when the whole of it may be told.
        comparison: a statement that blames by comparing.
        contrast: a clause in which two question words are one question.
        asked: rules for clauses that begin with a question word.
        whole: rules for a whole sentence that looks open so far.
        verb_first: rules for clauses that begin with a verb; if none fits, they look closed.
    """

    question_words: frozenset[str]
    times: frozenset[str]
    relatives: frozenset[str]
    subjects: frozenset[str]
    articles: frozenset[str]
    verbs: frozenset[str]
    supports: frozenset[str]
    copulas: frozenset[str]
    verb_endings: tuple[str, ...]
    subject_endings: tuple[str, ...]
    what: str
    which: str
    after_what: frozenset[str]
    past_endings: tuple[str, ...]
    joins: frozenset[str]
    alternatives: frozenset[str]
    conditions: frozenset[str]
    adverbs: frozenset[str]
    prepositions: frozenset[str]
    openers: frozenset[str]
    contractions: Mapping[str, str]
    spellings: Sequence[tuple[re.Pattern[str], str]]
    filler: re.Pattern[str]
    setup: re.Pattern[str]
    suggestion: re.Pattern[str]
    inverted_condition: re.Pattern[str]
    if_so: re.Pattern[str]
    tag: re.Pattern[str]
    follow_up: re.Pattern[str]
    request: re.Pattern[str]
    whether: re.Pattern[str]
    told_about: re.Pattern[str]
    comparison: re.Pattern[str]
    contrast: re.Pattern[str]
    asked: tuple[Rule, ...]
    whole: tuple[Rule, ...]
    verb_first: tuple[Rule, ...]


def word_set(words: str) -> frozenset[str]:
    """Words that are written one after the other."""
    return frozenset(words.split())


def one_of(words: str) -> str:
    """A pattern for one of the words that are written one after the other."""
    return f"(?:{'|'.join(words.split())})"
