"""What partner agencies ask, tell and get: keys, cases, referrals, signals, counts, and a note of every transfer."""
