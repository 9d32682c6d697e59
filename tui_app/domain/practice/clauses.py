"""What the parts of a sentence do: ask with a question word or the verb first, ask to tell, set a condition, state."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from msgspec import Struct

from tui_app.domain.practice.grammar import Grammar
from tui_app.domain.practice.question_text import Words


class Form(Enum):
    """The form of a clause."""

    ASKED = auto()
    VERB_FIRST = auto()
    REQUEST = auto()
    CONDITION = auto()
    STATEMENT = auto()
    TAG = auto()
    FILLER = auto()


class Clause(Struct, frozen=True):
    """A part of a sentence.

    Attributes:
        words: without the conjunction and the first words that say nothing; from the question word where there is one.
        joined: how it is joined to what was before: by "and", by "or", or not.
    """

    form: Form
    words: Words
    joined: str = ""

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(self.words)


class ClauseReader:
    """Reads the clauses of a sentence by a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar

    def clauses(self, parts: tuple[Words, ...]) -> list[Clause]:
        """The clauses of the parts between the commas; a part in which a second question begins becomes two."""
        found: list[Clause] = []
        joined, is_first = "", True
        pieces = [piece for part in parts for piece in self._pieces(part)]
        for index, words in enumerate(pieces):
            clause = self._clause(words, joined, is_first=is_first)
            joined = clause.joined if not clause.words else ""
            if is_first and clause.form is Form.STATEMENT and len(clause.words) == 1 and index + 1 < len(pieces):
                clause = Clause(Form.FILLER, clause.words)  # a name
            is_first = is_first and clause.form is Form.FILLER
            if clause.words:
                found.append(clause)
        return found

    def _pieces(self, words: Words) -> Iterator[Words]:
        """The part, divided before each conjunction that a question follows."""
        grammar, start = self._grammar, 0
        if not grammar.contrast.search(" ".join(words)):
            for index in range(1, len(words) - 1):
                is_join = words[index] in grammar.joins
                if not (is_join or words[index] in grammar.alternatives):
                    continue
                rest = words[index + 1 :]
                if self._begins_second(rest, is_join) and not grammar.tag.fullmatch(" ".join(words[index:])):
                    yield words[start:index]
                    start = index
        yield words[start:]

    def _begins_second(self, words: Words, is_join: bool) -> bool:
        """True if a question follows a conjunction in the middle of a part."""
        grammar = self._grammar
        rest = self._after_if_so(words)
        if rest and rest[0] in grammar.times:
            return len(rest) == 1 or rest[1] in grammar.verbs
        if self.question_word(rest) == 0:
            return True
        if not is_join:
            return False
        place = self.question_word(rest)
        if place == 1:
            return rest[0] in grammar.prepositions
        return len(rest) > 1 and rest[0] in grammar.verbs and rest[1] in grammar.subjects and self.is_verb_first(rest)

    def _after_if_so(self, words: Words) -> Words:
        found = self._grammar.if_so.match(" ".join(words))
        return words[len(found[0].split()) :] if found else words

    def _clause(self, words: Words, joined: str, *, is_first: bool) -> Clause:
        grammar = self._grammar
        if not is_first and grammar.tag.fullmatch(" ".join(words)):
            return Clause(Form.TAG, words)
        if grammar.filler.fullmatch(" ".join(words)) and not (set(words) & (grammar.joins | grammar.alternatives)):
            return Clause(Form.FILLER, words, joined)
        if words[0] in grammar.joins:
            joined, words = "and", words[1:]
        elif words[0] in grammar.alternatives:
            joined, words = "or", words[1:]
        stripped = self._after_if_so(words)
        if stripped != words:
            joined = joined or "and"
            words = stripped
        while len(words) > 1 and words[0] in grammar.openers:
            words = words[1:]
        form, start = self._form(words)
        return Clause(form, self.respelled(words[start:]), joined)

    def respelled(self, words: Words) -> Words:
        """The words as the rules write them."""
        text = " ".join(words)
        for pattern, spelling in self._grammar.spellings:
            text = pattern.sub(spelling, text)
        return self._with_which(tuple(text.split()))

    def _with_which(self, words: Words) -> Words:
        """The words, with "which" for a "what" that belongs to a noun: "kva dato"."""
        grammar = self._grammar
        if not grammar.which or len(words) < 3 or words[0] != grammar.what:
            return words
        noun, after, then = words[1], words[2], words[3] if len(words) > 3 else ""
        if noun in grammar.verbs or noun in grammar.after_what or self._begins_no_question(noun):
            return words
        is_verb = after in grammar.verbs or (
            after.endswith(grammar.past_endings) and then in grammar.subjects and not self._begins_no_question(after)
        )
        if is_verb or (then in grammar.verbs and not self._begins_no_question(after)):
            return (grammar.which, *words[1:])
        return words

    def _form(self, words: Words) -> tuple[Form, int]:
        """The form of the words, and where the question begins."""
        grammar, text = self._grammar, " ".join(words)
        if not words:
            return Form.FILLER, 0
        if grammar.setup.match(text):
            return Form.CONDITION, 0
        if grammar.request.match(text):
            return Form.REQUEST, 0
        place = self.question_word(words)
        if place >= 0:
            return (Form.CONDITION, 0) if self._is_condition(words, place) else (Form.ASKED, place)
        if self.is_verb_first(words):
            return Form.VERB_FIRST, 0
        if words[0] in grammar.conditions:
            return Form.CONDITION, 0
        return (Form.FILLER if grammar.filler.fullmatch(text) else Form.STATEMENT), 0

    def _is_condition(self, words: Words, place: int) -> bool:
        """True for "when you think of it": a word for time with the subject before the verb."""
        after = words[place + 1 : place + 2]
        return words[place] in self._grammar.times and bool(after) and after[0] in self._grammar.subjects

    def question_word(self, words: Words) -> int:
        """The place of the question word that the words begin with, after adverbs and a preposition; -1 if none."""
        grammar = self._grammar
        for index, word in enumerate(words[:3]):
            if word in grammar.question_words:
                return index
            if word not in grammar.adverbs and word not in grammar.prepositions:
                break
        return -1

    def is_verb_first(self, words: Words) -> bool:
        """True if the words begin with the verb of a question."""
        grammar = self._grammar
        first = words[0] if words else ""
        if not first or self._begins_no_question(first):
            return False
        if first in grammar.verbs:
            return True
        if not grammar.verb_endings or len(words) < 2:
            return False
        if words[1] in grammar.subjects:
            return True
        is_noun = words[1] in grammar.articles or words[1].endswith(grammar.subject_endings)
        return first.endswith(grammar.verb_endings) and is_noun

    def has_subject(self, words: Words) -> bool:
        """True if a subject follows the verb that the words begin with; "but should" goes on with the one before."""
        grammar = self._grammar
        second = words[1] if len(words) > 1 else ""
        is_noun = (len(words) > 2 or words[0] not in grammar.copulas) and second.endswith(
            grammar.subject_endings or "\0"
        )
        return second in grammar.subjects or second in grammar.articles or is_noun or words[0] in grammar.supports

    def _begins_no_question(self, word: str) -> bool:
        grammar = self._grammar
        if not grammar.verb_endings:
            return False
        return (
            word in grammar.subjects
            or word in grammar.articles
            or word in grammar.adverbs
            or word in grammar.prepositions
            or word in grammar.conditions
            or word in grammar.joins
            or word in grammar.alternatives
        )
