"""What pages of several subjects are built from: forms, lists, tabs, drafts."""
