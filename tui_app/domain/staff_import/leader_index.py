"""Everybody by number, e-mail address and name, to find whom a list means by a leader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tui_app.domain.staff_import.nodes import ImportNode
from tui_app.domain.staff_list.names import (
    first_and_last,
    is_spelt_alike,
    may_be_same_name,
    name_key,
    name_words,
    number_key,
    shares_a_word,
    word_set_key,
)


class PeopleIndex:
    """Everybody as they will be after the import."""

    def __init__(self, nodes: Iterable[ImportNode]) -> None:
        self._number: dict[str, list[ImportNode]] = defaultdict(list)
        self._email: dict[str, list[ImportNode]] = defaultdict(list)
        self._address_name: dict[str, list[ImportNode]] = defaultdict(list)
        self._exact: dict[str, list[ImportNode]] = defaultdict(list)
        self._words: dict[str, list[ImportNode]] = defaultdict(list)
        self._outer: dict[str, list[ImportNode]] = defaultdict(list)
        self._word: dict[str, list[ImportNode]] = defaultdict(list)
        for node in nodes:
            self.add(node)

    def add(self, node: ImportNode) -> None:
        """Make a person findable."""
        for key in node.number_keys:
            self._number[key].append(node)
        if node.email_key:
            self._email[node.email_key].append(node)
            self._address_name[node.email_key.partition("@")[0]].append(node)
        for index, key in (
            (self._exact, name_key(node.name)),
            (self._words, word_set_key(node.name)),
            (self._outer, first_and_last(node.name)),
        ):
            if key:
                index[key].append(node)
        for word in set(name_words(node.name)):
            self._word[word].append(node)

    def with_number(self, number: str) -> list[ImportNode]:
        """Those with a number."""
        return self._number.get(number_key(number), []) if number else []

    def with_email(self, email: str) -> list[ImportNode]:
        """Those with an address."""
        return self._email.get(name_key(email), []) if email else []

    def with_address_name(self, email: str) -> list[ImportNode]:
        """Those whose address is the same before the @."""
        return self._address_name.get(name_key(email).partition("@")[0], [])

    def with_name(self, name: str) -> list[ImportNode]:
        """Those whose name this can be: exactly, else in another order, else without middle names, else one word of it.

        Of several, those who have not left.
        """
        if not name:
            return []
        found = self._exact.get(name_key(name)) or self._words.get(word_set_key(name))
        if not found:
            found = [node for node in self._outer.get(first_and_last(name), ()) if may_be_same_name(node.name, name)]
        words = name_words(name)
        if not found and len(words) == 1:
            found = self._word.get(words[0])
        if not found and len(words) == 2:
            # the surname first, without a comma
            found = [node for node in self._outer.get(f"{words[1]} {words[0]}", ()) if len(name_words(node.name)) >= 2]
        return still_employed(found or [])


def still_employed(nodes: list[ImportNode]) -> list[ImportNode]:
    """Of several people, those who come in and have not left, if there are any."""
    if len(nodes) < 2:
        return nodes
    available = [node for node in nodes if node.is_available] or nodes
    return [node for node in available if not node.is_former] or available


def may_be_called(node: ImportNode, name: str, *, is_name_known: bool) -> bool:
    """True if a name beside a number or an address can be this person's: also an earlier or a fuller one."""
    if may_be_same_name(node.name, name) or is_spelt_alike(node.name, name):
        return True
    return not is_name_known and shares_a_word(node.name, name)
