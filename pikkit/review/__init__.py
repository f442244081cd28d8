"""A person's decisions about rows that were rejected and bets that were flagged, and corrections of stored bets.

A quarantined row:

- **accept** overrules the reader: the row becomes a bet as it is, if it is one at all. A price or stake beyond belief,
  a time placed that is early or late and a profit that cannot be read may be accepted; a row without a price above 1, a
  stake above 0 or an id of its own may not, and a sentence says what must be corrected first.
- **correct** sets raw columns; the row is then read by the reader's own rules, and becomes a bet if it keeps them all.
- **reject** keeps the row out for good: it is not listed again, whenever and on whatever line its file brings it back.

A stored bet:

- **correct** records who set which field to what and why. It is applied whenever bets are read; what the source said
  stays beneath. The correction wins until it is undone; if the source says something new, the two are told as
  conflicting.
- **reject** withholds the bet: it is stored, but read no more.
- **accept** of a flag says that the bet is right as it is; the flag is not listed again.

Every decision can be undone, and importing the same files again neither loses nor repeats one.
"""
