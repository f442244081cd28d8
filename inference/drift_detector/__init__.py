"""The drift detector: takes what KServe's payload logger sends, and says when bets no longer look as they did."""
