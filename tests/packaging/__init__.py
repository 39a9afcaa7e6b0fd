"""Makes and measures what is installed: `make package` (folder and .deb), `build.spec`."""
