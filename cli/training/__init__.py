"""Training as the command sees it: a process that tells how it goes, and a record of what it came to."""
