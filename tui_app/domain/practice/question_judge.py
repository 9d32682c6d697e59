"""Tell how a question looks: open, why, narrow, closed, leading, or two in one.

The rules are about the language, not about what is meant, so they can be wrong; nothing depends on them.
"""

from __future__ import annotations

from functools import cache

from tui_app.domain.languages import find_language
from tui_app.domain.practice.clauses import Clause, ClauseReader, Form
from tui_app.domain.practice.grammar import Grammar, QuestionLabel, Rule
from tui_app.domain.practice.question_text import Sentence, Words, cut, sentences

_ASKING = (Form.ASKED, Form.VERB_FIRST, Form.REQUEST)
_SHORT = 4
"""Most words of a question without a verb: "All good?"."""
_SHORTEST_SECOND = 3
"""Fewest words of a second question without a conjunction: a shorter one is "do you?"."""


def judge_question(text: str, language: str) -> QuestionLabel | None:
    """How a question looks.

    Args:
        text: what is asked, and what is said before it; of a long text only the end is judged.
        language: code of the language.

    Returns:
        The label; None if nothing is asked, or if there are no rules for the language.
    """
    entry = find_language(language)
    judge = _judge(entry.question_grammar) if entry else None
    return judge.label(text) if judge else None


@cache
def _judge(grammar: str) -> _Judge | None:
    if grammar == "norwegian":
        from tui_app.domain.practice.norwegian import NORWEGIAN

        return _Judge(NORWEGIAN)
    if grammar == "english":
        from tui_app.domain.practice.english import ENGLISH

        return _Judge(ENGLISH)
    return None


class _Judge:
    """The rules, with the grammar of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._reader = ClauseReader(grammar)

    def label(self, text: str) -> QuestionLabel | None:
        """How the text looks; None if nothing is asked."""
        found = sentences(cut(text), self._grammar.contractions)
        has_mark = any(sentence.is_asked for sentence in found)
        asked: list[Clause] = []
        labels: list[QuestionLabel] = []
        blames = False
        for index, sentence in enumerate(found):
            clauses = self._reader.clauses(sentence.parts)
            may_ask = sentence.is_asked or (not has_mark and index == len(found) - 1)
            questions = self._questions(clauses, may_ask)
            if questions:
                asked += questions
                labels.append(self._label_of(questions[0], clauses))
            elif sentence.is_asked:
                labels += self._label_without_question(sentence, clauses, bool(asked))
            elif not has_mark and index == len(found) - 1 and self._goes_on(sentence):
                labels.append(QuestionLabel.OPEN)
            else:
                blames = blames or self._blames(sentence)
        if len(asked) > 1 or len(labels) > 1:
            return QuestionLabel.DOUBLE
        if not labels:
            return None
        return QuestionLabel.LEADING if blames and labels[0] is not QuestionLabel.CLOSED else labels[0]

    def _blames(self, sentence: Sentence) -> bool:
        return bool(self._grammar.comparison.match(" ".join(sentence.words)))

    def _goes_on(self, sentence: Sentence) -> bool:
        return bool(self._grammar.follow_up.fullmatch(" ".join(sentence.words)))

    def _questions(self, clauses: list[Clause], may_ask: bool) -> list[Clause]:
        """The questions that are asked one after the other in a sentence.

        Args:
            clauses: the clauses of the sentence.
            may_ask: False if only a request can ask: the sentence has no question mark.
        """
        found: list[Clause] = []
        for clause in clauses:
            if clause.form not in _ASKING or (clause.form is not Form.REQUEST and not may_ask and not found):
                continue
            if not found:
                found = [clause]
            elif self._goes_on_after_a_comma(found[-1], clause):
                found[-1] = Clause(found[-1].form, found[-1].words + clause.words, found[-1].joined)
            elif self._replaces(found[-1], clause):
                found[-1] = clause
            elif self._is_second(found[-1], clause):
                found.append(clause)
        return found

    def _goes_on_after_a_comma(self, first: Clause, second: Clause) -> bool:
        """True for "what, if anything, would you change" and "are you, if I may ask, ready to begin"."""
        if second.form is not Form.VERB_FIRST or second.joined:
            return False
        if first.form is Form.ASKED:
            return len(first.words) == 1
        is_cut = first.form is Form.VERB_FIRST and len(first.words) == 2 and first.words[1] in self._grammar.subjects
        return is_cut and not self._reader.has_subject(second.words)

    def _replaces(self, first: Clause, second: Clause) -> bool:
        """True if the first of two clauses asks nothing: a condition, or "can you tell me" before a comma."""
        if second.joined or second.form is Form.VERB_FIRST:
            return False
        if first.form is Form.VERB_FIRST:
            is_noun = first.words[0].endswith(self._grammar.subject_endings) if self._grammar.subject_endings else False
            is_noun = is_noun and first.words[0] not in self._grammar.verbs
            return is_noun or bool(self._grammar.inverted_condition.match(first.text))
        return first.form is Form.REQUEST and not self._asked_for(first)

    def _is_second(self, first: Clause, second: Clause) -> bool:
        """True if the second of two clauses asks something of its own."""
        if second.joined == "and":
            return second.form is not Form.VERB_FIRST or self._reader.has_subject(second.words)
        if second.joined == "or":
            return first.form is not Form.VERB_FIRST and second.form is not Form.VERB_FIRST
        if second.form is Form.VERB_FIRST:
            return len(second.words) >= _SHORTEST_SECOND
        return second.words[0] not in self._grammar.relatives

    def _asked_for(self, request: Clause) -> Words:
        """What follows a request."""
        found = self._grammar.request.match(request.text)
        return tuple(request.text[found.end() :].split()) if found else ()

    def _label_of(self, question: Clause, clauses: list[Clause]) -> QuestionLabel:
        """How one question looks, with the clauses of its sentence around it."""
        whole = " ".join(clause.text for clause in clauses)
        if self._grammar.follow_up.fullmatch(whole):
            return QuestionLabel.OPEN
        place = next((index for index, clause in enumerate(clauses) if clause is question), len(clauses))
        after = " ".join([question.text, *(clause.text for clause in clauses[place + 1 :])])
        before = " ".join(clause.text for clause in clauses[:place])
        if question.form is Form.REQUEST:
            return self._label_of_request(question)
        if question.form is Form.VERB_FIRST:
            return _first_label(self._grammar.verb_first, after, QuestionLabel.CLOSED)
        if self._grammar.comparison.match(before):
            return QuestionLabel.LEADING
        label = _first_label(self._grammar.asked, after, QuestionLabel.OPEN)
        if label is QuestionLabel.OPEN:
            return _first_label(self._grammar.whole, whole, label)
        return label

    def _label_of_request(self, request: Clause) -> QuestionLabel:
        """How a request looks: as what is asked for."""
        rest = self._asked_for(request)
        text = " ".join(rest)
        if self._grammar.whether.match(text):
            return QuestionLabel.CLOSED
        place = next((index for index, word in enumerate(rest) if word in self._grammar.question_words), -1)
        label = QuestionLabel.OPEN
        if place >= 0:
            label = _first_label(self._grammar.asked, " ".join(self._reader.respelled(rest[place:])), label)
            is_relative = rest[0] in self._grammar.articles  # "describe a day when …"
            if label is QuestionLabel.NARROW and (is_relative or self._grammar.told_about.match(text)):
                return QuestionLabel.OPEN
        return label

    def _label_without_question(
        self, sentence: Sentence, clauses: list[Clause], is_second: bool
    ) -> list[QuestionLabel]:
        """How a sentence with a question mark looks that has no question: a statement, a tag, or a few words."""
        words = sentence.words
        text = " ".join(words)
        if self._goes_on(sentence):
            return [QuestionLabel.OPEN]
        if self._grammar.tag.fullmatch(text) or all(clause.form is Form.FILLER for clause in clauses):
            return [] if is_second else [QuestionLabel.LEADING]
        if len(words) <= _SHORT and not self._is_said(words):
            return [QuestionLabel.CLOSED]
        if all(clause.form in (Form.CONDITION, Form.FILLER) for clause in clauses):
            if self._grammar.suggestion.search(text):
                return [QuestionLabel.LEADING]
            return [self._label_within(clauses)]
        return [QuestionLabel.LEADING]

    def _is_said(self, words: Words) -> bool:
        """True if the words have a verb."""
        return any(word in self._grammar.verbs for word in words)

    def _label_within(self, clauses: list[Clause]) -> QuestionLabel:
        """How a condition looks in which the question follows without a comma."""
        words = clauses[-1].words
        for index in range(2, len(words)):
            if words[index] in self._grammar.question_words:
                return _first_label(self._grammar.asked, " ".join(words[index:]), QuestionLabel.OPEN)
        return QuestionLabel.OPEN


def _first_label(rules: tuple[Rule, ...], text: str, otherwise: QuestionLabel) -> QuestionLabel:
    return next((label for label, pattern in rules if pattern.search(text)), otherwise)
