"""A bettor's money: how it is written, what moved in and out of his books, what he has, and what to stake of it."""
