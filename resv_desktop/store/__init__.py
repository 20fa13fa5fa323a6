"""The only place that knows PyMongo: the server the program brings, and the book kept in it."""

import sys
from importlib.util import find_spec

# PyMongo tries pyOpenSSL first, and on its way there loads all of `cryptography` (which is here
# for the keyring), only to find that pyOpenSSL is not there and Python's own ssl has to do: a fifth
# of the time that PyMongo takes to load. Where it is there PyMongo goes its own way.
if find_spec("service_identity") is None or find_spec("OpenSSL") is None:
    sys.modules.setdefault("pymongo.pyopenssl_context", None)  # type: ignore[arg-type]  # not to be found
