update alerts set confirmed_at = changed_at;
