"""What each command does, apart from the parsing of its words."""
