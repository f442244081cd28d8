UPDATE bets SET settled_share = CASE outcome WHEN 'win' THEN 1.0 ELSE 0.0 END WHERE outcome IN ('win', 'loss');
UPDATE imports SET reader = '';
