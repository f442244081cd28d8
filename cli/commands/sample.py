"""``pikkit sample``: exports to try things with."""

from pathlib import Path
from typing import Annotated

import typer

from pikkit.cli.output import AsJson, answer, count


def sample(
    out: Annotated[Path, typer.Argument(help="The folder to write to; made if it is not there.")],
    bets: Annotated[int, typer.Option(help="Rows of all exports together.")] = 20_000,
    bettors: Annotated[int, typer.Option(help="How many bettors: one export each.")] = 12,
    seed: Annotated[int, typer.Option(help="The same seed gives the same files.")] = 7,
    truth: Annotated[Path | None, typer.Option(help="Also write the true chances there, as Parquet.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write made-up exports in Pikkit's format, whose true chances to win are known."""
    from pikkit.cli.step_display import make_steps
    from pikkit.sample import SampleConfig, generate_sample, write_exports, write_truth

    with make_steps(1).step("Make a sample") as step:
        made = generate_sample(SampleConfig(bets=bets, bettors=bettors, seed=seed))
        files = write_exports(made, out)
        if truth:
            write_truth(made, truth)
        step.result = f"{count(bets, 'bet')} in {count(len(files), 'export')}"
    document = {"bets": bets, "files": [str(file) for file in files], "truth": str(truth) if truth else None}
    answer(document, f"{count(bets, 'bet')} of {count(len(files), 'bettor')} in {out}.", as_json=as_json)
