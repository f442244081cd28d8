"""``pikkit status``: what there is."""

from cli.output import AsJson, answer, count


def status(as_json: AsJson = False) -> None:
    """Say which bets are stored and which model serves."""
    from cli.homes import active_settings, is_sample, store_exists
    from pikkit.store import open_store
    from pikkit.store.base import StoreCounts
    from pikkit.training.registry import champion

    settings = active_settings()
    counts = StoreCounts(0, 0, 0, 0)
    if store_exists(settings):
        store = open_store(settings.resolved_store_url)
        counts = store.counts()
        store.close()
    model = champion(settings.model_name, settings.resolved_tracking_uri)
    version = f"{model.name}/{model.version}" if model else None
    document = {
        "home": str(settings.resolved_home),
        "sample": is_sample(settings),
        "bets": counts.bets,
        "settled": counts.settled,
        "bettors": counts.bettors,
        "quarantined": counts.rejects,
        "champion": version,
    }
    text = (
        f"Home: {settings.resolved_home}{' (the bundled sample)' if is_sample(settings) else ''}\n"
        f"Bets: {count(counts.bets, 'bet')} of {count(counts.bettors, 'bettor')}, {counts.settled:,} settled; "
        f"{count(counts.rejects, 'row')} quarantined\n"
        f"Champion: {version or 'none yet; train one with pikkit train'}"
    )
    answer(document, text, as_json=as_json)
