"""The pipelines as YAML, for a cluster: ``python -m pipelines.compile --out FOLDER [--check]``."""

import argparse
import sys
from pathlib import Path

from kfp.compiler import Compiler

from pikkit.base.errors import PikkitError
from pikkit.pipelines.catalogue import NAMES, pipeline_for
from pikkit.pipelines.checking import check_file
from pikkit.pipelines.failures import REFUSED
from pikkit.settings import get_settings
from pikkit.settings.pipelines import PipelineRules

_AS_THE_CHART = PipelineRules()


def compile_pipeline(name: str, rules: PipelineRules, folder: Path) -> Path:
    """Compile one into a folder: its specification, and what Kubernetes is asked for, as two documents of a file.

    Returns:
        The file, the same bytes each time the code and the rules are the same.
    """
    path = folder / f"{name}.yaml"
    Compiler().compile(pipeline_for(name, rules), str(path))
    return path


def compile_all(out_dir: Path, rules: PipelineRules = _AS_THE_CHART) -> list[Path]:
    """Compile every pipeline into a folder, which is made."""
    out_dir.mkdir(parents=True, exist_ok=True)
    return [compile_pipeline(name, rules, out_dir) for name in NAMES]


def main() -> int:
    """Compile them all and print the files, one a line."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.compile", description="Compile every pipeline to YAML.")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--check", action="store_true", help="check them as Kubeflow Pipelines would")
    asked = parser.parse_args()
    try:
        for path in compile_all(asked.out, get_settings().pipelines):
            if asked.check:
                check_file(path)
            sys.stdout.write(f"{path}\n")
    except PikkitError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
