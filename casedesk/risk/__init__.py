"""Risk tools, assessments and their scores."""
