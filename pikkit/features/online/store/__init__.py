"""Feast's online store, read and written directly: its tables, and in them one packed row an entity to read at once.

Feast's own readers and writers work a value at a time: an entity of a view is a row for each of its columns, and every
value a protobuf message. The tables and values here are the ones Feast makes, so that its ``get_online_features`` reads
them; but each entity has one more value, ``pikkit_row``, with all of its columns, which is what a score reads. What is
written in one go becomes visible in one go, and says so in a table of its own, ``pikkit_served``.
"""
