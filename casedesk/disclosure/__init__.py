"""Makes counts safe to publish, and proves it: pure functions, no partnership file, no window."""
