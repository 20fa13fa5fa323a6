"""Other stations: this machine is shared with them, or joins the book of another one."""
