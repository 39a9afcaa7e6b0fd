"""Help: guides, glossary, about."""
