"""Keys on the screen, for a stand with a finger and no keyboard."""
