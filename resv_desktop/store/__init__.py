"""The only place that knows PyMongo: the server the program brings, and the book kept in it."""
