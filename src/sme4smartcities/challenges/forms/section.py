"""What all sections of the Studio share: texts in one language, and where their fields start from."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.services import Edit
from sme4smartcities.core.revising import RevisedForm
from sme4smartcities.vocabularies.models import Term

Held = Mapping[str, list[Term]]  # facet → terms


class SectionForm(RevisedForm):
    """One section in one language; a draft may stand in its fields before anything is saved."""

    do_not_call_in_templates: ClassVar[bool] = True  # a page loops over classes of sections
    slug: ClassVar[str] = ""
    heading: ClassVar[str | Promise] = ""
    lead: ClassVar[str | Promise] = ""
    texts_in: ClassVar[tuple[str, ...]] = ()  # fields written language by language

    def __init__(
        self, *args: Any, row: Challenge, held: Held, language: str, **kwargs: Any
    ) -> None:
        self.row, self.language = row, language
        start = {"revision": row.revision, **self.start_of(row, held, language)}
        super().__init__(*args, start=start, **kwargs)
        for name in self.texts_in:
            self.fields[name].widget.attrs.update({"lang": language, "dir": "auto"})

    @classmethod
    def start_of(cls, row: Challenge, held: Held, language: str) -> dict[str, Any]:
        return {name: getattr(row, name).get(language, {}).get("text", "") for name in cls.texts_in}

    @classmethod
    def template_name_of_section(cls) -> str:
        return f"challenges/sections/{cls.slug}.html"

    @classmethod
    def names(cls) -> list[str]:
        """Name the fields that a draft of the section holds."""
        return [name for name in cls.base_fields if name != "revision"]

    def parts(self) -> list[type["SectionForm"]]:
        """Give the sections that stand on the page."""
        return [type(self)]

    def edit(self, slots: Sequence[str] = ()) -> Edit:
        """Give what the service saves; ``slots`` are the drafts that have served then."""
        return Edit(
            language=self.language,
            texts={name: self.cleaned_data[name] for name in self.texts_in},
            drafts=slots,
            **self.more(),
        )

    def more(self) -> dict[str, Any]:
        """Give the further parts of the edit: values, terms, measures."""
        return {}
