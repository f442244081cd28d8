-- A store of version 2, as Pikkit made it before the schema had numbers: three bets and two quarantined rows.
BEGIN TRANSACTION;
CREATE TABLE bets (
	bettor VARCHAR NOT NULL, 
	bet_id VARCHAR NOT NULL, 
	sportsbook VARCHAR NOT NULL, 
	region VARCHAR, 
	bet_type VARCHAR NOT NULL, 
	n_legs INTEGER NOT NULL, 
	outcome VARCHAR NOT NULL, 
	odds DOUBLE NOT NULL, 
	closing_odds DOUBLE, 
	source_ev DOUBLE, 
	stake DOUBLE NOT NULL, 
	profit DOUBLE, 
	bonus BOOLEAN NOT NULL, 
	placed_at BIGINT NOT NULL, 
	settled_at BIGINT, 
	sport VARCHAR, 
	league VARCHAR, 
	market VARCHAR, 
	side VARCHAR, 
	line DOUBLE, 
	subject VARCHAR, 
	home VARCHAR, 
	away VARCHAR, 
	period VARCHAR, 
	live BOOLEAN NOT NULL, 
	bet_info VARCHAR, 
	tags VARCHAR, 
	source VARCHAR, 
	source_line BIGINT, 
	content_hash BIGINT NOT NULL, 
	first_seen_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	PRIMARY KEY (bettor, bet_id)
);
INSERT INTO "bets" VALUES('ann','0','Caesars','New York','straight',1,'open',1.91,NULL,NULL,10.0,NULL,0,1772366400000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'Nice Moneyline Nice vs. Brest',NULL,'ann.csv',2,7488445545716487216,1795902746312476,1795902746312476);
INSERT INTO "bets" VALUES('ann','1','Caesars','New York','straight',1,'win',1.91,NULL,NULL,10.0,9.1,0,1772370000000000,1772409600000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,'ann.csv',3,-1914727301383050703,1795902746312476,1795902746312476);
INSERT INTO "bets" VALUES('bob','2','Caesars','New York','straight',1,'open',1.91,NULL,NULL,10.0,NULL,0,1772373600000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,'ann.csv',4,-8139868906324503435,1795902746312476,1795902746312476);
CREATE TABLE corrections (
	id VARCHAR NOT NULL, 
	bettor VARCHAR NOT NULL, 
	bet_id VARCHAR NOT NULL, 
	field VARCHAR NOT NULL, 
	old_value VARCHAR, 
	new_value VARCHAR, 
	who VARCHAR NOT NULL, 
	created_at BIGINT NOT NULL, 
	why VARCHAR NOT NULL, 
	reverted_at BIGINT, 
	reverted_by VARCHAR, 
	content_hash BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE deployments (
	id VARCHAR NOT NULL, 
	decided_at BIGINT NOT NULL, 
	who VARCHAR NOT NULL, 
	model_name VARCHAR NOT NULL, 
	from_version VARCHAR, 
	to_version VARCHAR, 
	strategy VARCHAR NOT NULL, 
	weights VARCHAR NOT NULL, 
	decision VARCHAR NOT NULL, 
	reasons VARCHAR NOT NULL, 
	evidence_hash VARCHAR, 
	PRIMARY KEY (id)
);
CREATE TABLE drift_reports (
	id VARCHAR NOT NULL, 
	made_at BIGINT NOT NULL, 
	model_name VARCHAR NOT NULL, 
	model_version VARCHAR NOT NULL, 
	window_start BIGINT NOT NULL, 
	window_end BIGINT NOT NULL, 
	rows BIGINT NOT NULL, 
	drifted BOOLEAN NOT NULL, 
	report VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE imports (
	bettor VARCHAR NOT NULL, 
	file VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size BIGINT NOT NULL, 
	modified_ns BIGINT NOT NULL, 
	rows BIGINT NOT NULL, 
	rejected BIGINT NOT NULL, 
	reader VARCHAR NOT NULL, 
	first_seen_at BIGINT NOT NULL, 
	last_seen_at BIGINT NOT NULL, 
	PRIMARY KEY (bettor, file)
);
CREATE TABLE opportunities (
	bettor VARCHAR NOT NULL, 
	client_key VARCHAR NOT NULL, 
	captured_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	status VARCHAR NOT NULL, 
	sportsbook VARCHAR NOT NULL, 
	sport VARCHAR, 
	league VARCHAR, 
	market VARCHAR, 
	side VARCHAR, 
	line DOUBLE, 
	subject VARCHAR, 
	home VARCHAR, 
	away VARCHAR, 
	period VARCHAR, 
	live BOOLEAN NOT NULL, 
	odds DOUBLE NOT NULL, 
	p_win DOUBLE, 
	p_market DOUBLE, 
	ev DOUBLE, 
	kelly DOUBLE, 
	verdict VARCHAR, 
	model_version VARCHAR, 
	bet_id VARCHAR, 
	raw VARCHAR, 
	PRIMARY KEY (bettor, client_key)
);
CREATE TABLE predictions (
	bettor VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	made_at BIGINT NOT NULL, 
	model_name VARCHAR NOT NULL, 
	model_version VARCHAR NOT NULL, 
	odds DOUBLE NOT NULL, 
	p_win DOUBLE NOT NULL, 
	p_market DOUBLE NOT NULL, 
	client_key VARCHAR, 
	bet_id VARCHAR, 
	features VARCHAR, 
	PRIMARY KEY (bettor, id)
);
CREATE TABLE quarantine (
	bettor VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	line BIGINT NOT NULL, 
	rule VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	raw VARCHAR NOT NULL, 
	content_hash BIGINT NOT NULL, 
	first_seen_at BIGINT NOT NULL, 
	status VARCHAR NOT NULL, 
	decided_by VARCHAR, 
	decided_at BIGINT, 
	note VARCHAR, 
	PRIMARY KEY (bettor, source, line, content_hash)
);
INSERT INTO "quarantine" VALUES('ann','ann.csv',7,'odds.missing','The odds are missing.','{}',8487872720744933047,1795902746321550,'open',NULL,NULL,NULL);
INSERT INTO "quarantine" VALUES('ann','ann.csv',8,'odds.missing','The odds are missing.','{"odds": ""}',-705184368989987297,1795902746321550,'open',NULL,NULL,NULL);
CREATE TABLE store_state (
	id INTEGER NOT NULL, 
	schema_version INTEGER NOT NULL, 
	bets BIGINT NOT NULL, 
	hash_sum BIGINT NOT NULL, 
	changed_at BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "store_state" VALUES(1,2,3,-2566150661991066922,1795902746312476);
CREATE INDEX bets_by_change ON bets (updated_at);
CREATE INDEX quarantine_by_content ON quarantine (bettor, source, content_hash);
CREATE INDEX corrections_of_a_bet ON corrections (bettor, bet_id);
CREATE INDEX opportunities_by_time ON opportunities (bettor, captured_at);
CREATE INDEX predictions_by_time ON predictions (made_at);
CREATE INDEX deployments_by_time ON deployments (model_name, decided_at);
CREATE INDEX drift_reports_by_time ON drift_reports (model_name, made_at);
CREATE VIEW legs AS
SELECT bets.bettor, bets.bet_id,
    row_number() OVER (PARTITION BY bets.bettor, bets.bet_id ORDER BY part.key) AS position,
    trim(part.value) AS raw,
    CASE WHEN bets.n_legs = 1 THEN bets.market END AS market,
    CASE WHEN bets.n_legs = 1 THEN bets.side END AS side,
    CASE WHEN bets.n_legs = 1 THEN bets.line END AS line,
    CASE WHEN bets.n_legs = 1 THEN bets.subject END AS subject,
    CASE WHEN bets.n_legs = 1 THEN bets.home END AS home,
    CASE WHEN bets.n_legs = 1 THEN bets.away END AS away,
    CASE WHEN bets.n_legs = 1 THEN bets.period END AS period
FROM bets, json_each('[' || replace(json_quote(bets.bet_info), '|', '","') || ']') AS part
WHERE trim(part.value) <> '';
COMMIT;
