"""Files that arrive (e-mails, documents, scans, filled-in forms) and the drafts made of them."""
