"""What a run learned from and was judged on, as datasets of MLflow's."""

import json
from typing import TYPE_CHECKING

from pikkit.registry.run_record import RunRecord

if TYPE_CHECKING:
    from mlflow.entities import DatasetInput
    from mlflow.types import Schema

_LONGEST_DIGEST = 36  # MLflow's limit


def run_inputs(record: RunRecord, schema: "Schema") -> "list[DatasetInput]":
    """The bets of the training and those of the judgement, named by the data's fingerprint; none without one.

    Args:
        record: Of the run.
        schema: The columns that the model reads.
    """
    fingerprint = record.tags.get("data_fingerprint", "")
    if not fingerprint:
        return []
    window, judged = record.tags["training_window"], record.metrics.get("decided")
    held_out = {} if judged is None else {"num_rows": int(judged)}
    return [
        _input("bets", "training", fingerprint, schema, {"training_window": window, **record.rows}),
        _input("bets held out", "evaluation", fingerprint, schema, {"after": window.rpartition("/")[2], **held_out}),
    ]


def _input(
    name: str, context: str, fingerprint: str, schema: "Schema", profile: dict[str, str | int]
) -> "DatasetInput":
    from mlflow.data.code_dataset_source import CodeDatasetSource
    from mlflow.data.meta_dataset import MetaDataset
    from mlflow.entities import DatasetInput, InputTag

    source = CodeDatasetSource({"pikkit.data_fingerprint": fingerprint})
    made = MetaDataset(source, name, fingerprint[:_LONGEST_DIGEST], schema)._to_mlflow_entity()
    made._profile = json.dumps(profile)  # a MetaDataset has none of its own
    return DatasetInput(made, [InputTag("mlflow.data.context", context)])
