"""A member, the roles a member holds, and in which scope."""

from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.subjects import PLATFORM, Subject


class Members(BaseUserManager["Member"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Member":
        """Make a member with a normalised address; without a password nobody can sign in by one."""
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def get_by_natural_key(self, username: str | None) -> "Member":
        return self.get(email__iexact=username)


class Member(AbstractBaseUser):
    """A registered person. An erased one stays as an empty row, so that the journal holds.

    Rights are rows of Role: Django's own permissions, groups and superusers do not exist here.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=8, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = Members()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    @property
    def subject(self) -> Subject:
        # Not inherited from SubjectModel: mypy cannot resolve a user model with a base of ours.
        return Subject("member", self.pk)

    @cached_property
    def grants(self) -> frozenset[tuple[str, Subject]]:
        """All roles of this member, read once per request."""
        rows = self.roles.values_list("role", "scope_kind", "scope_id")
        return frozenset((role, Subject(kind, number)) for role, kind, number in rows)

    def holds(self, role: str, scope: Subject) -> bool:
        return (role, scope) in self.grants

    def forget_grants(self) -> None:
        """Read the roles again at the next question."""
        self.__dict__.pop("grants", None)

    def scopes(self, role: str, kind: str) -> frozenset[int]:
        """Give the ids of the scopes of one kind in which this member holds the role."""
        return frozenset(s.id for r, s in self.grants if r == role and s.kind == kind)


class Role(models.Model):
    """One member, one role, one scope: the platform, a programme or an organisation.

    Role codes are the field's words: coordinator, operator, manager, member, …; the feature that
    owns the scope says what a role may do.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=40)
    scope_kind = models.CharField(max_length=40, default=PLATFORM.kind)
    scope_id = models.BigIntegerField(default=PLATFORM.id)
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "role", "scope_kind", "scope_id"], name="role_once"
            )
        ]
        indexes = [models.Index(fields=["scope_kind", "scope_id", "role"], name="role_scope")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.role} of {self.scope_kind}:{self.scope_id}"
