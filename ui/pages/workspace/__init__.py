"""The partnership file: first run, unlock, passphrase, backup."""
