"""Local days and moments; everything is shown in Europe/London."""

from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
