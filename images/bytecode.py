"""``bytecode.py IMAGE``: compiles what a server imports, by importing it; the rest of its packages it never reads.

Bytecode of everything is 80 MB more. What is missed here is compiled in memory when it is wanted.
"""

import importlib
import sys

COMMON = [
    "mlflow", "mlflow.artifacts", "mlflow.tracking", "mlflow.store.tracking.sqlalchemy_store", "feast",
    "feast.infra.online_stores.sqlite", "feast.infra.online_stores.postgres_online_store.postgres",
    "feast.infra.registry.sql", "feast.infra.offline_stores.dask", "pandas", "pyarrow.parquet", "pyarrow.dataset",
    "ibis", "ibis.backends.duckdb", "duckdb", "xgboost", "sklearn.isotonic", "sklearn.linear_model",
    "sklearn.preprocessing", "sklearn.pipeline", "sklearn.compose", "sklearn.ensemble", "sklearn.metrics",
    "scipy.optimize", "scipy.stats", "psycopg", "psycopg_pool", "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite", "typer", "rich", "rich.console", "pydantic_settings", "yaml", "filelock",
    "watchfiles", "fastapi", "uvicorn.lifespan.on", "prometheus_client", "cloudpickle",
    "mlflow.store.artifact.http_artifact_repo", "uvicorn.protocols.http.httptools_impl",
]  # fmt: skip
MODULES = {
    "predictor": ["kserve", "kserve.model_server", "orjson", "opentelemetry.sdk.trace.export",
                  "opentelemetry.exporter.otlp.proto.http.trace_exporter"],
    "drift-detector": [],
}  # fmt: skip

if __name__ == "__main__":
    for name in COMMON + MODULES[sys.argv[1]]:
        try:
            importlib.import_module(name)
        except ImportError as error:  # an optional part that this image does without
            sys.stdout.write(f"bytecode: {name} is not here: {error}\n")
