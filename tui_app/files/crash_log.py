"""The log of crashes: where in the code each one happened, and nothing that anybody wrote."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from traceback import extract_tb

from tui_app.files.private_log import append_to_private_log


def write_crash(path: Path, reference: str, at: datetime, error: BaseException | None) -> str:
    """Append a crash to a private file: the kind of error and the lines of code.

    Values and the error's message are left out, as they may quote a note.

    Returns:
        The path of the file, or an empty string if it could not be written.
    """
    lines = [f"{at:%Y-%m-%d %H:%M:%S%z} {reference} {type(error).__name__}"]
    lines += [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in extract_tb(error.__traceback__ if error else None)
    ]
    return str(path) if append_to_private_log(path, "\n".join(lines) + "\n") else ""
