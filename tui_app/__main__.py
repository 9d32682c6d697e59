"""`python -m tui_app` is the command `samtale`."""

from __future__ import annotations

from tui_app.cli import main

main()
