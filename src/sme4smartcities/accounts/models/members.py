"""A member, the roles a member holds, and in which scope."""

from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models.profiles import Audience
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import PLATFORM, Subject, SubjectModel


class MemberQuerySet(models.QuerySet["Member"]):
    def standing(self) -> "MemberQuerySet":
        """Members whose account is confirmed, open and not about to be erased."""
        return self.filter(is_active=True, confirmed_at__isnull=False, erase_after__isnull=True)

    def visible_to(self, actor: Actor) -> "MemberQuerySet":
        """Members who show at least their name to this reader; a member sees him- or herself."""
        audience = Audience.MEMBERS if actor.is_authenticated else Audience.EVERYBODY
        shown = self.standing().filter(profile__show_name__gte=audience)
        return shown | self.filter(pk=actor.pk) if actor.pk else shown

    def with_grants(self, number: int) -> "Member | None":
        """Give a member with all roles read, in one query: every page of a member asks for both."""
        rows = self.filter(pk=number).annotate(
            held_role=models.F("roles__role"),
            held_kind=models.F("roles__scope_kind"),
            held_id=models.F("roles__scope_id"),
        )
        found = list(rows)
        if not found:
            return None
        held = [vars(row) for row in found]
        found[0].all_grants = frozenset(
            (row["held_role"], Subject(row["held_kind"], row["held_id"]))
            for row in held
            if row["held_role"]
        )
        return found[0]


class Members(BaseUserManager["Member"].from_queryset(MemberQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Member":
        """Make a member with a normalised address; without a password nobody can sign in by one."""
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def get_by_natural_key(self, username: str | None) -> "Member":
        return self.get(email=(username or "").lower())


class Member(SubjectModel, AbstractBaseUser):
    """A registered person. An erased one stays as an empty row, so that the journal holds.

    Rights are rows of Role: Django's own permissions, groups and superusers do not exist here.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=8, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    # What the person typed at registration; the directory offers to make a profile of it.
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)  # the mailbox was proven
    terms_number = models.PositiveIntegerField(default=0)  # newest version of the terms accepted
    sign_in_epoch = models.PositiveIntegerField(default=0)  # one more ends every login session
    blocked_at = models.DateTimeField(null=True, blank=True)
    block_reason = models.CharField(max_length=500, blank=True)
    erase_after = models.DateTimeField(null=True, blank=True, db_index=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = Members()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    # False on a member who signed in without a second factor: platform roles then sleep.
    strong = True

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Bind login sessions to the password and to the epoch, so that either ends them all."""
        salt = "sme4smartcities.accounts.sign_in"
        value = f"{self.password}|{self.sign_in_epoch}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def all_grants(self) -> frozenset[tuple[str, Subject]]:
        """All roles of this member, awake or asleep, read once per request."""
        rows = self.roles.values_list("role", "scope_kind", "scope_id")
        return frozenset((role, Subject(kind, number)) for role, kind, number in rows)

    @property
    def grants(self) -> frozenset[tuple[str, Subject]]:
        """The roles this member may use now."""
        if self.strong:
            return self.all_grants
        return frozenset((role, scope) for role, scope in self.all_grants if scope != PLATFORM)

    def forget_grants(self) -> None:
        """Read the roles again at the next question."""
        self.__dict__.pop("all_grants", None)

    def holds(self, role: str, scope: Subject) -> bool:
        return (role, scope) in self.grants

    def holds_back(self, role: str) -> bool:
        """Say whether a platform role sleeps until this member signs in with a second factor."""
        return not self.strong and (role, PLATFORM) in self.all_grants

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
