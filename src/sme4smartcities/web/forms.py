"""What a coordinator fills in to write a page."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.richtext import RichTextField
from sme4smartcities.web.queries.pages import is_taken


class PageForm(forms.Form):
    """A page in one language."""

    title = forms.CharField(label=_("Title"), max_length=150, required=False)
    body = RichTextField(label=_("Text"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


class NewPageForm(PageForm):
    slug = forms.SlugField(
        label=_("Name in the address"),
        max_length=60,
        help_text=_("Small letters, digits and hyphens, for example rules-of-the-programme."),
    )
    field_order = ("title", "slug", "body")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["title"].required = True

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        if is_taken(slug):
            raise ValidationError(
                _("Another page has this name. Choose another one, or edit that page.")
            )
        return slug
