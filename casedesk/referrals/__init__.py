"""Referrals: who asked a forum to look at whom, and why."""
