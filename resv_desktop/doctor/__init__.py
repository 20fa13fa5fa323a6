"""Say how the program, its machine and its database are, in one text to send to support."""
