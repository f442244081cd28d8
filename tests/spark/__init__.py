"""Spark as the engine of the batch path: here, and on a cluster of processes."""
