"""An experiment: does the order of a bettor's recent bets say what their sums do not?

It is no learner of the pipeline. Its input is the bettor's last bets one by one, and the predictor reads sums: to serve
it, the online store would have to keep each bettor's last ``LAST`` settled bets as a view of its own. Whether that
would pay is measured by ``benchmarks/learner_bench.py --sequence``, on the same folds and by the same rule as every
learner.
"""
