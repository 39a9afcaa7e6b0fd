"""Cases: what a forum works on, and the people in it."""
