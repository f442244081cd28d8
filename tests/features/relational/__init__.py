"""The views' sums and the as-of join written down once more, as relational expressions: what the product is held to.

They run on DuckDB and on Spark, and are slow there: both add up every sliding window anew.
"""
