"""Templates are read without their indentation: people who write them need it, pages do not."""

import re

from django.template import Origin
from django.template.loaders import app_directories

INDENT = re.compile(r"(?<=\n)[ \t]+")


class Loader(app_directories.Loader):
    def get_contents(self, origin: Origin) -> str:
        text = super().get_contents(origin)
        return INDENT.sub("", text) if origin.name.endswith(".html") else text
