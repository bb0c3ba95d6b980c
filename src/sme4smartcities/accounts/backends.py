"""Find the member who signs in. Platform roles sleep until a second factor wakes them."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from sme4smartcities.accounts.models import Member
from sme4smartcities.accounts.policies import may_sign_in


class MemberBackend(AuthenticationBackend):
    def _authenticate_by_email(self, email: str, password: str) -> Any:
        """Look at confirmed and first addresses only: one that a member wants to change to is not his or hers yet."""
        member = Member.objects.filter(email=email.lower()).first()
        return self._check_password(member, password)

    def user_can_authenticate(self, user: Any) -> bool:
        """Ask at every sign-in, and again at every request of a running session."""
        return super().user_can_authenticate(user) and may_sign_in(user)

    def get_user(self, user_id: Any) -> Member | None:
        """Load the member of a login session, weak until the middleware has seen the proofs."""
        member: Member | None = Member.objects.with_grants(user_id)
        if member is None or not self.user_can_authenticate(member):
            return None
        member.strong = False
        return member
