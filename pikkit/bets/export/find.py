"""Which files to read: one export, or all exports of a folder."""

from pathlib import Path

from pikkit.base.errors import InputError

SUFFIXES = frozenset({".csv", ".tsv", ".xlsx"})
"""Of the files that are read: text with separators, and sheets."""


def find_exports(path: str | Path) -> list[Path]:
    """The export files at a path: the file itself, or the files of ``SUFFIXES`` directly in the folder, by name.

    Raises:
        InputError: If the path does not exist, is no such file, or is a folder without one.
    """
    path = Path(path)
    if path.is_file():
        if path.suffix.lower() not in SUFFIXES:
            raise InputError(
                f"{path} is not a .csv file; a Pikkit export is one, or give a folder of them. Other tables may be "
                ".tsv or .xlsx too."
            )
        return [path]
    if not path.is_dir():
        raise InputError(f"{path} does not exist; give a Pikkit export (.csv) or a folder of them.")
    files = [file for file in path.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file()]
    if visible := sorted(file for file in files if not file.name.startswith(".")):
        return visible
    raise InputError(f"The folder {path} holds no .csv file; put one Pikkit export per bettor into it.")
