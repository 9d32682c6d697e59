"""What is stored by name: formats of practice, what employees are asked, and when. Loaded at every start."""

from __future__ import annotations

from enum import StrEnum


class PracticeFormat(StrEnum):
    """A way of practising, in the order of the list."""

    OPEN_UP = "open_up"
    SORT = "sort"
    MIRROR = "mirror"
    NEXT_CONVERSATION = "next_conversation"
    PAIR = "pair"
    TRIAD = "triad"
    FEEDFORWARD = "feedforward"
    SHARE = "share"
    CIRCLE = "circle"
    PEER_SUPERVISION = "peer_supervision"


class ListeningItem(StrEnum):
    """What employees say, on a scale from 1 to 5."""

    SAID_WHAT_I_WANTED = "said"
    WAS_LISTENED_TO = "listened"
    WAS_USEFUL = "useful"
    IS_FOLLOWED_UP = "followed_up"


class ListeningOccasion(StrEnum):
    """When employees are asked: after the minutes are signed, and after the next follow-up."""

    CONVERSATION = "conversation"
    FOLLOW_UP = "follow_up"
