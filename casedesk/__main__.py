"""`python -m casedesk`: the same as the command `casedesk`."""

import importlib
import sys

# The window is one way in; naming it as text keeps this package free of it.
sys.exit(importlib.import_module("ui.start").main())
