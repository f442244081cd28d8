"""What a build leaves for the next one: where its files can be continued, and what it was made from."""
