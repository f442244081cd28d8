"""Many rows of a SQLite file as Arrow, by a process of their own."""
