"""Which variables a step's pod takes from the ConfigMap, and which from the Secret: each from one of them.

Kubeflow Pipelines hands single keys over, so that they must be known when compiling. What concerns only servers (the
API's and its tokens', the predictor's) is left out: a step has no business with it.
"""

from pydantic import SecretStr

from pikkit.settings import Settings
from pikkit.settings.entries import SettingEntry, entries

_SERVERS = frozenset({"api", "jwt", "predictor", "pipelines"})
_OF_HOME = frozenset({"PIKKIT_HOME", "PIKKIT_SAMPLE"})
_OF_SERVERS = ("PIKKIT_DETECTOR__", "PIKKIT_SERVER_LOG")
_ADDRESSES = frozenset(
    {"PIKKIT_STORE_URL", "PIKKIT_SUPABASE_URL", "PIKKIT_FEATURES_ONLINE_URL", "PIKKIT_FEATURES_REGISTRY_URL"}
)
_OTHERS = (
    *("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "MLFLOW_S3_ENDPOINT_URL"),
    *("MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD", "MLFLOW_TRACKING_TOKEN", "OPENLINEAGE_API_KEY"),
)


def _is_secret(entry: SettingEntry) -> bool:
    field = Settings.model_fields.get(entry.name)
    if field is not None:
        return field.repr is False or "SecretStr" in str(field.annotation) or entry.variable in _ADDRESSES
    section, _, name = entry.name.partition(".")
    kind = Settings.model_fields[section].annotation
    part = getattr(kind, "model_fields", {}).get(name)
    return part is not None and (part.repr is False or part.annotation is SecretStr)


_ENTRIES = [
    entry
    for entry in entries(Settings.model_construct())
    if entry.section not in _SERVERS and entry.variable not in _OF_HOME and not entry.variable.startswith(_OF_SERVERS)
]
SECRET: tuple[str, ...] = (*sorted(e.variable for e in _ENTRIES if _is_secret(e)), *_OTHERS)
"""From the Secret: what has a secret in it, or usually has."""
SHOWN: tuple[str, ...] = tuple(sorted(e.variable for e in _ENTRIES if not _is_secret(e)))
"""From the ConfigMap."""
