"""Lists that a process of its own tells of, in the forms that every list has."""

import json
from collections.abc import Sequence

from pikkit.cli.output import answer_list, say


def tell_list(
    name: str,
    module: str,
    arguments: Sequence[str],
    rows: str,
    columns: Sequence[str],
    *,
    as_json: bool = False,
    as_csv: bool = False,
) -> None:
    """Run a module that knows ``--json``, and print its text, its document, or the rows of it as CSV.

    Args:
        name: What the process is called in its log.
        module: The module.
        arguments: Its arguments.
        rows: The field of its document that has the rows.
        columns: Of the CSV.
    """
    from pikkit.embedded.child import run_to_end
    from pikkit.home import own_home

    as_document = as_json or as_csv
    output = run_to_end(name, module, [*arguments, *(["--json"] if as_document else [])], own_home().settings)
    if not as_document:
        say(output, nl=False)
        return
    document = json.loads(output)
    answer_list(document[rows], "", columns=columns, as_json=as_json, as_csv=as_csv, document=document)
