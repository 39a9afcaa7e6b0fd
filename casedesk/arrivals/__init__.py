"""Files that arrive (emails, documents, scans, filled-in forms) and the drafts made of them."""
