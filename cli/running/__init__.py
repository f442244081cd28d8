"""The parts of ``pikkit run``."""
