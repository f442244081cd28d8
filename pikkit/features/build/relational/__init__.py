"""The same sums and join as relational expressions, for DuckDB and Spark."""
