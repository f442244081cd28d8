"""A secret as it is set: in a variable, or in a file that a cluster mounts."""

from pathlib import Path

from pydantic import SecretStr

from pikkit.base.errors import InputError

SHORTEST = 16
"""Characters; a shorter token could be guessed."""


def secret_of(value: SecretStr, file: str, name: str) -> str:
    """The secret, without space around it; empty if none is set.

    Args:
        value: As set itself.
        file: Or where it is; empty: nowhere.
        name: What it is called in sentences, such as PIKKIT_PREDICTOR_TOKEN.

    Raises:
        InputError: The file cannot be read, or what is set is too short.
    """
    text = (value.get_secret_value() or _read(file, name)).strip()
    if (text or file) and len(text) < SHORTEST:
        raise InputError(f"{name} must have at least {SHORTEST} characters.")
    if not text.isascii() or any(character.isspace() for character in text):
        raise InputError(f"{name} must be ASCII without spaces.")
    return text


def _read(file: str, name: str) -> str:
    if not file:
        return ""
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise InputError(f"{name}_FILE, {file}, cannot be read: {why}.") from error
