"""One file a page; a page is given what it needs and knows of no other page."""
