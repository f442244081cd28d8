"""``pikkit evaluate``: how good the model's scores are on the bets of any export."""

from pathlib import Path
from typing import Annotated

import typer

from pikkit.cli.commands.import_ import Bettor
from pikkit.cli.evaluation.table import By, segment_table
from pikkit.cli.output import AsJson, answer

Model = Annotated[
    str | None,
    typer.Option(
        metavar="URI",
        help="models:/NAME@ALIAS, models:/NAME/VERSION, runs:/RUN_ID or a bundle's folder. Default: the champion.",
    ),
]


def evaluate_exports(
    bets: Annotated[Path, typer.Option(help="A Pikkit export (.csv), or a folder of them.")],
    model: Model = None,
    bettor: Bettor = None,
    by: Annotated[By | None, typer.Option(help="Show the figures of each part of the bets too.")] = None,
    as_json: AsJson = False,
) -> None:
    """Score every settled bet of an export as of the moment it was placed, and compare with price and closing line.

    A bet knows what had settled before it was placed: of the stored bets, and of the export itself. Nothing is stored.
    """
    from pikkit.cli.evaluation.evaluation_text import evaluation_text
    from pikkit.cli.step_display import make_steps
    from pikkit.home import active_home

    judged = active_home().evaluate(bets, model=model or "", bettor=bettor, steps=make_steps(3))
    parts = f"\n\n{segment_table(judged.evaluation.segments, by)}" if by else ""
    answer(judged.document(), evaluation_text(judged) + parts, as_json=as_json)
