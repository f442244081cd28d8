"""Images of single programs, written without any tool: one layer, as an archive that containerd imports."""

import hashlib
import io
import json
import tarfile
from collections.abc import Mapping
from pathlib import Path


def write_archive(out: Path, name: str, files: Mapping[Path, str], entry: list[str]) -> None:
    """Write an image.

    Args:
        out: The archive.
        name: NAME:TAG.
        files: Files of this machine, and where they are in the image.
        entry: What it runs.
    """
    layer = _layer(files)
    digest = f"sha256:{hashlib.sha256(layer).hexdigest()}"
    config = {
        "architecture": "amd64",
        "os": "linux",
        "config": {"Entrypoint": entry, "Env": ["PATH=/usr/local/bin:/usr/bin:/bin:/"], "WorkingDir": "/"},
        "rootfs": {"type": "layers", "diff_ids": [digest]},
        "history": [{"created_by": "tests/cluster"}],
    }
    text = json.dumps(config).encode()
    called = f"{hashlib.sha256(text).hexdigest()}.json"
    manifest = json.dumps([{"Config": called, "RepoTags": [name], "Layers": ["layer.tar"]}]).encode()
    with tarfile.open(out, "w") as archive:
        for file, content in ((called, text), ("layer.tar", layer), ("manifest.json", manifest)):
            _add(archive, file, content)


def _layer(files: Mapping[Path, str]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as layer:
        for folder, mode in (("tmp", 0o1777), ("etc", 0o755)):
            entry = tarfile.TarInfo(folder)
            entry.type, entry.mode = tarfile.DIRTYPE, mode
            layer.addfile(entry)
        for source, target in files.items():
            layer.add(source.resolve(), target.lstrip("/"), filter=_anonymous)
    return buffer.getvalue()


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = ""
    return entry


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))
