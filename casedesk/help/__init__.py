"""What Help shows: guides, the glossary, definitions from the catalogues, and what is inside."""
