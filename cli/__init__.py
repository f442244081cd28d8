"""The `pikkit` command. It imports the library and starts every other room as a process of its own."""
