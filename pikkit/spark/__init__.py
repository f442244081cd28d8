"""Spark as the engine of the batch path: its session, its errors, and the work that its workers do."""
