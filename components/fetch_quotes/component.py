"""What books offer, into the store of quotes."""

from kfp import dsl
from kfp.dsl import Markdown, Metrics, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def fetch_quotes(metrics: Output[Metrics], summary: Output[Markdown], settings: str = "") -> None:
    """Fetch what books offer now, store it, and look whether the stored quotes can be relied on.

    Sports, key and quota are the settings' (quotes_sports, PIKKIT_QUOTES_KEY, quotes_reserve). It reads the outside
    world and adds to the store: switch caching off.

    Args:
        metrics: Sports fetched, quotes that are new, requests that the quota has left, sports that failed, and faults
            of the stored quotes of events to come.
        summary: What went wrong while fetching, what was set aside, and what is wrong with what is stored.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pathlib import Path

    from pikkit.home import Home
    from pikkit.lineage.known_datasets import stored_quotes
    from pikkit.lineage.recording import recorded
    from pikkit.quotes.fetch import fetch_quotes as fetch
    from pikkit.quotes.stored_feed import stored_feed

    here = Home.of(settings)
    with recorded("fetch_quotes", here.settings) as lineage, here.quotes() as store:
        done = fetch(here.settings, store)
        lineage.wrote(*stored_quotes(here.settings.resolved_store_url, store.changes()))
        feed = stored_feed(here.settings)
    sentences = [*done.problems, *done.set_aside, *feed.sentences] or [
        "Every sport was fetched, and nothing is wrong with what is stored."
    ]
    Path(summary.path).write_text("\n".join(f"- {sentence}" for sentence in sentences) + "\n", encoding="utf-8")
    figures = {"sports": len(done.sports), "stored": done.stored, "problems": len(done.problems)}
    metrics.metadata.update(figures | {"upcoming": feed.quotes, "faults": len(feed.faults)})
    if done.remaining is not None:
        metrics.metadata["remaining"] = done.remaining
