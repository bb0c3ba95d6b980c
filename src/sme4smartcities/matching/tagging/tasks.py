"""What tagging does by itself: reading the lists, and suggesting their terms."""

from datetime import timedelta

from django.utils import timezone

from sme4smartcities.core.jobs import task
from sme4smartcities.matching.tagging.services import suggesting, understanding

MEANING = "meaning"  # the lane of the models: a challenge's own texts are read there before
PAUSE = timedelta(seconds=2)


@task(queue_name=MEANING)
def suggest_due() -> None:
    """Suggest for a moment and make room; what no model has read yet waits a little."""
    again = suggest_due.keyed("tags")
    if any([True for _subject in suggesting.suggest_due()]):
        again.enqueue()
    elif suggesting.waits():
        again.using(run_after=timezone.now() + PAUSE).enqueue()


@task(queue_name=MEANING, priority=-5)
def read_terms() -> None:
    """Have the models read the lists whenever nothing else waits for them; then look at all anew."""
    done = understanding.read_terms()
    if done.left:
        read_terms.keyed("terms").enqueue()
    elif done.count:
        suggesting.note_all()
        suggest_due.keyed("tags").enqueue()
