"""Find what a request is about; say on a form what a service would not take."""

from typing import Any

from django.core.exceptions import ValidationError

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.lookup import or_404
from sme4smartcities.vocabularies import queries
from sme4smartcities.vocabularies.models import Term, Vocabulary


def vocabulary_or_404(code: str) -> Vocabulary:
    """Give the row of a list, to be changed."""
    return or_404(queries.kept_vocabulary(code))


def term_or_404(code: str, number: int) -> Term:
    """Give the row of a term of this list, to be changed."""
    return or_404(queries.kept_term(code, number))


def tell(form: Any, error: ValidationError | Refused) -> None:
    """Show on the form what stands against saving it."""
    if isinstance(error, Refused):
        form.add_error(None, str(error.message))
        return
    for name, errors in getattr(error, "error_dict", {"": [error]}).items():
        form.add_error(name if name in form.fields else None, errors)
