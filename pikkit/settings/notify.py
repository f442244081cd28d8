"""Who is told."""

from pydantic import BaseModel, Field


class NotifySettings(BaseModel):
    """Who is told."""

    notify_urls: str = Field(
        default="", repr=False, description="Apprise URLs that are told of scheduled runs, separated by spaces."
    )
    mail_server: str = Field(
        default="",
        repr=False,
        description="What e-mail alerts are sent from: an Apprise address such as mailtos://user:password@example.org.",
    )
    telegram_bot: str = Field(default="", repr=False, description="Token of the bot that sends Telegram alerts.")
    telegram_server: str = Field(
        default="https://api.telegram.org",
        pattern=r"^https?://",
        description="Where the Bot API answers; another one is a Bot API server of your own.",
    )
    lineage_url: str = Field(default="", description="OpenLineage collector that gets every lineage event too.")
