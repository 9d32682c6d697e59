"""Text on the screen. The only maker of markup: people's text goes through `plain` or is a value of `markup`."""

from __future__ import annotations

from textual.content import Content


def plain(text: str, style: str = "") -> Content:
    """Exactly these characters, in one style."""
    return Content.styled(text, style) if style else Content(text)


def markup(template: str, **values: object) -> Content:
    """Our own markup with values dropped in for `$name` after parsing, so that they stay text."""
    return Content.from_markup(template, **{name: str(value) for name, value in values.items()})


def concat(*parts: Content | str) -> Content:
    """Parts one after another; a plain string stands as it is."""
    return Content("").join([part if isinstance(part, Content) else Content(part) for part in parts])


ERROR = "$text-error"


WARNING = "$text-warning"


SUCCESS = "$text-success"


ACCENT = "$text-accent"


MUTED = "$foreground-muted"


def labelled(label: str, value: Content) -> Content:
    return plain(f"{label:<14}", MUTED) + value
