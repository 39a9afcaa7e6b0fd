"""Reading and checking the audit trail."""
