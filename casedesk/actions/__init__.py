"""Actions: what an agency agreed to do, and by when."""
