"""Encrypted storage: engine, row base, audit trail, integrity, backup, migrations."""
