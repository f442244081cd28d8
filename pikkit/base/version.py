"""Which version of Pikkit this is."""

__version__ = "0.1.0"
