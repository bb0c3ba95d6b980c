"""What all sections of a profile share: their title, and where their fields start from."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise

from sme4smartcities.core.revising import RevisedForm, Texts


class SectionForm(RevisedForm):
    """One section; a draft may stand in its fields before anything is saved."""

    slug: ClassVar[str] = ""
    title: ClassVar[str | Promise] = ""

    def __init__(self, *args: Any, start: Mapping[str, Any], **kwargs: Any) -> None:
        self.start = start
        kwargs["initial"] = {**start, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    @property
    def template_name_of_section(self) -> str:
        return f"organisations/sections/{self.slug}.html"

    def texts(self, saved: Mapping[str, Any] | None = None) -> Texts:
        return super().texts(self.start if saved is None else saved)
