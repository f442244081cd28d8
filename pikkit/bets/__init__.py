"""A bet: what it is, what its words and numbers mean, and how exports of it are read. The ground floor."""
