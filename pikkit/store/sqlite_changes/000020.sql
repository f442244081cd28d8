INSERT OR REPLACE INTO quote_changes (stretch, token) SELECT id >> 46, random() FROM quote_selections GROUP BY id >> 46;
