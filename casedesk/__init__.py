"""CaseDesk without a window: records, rules, counts and publications."""
