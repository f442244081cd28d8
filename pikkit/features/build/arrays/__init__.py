"""The views' sums and the as-of join as array operations: what one machine builds features with.

The relational definitions (``relational.history``, ``relational.asof``) say the same and run on any engine; a test
holds the two equal to the last bit. Sums are counted in whole parts, so a sum over any window is the difference of
two running totals, exactly, where an engine would add up every window anew.
"""
