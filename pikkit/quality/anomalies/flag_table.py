"""The table of flags: one row for each way in which a bet is out of the ordinary."""

import pyarrow as pa

FLAGS = pa.schema(
    [
        pa.field("bettor", pa.string(), nullable=False),
        pa.field("bet_id", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),  # what is unusual: stake, odds, price, profit, volume, settling
        pa.field("method", pa.string(), nullable=False),  # who says so: iqr, zscore, robust_zscore
        pa.field("score", pa.float64(), nullable=False),  # signed, in spreads of the group
        pa.field("reason", pa.string(), nullable=False),  # a sentence
    ]
)
