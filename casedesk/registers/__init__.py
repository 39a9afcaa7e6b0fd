"""Registers: lists a partnership keeps, such as guard cameras."""
