"""What a run on a cluster left, copied from the object store it is in."""

import re
from pathlib import Path

from pyarrow import fs

from pikkit.base.errors import InputError, NotReadyError
from pikkit.settings import Settings

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def fetch_artifacts(run_id: str, folder: Path, settings: Settings) -> list[Path]:
    """Copy all artifacts of a run below a folder, as task/…/name; returns the files.

    Kubeflow Pipelines keeps them in ``<root>/<pipeline>/<run>/<task>/<uuid>/<name>``; its API does not hand them out.

    Raises:
        InputError: No root is set, or the id is none.
        NotReadyError: The store cannot be read, or has nothing of the run.
    """
    root = settings.pipelines.root
    if not root:
        raise InputError("Where artifacts are is not set; PIKKIT_PIPELINES__ROOT must be s3://BUCKET/PATH or a folder.")
    if not _ID.fullmatch(run_id):
        raise InputError(f"The run {run_id!a} is no run's id, such as 6f1e…-…: `pikkit pipelines status` lists them.")
    try:
        store, base = _opened(root)
        pipelines = store.get_file_info(fs.FileSelector(base, allow_not_found=True))
        places = [place.path for place in pipelines if _is_there(store, f"{place.path}/{run_id}")]
        return [file for place in places for file in _copied(store, f"{place}/{run_id}", folder)] or _nothing(run_id)
    except (OSError, ValueError) as error:
        raise NotReadyError(f"The artifacts below {root.partition('?')[0]} cannot be read: {error}.") from error


def _opened(root: str) -> tuple[fs.FileSystem, str]:
    if "://" in root:
        store, base = fs.FileSystem.from_uri(root)
        return store, base.rstrip("/")
    return fs.LocalFileSystem(), str(Path(root).resolve())


def _is_there(store: fs.FileSystem, path: str) -> bool:
    return bool(store.get_file_info(path).type == fs.FileType.Directory)


def _copied(store: fs.FileSystem, base: str, folder: Path) -> list[Path]:
    infos = store.get_file_info(fs.FileSelector(base, recursive=True))
    files = []
    for info in infos:
        if info.type != fs.FileType.File:
            continue
        to = folder / info.path.removeprefix(base).lstrip("/")
        to.parent.mkdir(parents=True, exist_ok=True)
        fs.copy_files(info.path, str(to), source_filesystem=store, destination_filesystem=fs.LocalFileSystem())
        files.append(to)
    return sorted(files)


def _nothing(run_id: str) -> list[Path]:
    raise NotReadyError(f"There are no artifacts of run {run_id}: it has none yet, or they are below another root.")
