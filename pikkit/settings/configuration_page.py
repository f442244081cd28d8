"""docs/configuration.md, made from the settings."""

import json
from itertools import groupby

from pikkit.settings import Settings
from pikkit.settings.entries import SettingEntry, entries

BAR = "\\|"  # within a cell
INTRODUCTION = """\
# Configuration

<!-- Made by `pikkit config docs --out docs/configuration.md` from pikkit/settings: change it there. -->

A setting comes from its default, then `config.yaml`, then `.env`, then the environment; the last one wins.
`config.yaml` has the names as they stand here, those of a section below its name:

    min_bets: 800
    quality:
      max_odds: 500

The two files of the folder a command runs in count at once where they name limits, effort and rules alone
(`min_bets`, `tuning_trials`, `quality` and their like). Where they name more, such as a store, a secret, a host or a
stake, they count once you have read them and said so there: `pikkit config trust`, again whenever they change. Until
then such a file ends each command with a sentence: a folder that somebody sent may hold one that names his store, or
a server that is sent your keys. A `.pikkit` that was there before your first command counts only then too. What is
trusted is kept in your own data folder (`~/.local/share/pikkit/trusted`), one digest of path and content each. Or
name the files' folder, which must be your own or root's and closed to the writing of others:
`PIKKIT_CONFIG=/etc/pikkit`, `pikkit --config FOLDER`;
`PIKKIT_CONFIG=` (nothing) reads neither. Which file set what is said on stderr, once a command.

`pikkit config show` prints what is in force and where it comes from, `pikkit config explain NAME` says what one setting
is, and `pikkit config check` looks for values that cannot be used and for names that are no setting. Secrets are never
shown.
"""


def settings_page() -> str:
    """The whole page, as Markdown; it says defaults, whatever is configured where it is made."""
    parts = groupby(entries(Settings.model_construct()), key=lambda entry: entry.section)
    return "\n".join([INTRODUCTION, *(_section(name, list(group)) for name, group in parts)])


def _section(name: str, group: list[SettingEntry]) -> str:
    rows = [f"| `{e.name}` | `{e.variable}` | {_default(e)} | {e.description.replace('|', BAR)} |" for e in group]
    return "\n".join([f"## {name}", "", "| name | variable | default | |", "|---|---|---|---|", *rows, ""])


def _default(entry: SettingEntry) -> str:
    if entry.default in ("", [], {}, None):
        return "–"
    text = entry.default if isinstance(entry.default, str) else json.dumps(entry.default)
    return f"`{text}`"
