"""People: who they are, how to reach them safely, and who may be the same."""
