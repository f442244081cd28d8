"""Text as a terminal may have it: what others wrote moves no cursor, sets no clipboard and turns no line around."""

_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"}  # Unicode's pictures of them
_MORE_CONTROLS = {0x7F: "\u2421"} | dict.fromkeys(range(0x80, 0xA0), "\ufffd")
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C], "\ufffd")
_SHOWN = _CONTROLS | _MORE_CONTROLS | _TURNS
_LINE = {ord("\n"): "\u240a", ord("\t"): "\u2409"}


def terminal_text(text: str) -> str:
    """The text with every control but line feed and tab, and every mark of direction, as a sign that is seen.

    An export, a tag in a registry or an upload's name may hold ``ESC ]52;…``, which sets a clipboard, or a move of the
    cursor, which writes over what was said.
    """
    return text.translate(_SHOWN)


def line_text(text: str) -> str:
    """A text that stays in its line, as a cell of a table must."""
    return text.translate(_LINE)
