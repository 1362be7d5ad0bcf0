"""What staff are told by mail, and when."""
