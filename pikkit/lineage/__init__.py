"""Where a model, a dataset or a run comes from: OpenLineage events of every step, and the tree they add up to.

A step tells what it reads and writes with ``pikkit.lineage.recording.recorded``; the events go to
``{home}/lineage/events.jsonl``, and to a collector if one is set (``PIKKIT_LINEAGE_URL``). Reading them back needs
nothing but that file. See docs/lineage.md.
"""
