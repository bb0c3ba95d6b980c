"""The words of a list or a term in six languages, and where a term stands."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.revising import RevisedForm
from sme4smartcities.core.translated import RTL
from sme4smartcities.vocabularies.fields import TermField
from sme4smartcities.vocabularies.models import Term, Vocabulary

OWN = "own"  # the scheme of terms that are added here


def _attributes(code: str) -> dict[str, str]:
    return {"lang": code, "dir": "rtl" if code in RTL else "ltr"}


def start_of(row: Vocabulary | Term) -> dict[str, Any]:
    """Give what a form starts from: a word for each language, and the place of a term."""
    start: dict[str, Any] = {"revision": row.revision}
    for code, _name in settings.LANGUAGES:
        start[f"label_{code}"] = row.labels.get(code, "")
        start[f"note_{code}"] = row.notes.get(code, "")
    if isinstance(row, Term):
        start |= {"parent": row.parent, "broader": row.broader}
    return start


class WordsForm(RevisedForm):
    """Label and explanation, language by language; only the English label must be there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"label_{code}"] = forms.CharField(
                label=format_lazy(_("Label · {language}"), language=name),
                max_length=300,
                required=code == "en",
                widget=forms.TextInput(attrs=_attributes(code)),
            )
        for code, name in settings.LANGUAGES:
            self.fields[f"note_{code}"] = forms.CharField(
                label=format_lazy(_("Explanation · {language}"), language=name),
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, **_attributes(code)}),
            )

    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            f"{word}s": {code: typed[f"{word}_{code}"] for code, _name in settings.LANGUAGES}
            for word in ("label", "note")
        }


class TermForm(WordsForm):
    """A term; in a list that follows a standard only its words."""

    def __init__(self, *args: Any, vocabulary: Vocabulary, term: Term | None = None, **kw: Any):
        super().__init__(*args, **kw)
        if vocabulary.locked:
            return
        if term is None:
            self.fields["code"] = forms.CharField(
                label=_("Code"),
                max_length=60,
                required=False,
                help_text=_(
                    "Letters, digits, dots and hyphens. Without one we make it from the English "
                    "label. It never changes."
                ),
                widget=forms.TextInput(attrs={"dir": "ltr"}),
            )
        parent = TermField(
            vocabulary.code, label=_("Lies in"), required=False, empty=_("Nothing: at the top")
        )
        parent.keep(term.parent if term else None)
        self.fields["parent"] = parent
        if vocabulary.broader_in:
            self.fields["broader"] = TermField(
                vocabulary.broader_in, label=_("Belongs to"), required=False, empty=_("Nothing")
            )

    def values(self) -> dict[str, Any]:
        values, typed = super().values(), self.cleaned_data
        if "parent" in self.fields:
            values["parent"] = typed["parent"]
        if "broader" in self.fields:
            values["broader"] = typed["broader"].code if typed["broader"] else ""
        if "code" in self.fields:
            values |= {"code": typed["code"], "scheme": OWN}
        return values


class MergeForm(forms.Form):
    """Which term stays."""

    def __init__(self, *args: Any, vocabulary: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"] = TermField(
            vocabulary,
            label=_("Which term stays?"),
            help_text=_("Whatever carries the other one carries this one from then on."),
        )


class TableForm(forms.Form):
    """A table to be looked at before anything is written."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_("CSV, Excel (.xlsx) or JSON, as the download gives it, up to 1 MB."),
    )


class FindForm(forms.Form):
    mark_optional = False
    q = forms.CharField(
        label=_("Find a term"), max_length=100, required=False, widget=forms.SearchInput
    )


def words_of(data: Mapping[str, str]) -> str:
    """Read what a list is narrowed by; more than a name is long is nothing."""
    return data.get("q", "").strip()[:100]
