"""Everything that is not code: catalogues, fonts, icons, translations, help."""
