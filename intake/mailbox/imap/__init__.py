"""An IMAP folder, and what is done there: fetching, filing, erasing, copies of sent letters, and checks."""
