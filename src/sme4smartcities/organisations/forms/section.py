"""What all sections of a profile share: their place in the address and their title."""

from typing import ClassVar

from django.utils.functional import Promise

from sme4smartcities.core.revising import RevisedForm


class SectionForm(RevisedForm):
    """One section; a draft may stand in its fields before anything is saved."""

    slug: ClassVar[str] = ""
    title: ClassVar[str | Promise] = ""

    @property
    def template_name_of_section(self) -> str:
        return f"organisations/sections/{self.slug}.html"
