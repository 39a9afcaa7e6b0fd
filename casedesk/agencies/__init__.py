"""Agencies and the practitioners who work for them."""
