"""Where messages wait: IMAP folders and Maildirs."""
