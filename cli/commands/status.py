"""``pikkit status``: what there is."""

from pikkit.cli.output import AsJson, answer, count


def show_status(as_json: AsJson = False) -> None:
    """Say which bets are stored, which model is champion, and how things stand in production."""
    from pikkit.base.errors import NotReadyError
    from pikkit.cli.production_status import pods_document, pods_lines, production_status, standing_lines
    from pikkit.cli.step_display import waiting
    from pikkit.home import Home, active_home
    from pikkit.registry import champion_version

    settings = active_home().settings
    with waiting("Look at what there is") as tell:
        tell(0, 3, "parts done, counting bets")
        try:
            counts = Home(settings).counts()
            tell(1, 3, "parts done, asking for the champion")
            model = champion_version(settings.model_name, settings.resolved_tracking_uri)
        except NotReadyError as error:  # in a cluster, what the pods say may be why
            raise NotReadyError("\n".join([str(error), *pods_lines(pods_document(settings))])) from error
        tell(2, 3, "parts done, looking at what runs")
        now = production_status(settings)
    version = f"{settings.model_name}/{model}" if model else None
    document = {
        "home": str(settings.resolved_home),
        "sample": Home(settings).is_sample,
        "bets": counts.bets,
        "settled": counts.settled,
        "bettors": counts.bettors,
        "quarantined": counts.rejects,
        "champion": version,
        **now,
    }
    text = (
        f"Home: {settings.resolved_home}{' (the bundled sample)' if Home(settings).is_sample else ''}\n"
        f"Bets: {count(counts.bets, 'bet')} of {count(counts.bettors, 'bettor')}, {counts.settled:,} settled; "
        f"{count(counts.rejects, 'row')} quarantined\n"
        f"Champion: {version or 'none yet; train one with pikkit train'}"
    )
    answer(document, "\n".join([text, *standing_lines(now)]), as_json=as_json)
