"""Reading workbooks in and writing workbooks and CSV out."""
