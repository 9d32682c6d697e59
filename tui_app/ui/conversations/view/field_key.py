"""Names the fields in which people write about a conversation."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from tui_app.domain.records.conversation import RemarkKind


class WritingKind(StrEnum):
    """What people write in a field. The values are stored in the keys of unsaved texts."""

    MINUTES = "m"
    COMMENT = "c"
    ANSWER = "q"
    STATEMENT = "own"


class FieldKey(Struct, frozen=True):
    """Names one field of a conversation.

    Attributes:
        key: of a section for minutes and comments, of a question for an answer. Empty for a comment on the minutes as
            a whole.
    """

    kind: WritingKind
    key: str

    @property
    def widget_id(self) -> str:
        """The id of the field's widget."""
        return f"{self.kind}-{self.key}"

    @property
    def stored_name(self) -> str:
        """The name of the field in the key of an unsaved text. It is stored, so it must stay as it is."""
        return f"{self.kind}-{self.key}"


STATEMENT_FIELD = FieldKey(WritingKind.STATEMENT, RemarkKind.STATEMENT.value)
"""The field for a statement about signed minutes."""
