"""When a password or a second factor is lost: a single-use link, and a new beginning."""
