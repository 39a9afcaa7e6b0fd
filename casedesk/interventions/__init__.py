"""Powers, and each use of one."""
