"""One module a form of the tables, in order. A revision is frozen: it never imports the tables of today."""
