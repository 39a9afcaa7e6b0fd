"""A workbook brought in: questions, differences, report."""
