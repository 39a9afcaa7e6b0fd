"""Keys, passphrases and roles."""
