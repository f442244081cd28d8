"""What is Postgres's own in the SQL store: connections, COPY and Arrow, the merge of bets, and the schema."""
