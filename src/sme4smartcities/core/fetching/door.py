"""The one door through which the platform asks other machines; it goes by rules, not by trust.

Whatever the other side does, the answer is a value: fetched, unchanged, or failed and why.
"""

import contextlib
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from sme4smartcities.core.fetching import names, robots, told, turns
from sme4smartcities.core.fetching.answers import (
    Answer,
    Failed,
    Fetched,
    Reason,
    Stop,
    Unchanged,
    Validators,
)
from sme4smartcities.core.fetching.deadlines import Deadline
from sme4smartcities.core.fetching.exchange import Limits, Question, Reply, exchange
from sme4smartcities.core.fetching.lines import (
    Connect,
    certificates,
    connect,
    open_line,
    secured,
)
from sme4smartcities.core.fetching.targets import Origin, Target, follow, read

USUAL = Limits()
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
PATIENCE = frozenset({429, 503})  # what Retry-After goes with
REASONS = {
    401: Reason.SIGN_IN,
    403: Reason.FORBIDDEN,
    404: Reason.NOT_FOUND,
    407: Reason.SIGN_IN,
    410: Reason.GONE,
    429: Reason.TOO_MANY,
    451: Reason.FORBIDDEN,
}


@dataclass(frozen=True, kw_only=True)
class Door:
    """Goes out under the rules. What stands in the fields is for tests, but for two.

    ``named``: origins that the operator or a demonstration named itself. They may lie anywhere and
    on any port, for a visit that begins there and as long as it stays there.
    ``takes_turns``: whether hosts are asked one at a time; not when the operator's own are meant.
    """

    named: frozenset[Origin] = frozenset()
    takes_turns: bool = True
    look_up: names.LookUp = names.look_up
    connect: Connect = connect
    trust: Callable[[], ssl.SSLContext] = certificates
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = timezone.now

    def get(
        self,
        url: str,
        *,
        kept: Validators | None = None,
        accept: str = "*/*",
        limits: Limits = USUAL,
        mind_robots: bool = False,
    ) -> Answer:
        """Fetch what stands at an address, or learn that it is what ``kept`` names.

        ``mind_robots``: pages are read only where their site lets programs read; feeds that their
        owner registered need no such leave.
        """
        asked = Question("GET", {**_ourselves(), "Accept": accept, "Accept-Encoding": "gzip"})
        return self._visit(url, asked, limits, kept, mind_robots)

    def post(
        self,
        url: str,
        body: bytes,
        *,
        media_type: str,
        headers: Mapping[str, str] | None = None,
        limits: Limits = USUAL,
    ) -> Fetched | Failed:
        """Send something to an address, and to no other: secrets follow no redirect."""
        ours = {**_ourselves(), "Content-Type": media_type, "Accept-Encoding": "gzip"}
        asked = Question("POST", {**ours, **(headers or {})}, body)
        answer = self._visit(url, asked, replace(limits, redirects=0), None, False)
        assert not isinstance(answer, Unchanged)
        return answer

    def _visit(
        self,
        url: str,
        question: Question,
        limits: Limits,
        kept: Validators | None,
        mind_robots: bool,
    ) -> Answer:
        deadline = Deadline(self.clock() + limits.seconds, self.clock)
        with contextlib.ExitStack() as held:
            visit = _Visit(self, limits, deadline, held, url)
            try:
                return visit.answer(question, kept, mind_robots)
            except Stop as stop:
                return Failed(
                    reason=stop.reason,
                    url=visit.url,
                    detail=stop.detail,
                    status=visit.status,
                    retry_after=stop.retry_after,
                )


@dataclass
class _Visit:
    """One question on its way from hop to hop, with what it holds until it ends."""

    door: Door
    limits: Limits
    deadline: Deadline
    held: contextlib.ExitStack
    url: str
    status: int = 0
    hosts: set[str] = field(default_factory=set)
    is_named: bool = True  # no hop has left what was named

    def answer(self, question: Question, kept: Validators | None, mind_robots: bool) -> Answer:
        target, moved_to, for_good = read(self.url), "", True
        if self.door.takes_turns:
            self.held.enter_context(turns.place(self.limits.seconds))
        for _hop in range(self.limits.redirects + 1):
            self.url, self.status = target.url, 0
            self._check(target)
            if mind_robots:
                robots.require_welcome(target, self._robots)
            mine = kept if kept and kept.fit(target.url, self.door.now()) else None
            reply = self._ask(target, _conditional(question, mine), self.limits)
            if reply.status not in REDIRECTS or not self.limits.redirects:
                return self._read(reply, mine, moved_to)
            target = follow(target, reply.header("Location"))
            for_good = for_good and reply.status in FOR_GOOD
            moved_to = target.url if for_good else moved_to
        raise Stop(Reason.REDIRECTS)

    def _check(self, target: Target) -> None:
        """Let nobody be asked who may not be, and each host one question at a time."""
        self.is_named = self.is_named and target.origin in self.door.named
        if not self.is_named:
            if not settings.FETCHING:
                raise Stop(Reason.OFF)
            if not target.is_usual:
                raise Stop(Reason.PORT, str(target.origin.port))
        host = target.origin.host
        if self.door.takes_turns and host not in self.hosts:
            turns.of_host(host, self.limits.seconds, self.held)
            self.hosts.add(host)

    def _ask(self, target: Target, question: Question, limits: Limits) -> Reply:
        origin, deadline = target.origin, self.deadline
        found = names.addresses(origin.host, origin.port, self.door.look_up, deadline)
        if not self.is_named:
            names.require_public(found)
        found = found[: names.TRIED]
        with contextlib.ExitStack() as opened:
            line = open_line(found, origin.port, self.door.connect, deadline)
            opened.callback(line.close)
            if origin.scheme == "https":
                line = secured(line, origin, self.door.trust(), deadline)
                opened.callback(line.close)
            reply = exchange(line, target, question, limits, deadline)
        self.status = reply.status
        return reply

    def _robots(self, target: Target) -> Reply:
        """Ask for a site's rules on the way, in the time and the turn of the page itself."""
        limits = replace(self.limits, raw=robots.LARGEST, decoded=robots.LARGEST)
        question = Question("GET", {**_ourselves(), "Accept-Encoding": "gzip"})
        named = self.is_named
        try:
            for _hop in range(limits.redirects + 1):
                self._check(target)
                reply = self._ask(target, question, limits)
                if reply.status in PATIENCE:
                    self._refuse(reply, self.door.now())
                if reply.status not in REDIRECTS:
                    return reply
                target = follow(target, reply.header("Location"))
            return replace(reply, status=404)  # as the standard says of too many redirects
        finally:
            self.is_named, self.status = named, 0

    def _read(self, reply: Reply, kept: Validators | None, moved_to: str) -> Answer:
        now, url = self.door.now(), self.url
        if reply.status == 304 and kept:
            fresh = told.fresh_for(reply, now)
            return Unchanged(url=url, validators=kept, fresh_for=fresh, moved_to=moved_to)
        if reply.status not in (200, 201, 202, 203, 204):
            self._refuse(reply, now)
        media_type, charset = told.media_type(reply)
        return Fetched(
            url=url,
            status=reply.status,
            body=reply.body,
            media_type=media_type,
            charset=charset,
            validators=told.validators(reply, url, now) if reply.status == 200 else None,
            fresh_for=told.fresh_for(reply, now),
            moved_to=moved_to,
        )

    def _refuse(self, reply: Reply, now: datetime) -> None:
        """Say why there is no page; who asks for patience has it for all his pages."""
        wait = told.retry_after(reply, now) if reply.status in PATIENCE else 0
        if wait and self.door.takes_turns:
            turns.leave_alone(read(self.url).origin.host, wait)
        usual = Reason.SERVER if reply.status >= 500 else Reason.STATUS
        reason = REASONS.get(reply.status, usual)
        raise Stop(reason, f"status {reply.status}", retry_after=wait)


def _conditional(question: Question, kept: Validators | None) -> Question:
    if kept is None:
        return question
    said = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified}
    return replace(
        question,
        headers={**question.headers, **{name: word for name, word in said.items() if word}},
    )


def _ourselves() -> dict[str, str]:
    """Say who asks, and where to complain."""
    return {"User-Agent": f"{robots.US}/{settings.RELEASE} (+{settings.BASE_URL}/)"}
