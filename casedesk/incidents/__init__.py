"""Reports: what somebody told an agency of an incident."""
