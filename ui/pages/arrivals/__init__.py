"""Files that arrive and become draft referrals."""
