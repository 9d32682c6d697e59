"""Everybody by number, e-mail address and name, to find whom a list means by a leader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from tui_app.domain.mail_addresses import address_key
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

_KEYS: dict[str, Callable[[ImportNode], Iterable[str]]] = {
    "number": lambda node: node.number_keys,
    "email": lambda node: (node.address_key,),
    "address_name": lambda node: (node.address_key.partition("@")[0],),
    "exact": lambda node: (name_key(node.name),),
    "words": lambda node: (word_set_key(node.name),),
    "split": lambda node: (word_set_key(node.name.replace("-", " ")),),
    "outer": lambda node: (first_and_last(node.name),),
    "word": lambda node: {*name_words(node.name)},
    "initials": lambda node: name_words(node.name)[-1:] if _has_initials(name_words(node.name)) else (),
}
"""Name of an index -> the keys by which it has a person."""


class PeopleIndex:
    """Everybody as they will be after the import. Each index is made when it is first asked."""

    def __init__(self, nodes: Iterable[ImportNode]) -> None:
        self._nodes = list(nodes)
        self._indexes: dict[str, dict[str, list[ImportNode]]] = {}

    def add(self, node: ImportNode) -> None:
        """Make a person findable."""
        self._nodes.append(node)
        for name, index in self._indexes.items():
            _put(index, node, name)

    def _find(self, name: str, key: str) -> list[ImportNode]:
        if name not in self._indexes:
            index = self._indexes[name] = defaultdict(list)
            for node in self._nodes:
                _put(index, node, name)
        return self._indexes[name].get(key, []) if key else []

    def with_number(self, number: str) -> list[ImportNode]:
        """Those with a number."""
        return self._find("number", number_key(number))

    def with_email(self, email: str) -> list[ImportNode]:
        """Those with an address."""
        return self._find("email", address_key(email))

    def with_address_name(self, email: str) -> list[ImportNode]:
        """Those whose address is the same before the @."""
        return self._find("address_name", address_key(email).partition("@")[0])

    def with_name(self, name: str) -> list[ImportNode]:
        """Those whose name this can be: exactly, else in another order, else without middle names, else one word of it.

        Of several, those who have not left.
        """
        if not name:
            return []
        found = self._find("exact", name_key(name)) or self._find("words", word_set_key(name))
        if not found:
            found = self._find("split", word_set_key(name.replace("-", " ")))  # Østby-Dahl, Østby Dahl
        if not found:
            found = [node for node in self._find("outer", first_and_last(name)) if may_be_same_name(node.name, name)]
        words = name_words(name)
        if not found and len(words) == 1:
            found = self._find("word", words[0])
        if not found and len(words) == 2:
            # the surname first, without a comma
            found = [node for node in self._find("outer", f"{words[1]} {words[0]}") if len(name_words(node.name)) >= 2]
        return still_employed(found or self._with_initials(words))

    def _with_initials(self, words: tuple[str, ...]) -> list[ImportNode]:
        """Those whom «K. Berg» or «Berg, K.» can mean, or who are «K. Berg» themselves."""
        if len(words) < 2:
            return []
        if len(words[-1]) == 1 < len(words[0]):
            words = (*words[1:], words[0])
        same_surname = self._find("word" if _has_initials(words) else "initials", words[-1])
        return [node for node in same_surname if _fits_initials(words, name_words(node.name))]


def _fits_initials(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """True if both have the same surname, and the given names of one are initials of the other's."""
    if len(others) < 2 or words[-1] != others[-1]:
        return False
    return all(word[0] == other[0] for word, other in zip(words[:-1], others[:-1], strict=False))


def _has_initials(words: tuple[str, ...]) -> bool:
    """True if all given names are initials."""
    return len(words) > 1 and all(len(word) == 1 for word in words[:-1])


def _put(index: dict[str, list[ImportNode]], node: ImportNode, name: str) -> None:
    for key in _KEYS[name](node):
        if key:
            index[key].append(node)


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
