"""The intake desk: from the mailbox to the register and the letters."""
