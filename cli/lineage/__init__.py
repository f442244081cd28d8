"""``pikkit lineage``: where a model, a dataset or a run comes from."""
