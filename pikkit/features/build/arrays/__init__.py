"""The views' sums and the as-of join as array operations: on one machine, and in each of Spark's workers.

The tests write the same down as relational expressions, which run on any engine, and hold the two equal to the last
bit. Sums are counted in whole parts, so a sum over any window is the difference of two running totals, exactly, where
an engine would add up every window anew.
"""
