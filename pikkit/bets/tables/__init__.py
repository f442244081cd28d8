"""The tables of the bet room: names, markets, periods. Data only; the rules that read them are elsewhere."""
