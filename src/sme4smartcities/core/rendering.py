"""How a form looks: every field gets the same markup, hints and errors in the same places."""

from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import CheckboxInput, FileInput, MultiWidget, Textarea


class HouseField(BoundField):
    """A field that knows which row of the component sheet draws it."""

    @property
    def layout(self) -> str:
        widget = self.field.widget
        if widget.use_fieldset:
            return "choices"
        if isinstance(widget, CheckboxInput):
            return "check"
        return "file" if isinstance(widget, FileInput) else "line"

    @property
    def optional(self) -> bool:
        """Required is normal; a form of filters, where nothing is, sets ``mark_optional = False``."""
        return not self.field.required and getattr(self.form, "mark_optional", True)

    @property
    def folded(self) -> bool:
        """A form names its long lists in ``folded``: they open on demand."""
        return self.name in getattr(self.form, "folded", ())

    @property
    def chosen(self) -> str:
        """What is chosen, as the closed fold of a long list shows it."""
        return " • ".join(str(one.choice_label) for one in self.subwidgets if one.data["selected"])

    @property
    def first_id(self) -> str:
        """The id that a link of the error summary jumps to."""
        grouped = self.layout == "choices" or isinstance(self.field.widget, MultiWidget)
        return f"{self.auto_id}_0" if grouped else str(self.id_for_label or self.auto_id)

    @property
    def limit(self) -> int | None:
        """The number of characters that a long text may have, to be said beside it."""
        shown = isinstance(self.field.widget, Textarea)
        return getattr(self.field, "max_length", None) if shown else None


class HouseForms(TemplatesSetting):
    form_template_name = "core/form/form.html"
    field_template_name = "core/form/field.html"
    bound_field_class = HouseField
