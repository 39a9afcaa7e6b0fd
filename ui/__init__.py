"""The window: one way to use `casedesk`; holds no rule and no query."""
