"""What one page shows from several subjects: Today, a case's timeline."""
