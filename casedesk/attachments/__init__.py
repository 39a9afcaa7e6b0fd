"""Attachments: files kept with a case, or with a referral that is still a draft."""
