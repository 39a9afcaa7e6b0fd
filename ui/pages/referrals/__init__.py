"""A referral on one page."""
