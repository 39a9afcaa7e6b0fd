"""Admin and the settings of this computer."""
