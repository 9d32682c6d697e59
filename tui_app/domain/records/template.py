"""Versions of the organisation's forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from tui_app.domain.records.conversation import ConversationKind


class TemplateState(StrEnum):
    """The state of one version."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Template(Struct, frozen=True):
    """One version of a form, without its questions. A published version never changes."""

    id: int
    key: str
    number: int
    state: TemplateState
    kind: ConversationKind
    title: Mapping[str, str]
    published_at: datetime | None = None
    version: int = 1
