"""All sections of the Studio on one page, as one writes on a phone."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.forms.frame import FrameForm
from sme4smartcities.challenges.forms.goal import GoalForm
from sme4smartcities.challenges.forms.section import Held, SectionForm
from sme4smartcities.challenges.forms.sections import SECTIONS, PeopleForm, ProblemForm, TagsForm
from sme4smartcities.challenges.models import Challenge


class WholeForm(ProblemForm, PeopleForm, GoalForm, FrameForm, TagsForm):
    """What is typed is kept section by section, so that either way of writing finds it again."""

    slug = "all"
    heading = _("All on one page")
    lead = _("From top to bottom, as far as you know it. What you type is kept as you go.")
    texts_in = tuple(name for form in SECTIONS.values() for name in form.texts_in)
    facets = TagsForm.facets

    @classmethod
    def start_of(cls, row: Challenge, held: Held, language: str) -> dict[str, Any]:
        parts = (form.start_of(row, held, language) for form in SECTIONS.values())
        return {name: value for part in parts for name, value in part.items()}

    def parts(self) -> list[type[SectionForm]]:
        return list(SECTIONS.values())

    def more(self) -> dict[str, Any]:
        told: dict[str, Any] = {"values": {}, "terms": {}}
        for form in (PeopleForm, GoalForm, FrameForm, TagsForm):
            for name, part in form.more(self).items():
                told[name] = {**told[name], **part} if name in told else part
        return told


FORMS: dict[str, type[SectionForm]] = {**SECTIONS, WholeForm.slug: WholeForm}
