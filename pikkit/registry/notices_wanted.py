"""Telling an MLflow server where to send word of aliases."""

from typing import TYPE_CHECKING

from pikkit.base.errors import NotReadyError
from pikkit.registry.client import connect, speaking_of

if TYPE_CHECKING:
    from mlflow.entities.webhook import Webhook

NAME = "pikkit-rollouts"
EVENT = "model_version_alias.created"


def want_notices(tracking_uri: str, url: str, secret: str) -> None:
    """Have the server send word of every alias that is set; done again, there is still one webhook of ours.

    Args:
        tracking_uri: MLflow's server.
        url: Where to send it.
        secret: What to sign it with.

    Raises:
        NotReadyError: The server is away, or takes no such webhook; the sentence has its words.
    """
    from mlflow.exceptions import MlflowException

    client = connect(tracking_uri)
    try:
        with speaking_of(tracking_uri):
            ours = _ours(list(client.list_webhooks(max_results=100)))
            if ours is None:
                client.create_webhook(NAME, url, [EVENT], secret=secret)
            else:  # its secret cannot be read back, so it is said again
                client.update_webhook(ours.webhook_id, url=url, events=[EVENT], secret=secret)
    except MlflowException as error:
        raise NotReadyError(f"MLflow at {tracking_uri} takes no webhook to {url}: {error.message}") from error


def _ours(webhooks: "list[Webhook]") -> "Webhook | None":
    return next((one for one in webhooks if one.name == NAME), None)
