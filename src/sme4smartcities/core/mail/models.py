"""The outbox: each mail as it was written, and what became of it."""

from django.db import models


class Mail(models.Model):
    """One mail to one address. Its Message-ID never changes, so that a repeat can be recognised."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        DEAD = "dead"  # refused for good, or all tries used

    key = models.CharField(max_length=200, unique=True)  # ids and codes, nothing about a person
    to = models.EmailField()
    language = models.CharField(max_length=8)
    template = models.CharField(max_length=120)
    subject = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField()
    calendar = models.TextField(default="", blank=True)  # an .ics file that goes along
    unsubscribe_url = models.URLField(max_length=500, default="", blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    priority = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=400, default="", blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)  # it came back

    class Meta:
        indexes = [
            models.Index(
                fields=["created_at"], condition=~models.Q(state="sent"), name="mail_unsent"
            ),
            models.Index(fields=["sent_at"], name="mail_sent"),
            models.Index(fields=["to"], name="mail_to"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.template} {self.state}"


class Unreachable(models.Model):
    """An address from which mail came back; ``stopped_at`` is set once it gets no more."""

    address = models.EmailField(unique=True)
    status = models.CharField(max_length=16, default="", blank=True)
    count = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.status}"
