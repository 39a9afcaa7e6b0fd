"""Papers that leave the file and are made of more than one subject."""
