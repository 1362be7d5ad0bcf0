"""What words and lines say, whoever asks: blank or answered, a name, an address, a meaning."""
