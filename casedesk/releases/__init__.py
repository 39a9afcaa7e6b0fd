"""Publications: compiled, protected, proved, written, kept in the ledger."""
