"""Every setting as a person sees it: its name, what it is, where its value comes from; secrets are never shown."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import BaseModel, SecretStr
from pydantic_core import to_jsonable_python

from pikkit.base.errors import InputError
from pikkit.settings import SEALED, Settings
from pikkit.settings.config_files import CONFIG, DOTENV, PREFIX, YAML, files_that_may_count
from pikkit.settings.service_links import without_service_links

MASK = "********"
DEFAULT, ENVIRONMENT = "default", "environment"
_OTHERS = frozenset({CONFIG, SEALED, "PIKKIT_COMMIT", "PIKKIT_DEBUG", "PIKKIT_PIPELINE_IMAGE"})
"""Variables of ours that are no settings."""
_SECRET = re.compile("pass|pwd|secret|token|key|credential|signature", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SettingEntry:
    """One setting.

    Attributes:
        name: As config.yaml has it; ``section.name`` inside a section.
        variable: The environment variable.
        value, default: As JSON, masked where secret.
        source: default, config.yaml, .env or environment: the last one that names it.
        section: The file of ``pikkit/settings`` it is defined in.
        description: What it is, in a sentence.
    """

    name: str
    variable: str
    value: Any
    default: Any
    source: str
    section: str
    description: str


def entries(settings: Settings) -> list[SettingEntry]:
    """All of them, section by section, in the order of their definition."""
    return list(_entries(settings, _named()))


def setting_named(settings: Settings, name: str) -> SettingEntry:
    """One of them, by its name or its variable, in any case.

    Raises:
        InputError: There is none; the sentence names the nearest.
    """
    every = {entry.name: entry for entry in entries(settings)}
    wanted = name.lower().removeprefix(PREFIX.lower()).replace("__", ".")
    if wanted in every:
        return every[wanted]
    near = get_close_matches(wanted, every, n=3, cutoff=0.5)
    raise InputError(f"There is no setting {name!r}." + (f" Did you mean {' or '.join(near)}?" if near else ""))


def unknown_names() -> list[str]:
    """What config.yaml, .env and the environment name that is no setting, as sentences: most are misspelt."""
    known = {entry.name for entry in entries(Settings.model_construct())}
    tops = {name.split(".")[0] for name in known}
    return [
        f"{source} names {name}, which is no setting."
        for source, names in _named().items()
        for name in sorted(names)
        if name not in known and not (name in tops or (name.split(".")[0] in tops and "." not in name))
    ]


def _entries(settings: Settings, named: Mapping[str, set[str]]) -> Iterator[SettingEntry]:
    for field, facts in Settings.model_fields.items():
        value, default = getattr(settings, field), facts.get_default(call_default_factory=True)
        section = _section_of(field)
        if _is_section(value):
            for name, part in _parts(value).items():
                yield _entry(f"{field}.{name}", part, _parts(default)[name], named, section, _described(value, name))
        else:
            yield _entry(field, value, default, named, section, facts.description or "", secret=facts.repr is False)


def _entry(
    name: str, value: Any, default: Any, named: Mapping[str, set[str]], section: str, what: str, *, secret: bool = False
) -> SettingEntry:
    variable = PREFIX + name.upper().replace(".", "__")
    source = next((where for where in (ENVIRONMENT, DOTENV, YAML) if _names(named[where], name)), DEFAULT)
    return SettingEntry(name, variable, _shown(value, secret), _shown(default, secret), source, section, what)


def _names(names: Iterable[str], name: str) -> bool:
    return any(one in (name, name.split(".", maxsplit=1)[0]) or one.startswith(f"{name}.") for one in names)


def _shown(value: Any, secret: bool) -> Any:
    if isinstance(value, SecretStr) or secret:
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        return MASK if text else ""
    return _masked(to_jsonable_python(value)) if not isinstance(value, str) else _without_password(value)


def _masked(value: Any) -> Any:
    """Texts inside lists and objects may be addresses whose path is their secret."""
    if isinstance(value, dict):
        return {
            name: MASK if name == "url" or _is_secret(name, part) else _masked(part) for name, part in value.items()
        }
    if isinstance(value, list):
        return [_masked(part) for part in value]
    return _without_password(value) if isinstance(value, str) else value


def _is_secret(name: object, value: Any) -> bool:
    """Whether an option, a variable or a part of an address holds a secret, as far as its name tells."""
    return isinstance(value, str) and bool(value) and bool(_SECRET.search(str(name)))


def _without_password(text: str) -> str:
    if text.startswith("{"):
        return _without_secrets(text)
    if "://" not in text or not ("@" in text or "?" in text):
        return text
    parts = urlsplit(text)
    user, at, host = parts.netloc.rpartition("@")
    query = [(name, MASK if _is_secret(name, value) else value) for name, value in parse_qsl(parts.query)]
    shown = urlencode(query, safe="*") if not at else ""
    return urlunsplit((parts.scheme, f"{MASK if user else ''}{at}{host}", parts.path, shown, ""))


def _without_secrets(document: str) -> str:
    """A setting that is JSON, such as Spark's options."""
    try:
        return json.dumps(_masked(json.loads(document)))
    except ValueError:
        return MASK


def _is_section(value: Any) -> bool:
    return isinstance(value, BaseModel) or is_dataclass(value)


def _parts(section: Any) -> dict[str, Any]:
    if isinstance(section, BaseModel):
        hidden = {name for name, facts in type(section).model_fields.items() if facts.repr is False}
        return {n: SecretStr(str(v)) if n in hidden else v for n, v in section}
    return {field.name: getattr(section, field.name) for field in fields(section)}


def _described(section: Any, name: str) -> str:
    if isinstance(section, BaseModel):
        return type(section).model_fields[name].description or ""
    return _documented(type(section)).get(name, "")


def _documented(kind: type) -> dict[str, str]:
    """What a docstring's ``Attributes:`` says of each of them."""
    texts: dict[str, str] = {}
    names: list[str] = []
    for line in (kind.__doc__ or "").partition("Attributes:")[2].splitlines():
        head, colon, text = line.strip().partition(": ")
        if colon and all(part.isidentifier() for part in head.split(", ")):
            names = head.split(", ")
            texts |= dict.fromkeys(names, text)
        elif line.strip():
            texts |= {name: f"{texts[name]} {line.strip()}" for name in names}
    return texts


def _section_of(field: str) -> str:
    for kind in Settings.__mro__[1:]:
        if field in getattr(kind, "__annotations__", {}):
            return kind.__module__.rpartition(".")[2]
    return field


def _named() -> dict[str, set[str]]:
    """The names that each source holds, as ``entries`` writes them."""
    environment = _of_variables(without_service_links(os.environ))
    if os.environ.get(SEALED):
        return {ENVIRONMENT: environment, DOTENV: set(), YAML: set()}
    files = {file.path.name: file for file in files_that_may_count()}
    dotenv, document = (files[name].values if name in files else {} for name in (DOTENV, YAML))
    return {ENVIRONMENT: environment, DOTENV: _of_variables(dotenv), YAML: _of_document(document)}


def _of_variables(variables: Iterable[str]) -> set[str]:
    ours = (name for name in variables if name.upper().startswith(PREFIX) and name.upper() not in _OTHERS)
    return {name[len(PREFIX) :].lower().replace("__", ".") for name in ours}


def _of_document(document: Mapping[str, Any]) -> set[str]:
    names = set()
    for name, value in document.items():
        names |= {f"{name}.{part}" for part in value} if isinstance(value, dict) else {str(name)}
    return names
