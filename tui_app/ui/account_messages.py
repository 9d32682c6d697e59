"""Requests about people's accounts, besides those in `messages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.ui.messages import Request

if TYPE_CHECKING:
    from tui_app.domain.accounts.codes import CodeScope


class OpenCodes(Request):
    """Make one-time codes for many people at once."""

    scope: CodeScope
