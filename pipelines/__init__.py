"""The DAGs: what runs after what, how they are compiled, and how they run without a cluster."""
