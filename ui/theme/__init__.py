"""How CaseDesk looks: palette, type, measures, icons and the short style sheet."""
