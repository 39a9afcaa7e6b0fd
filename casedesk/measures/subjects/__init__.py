"""What can be counted: for each subject its days, filters, axes and joins."""
