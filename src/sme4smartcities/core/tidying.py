"""What no plain text that a person wrote may carry into the text around it."""

import re

# Signs that turn the text around them about, controls that no reader can see, and halves of signs
# (of a file in JSON, for example), which no page and no database could write.
_hidden = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def tidy(text: str) -> str:
    """Leave out what cannot be seen and would disturb the text around it."""
    return _hidden.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
