"""Meetings, their agendas, attendance and discussions."""
