"""Credentials that are known by their shape alone: key blocks, tokens, URLs with a password."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cockpit.domain.secrecy.values import is_placeholder
from cockpit.i18n import _

_TOKENS: tuple[tuple[str, str], ...] = (
    (r"(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])", _("an access key of AWS")),
    (r"gh[pousr]_[A-Za-z0-9]{16,}", _("a token of GitHub")),
    (r"github_pat_[A-Za-z0-9_]{16,}", _("a token of GitHub")),
    (r"gl(?:pat|dt|rt|ptt)-[\w-]{16,}", _("a token of GitLab")),
    (r"xox[abeoprs]-[\w-]{10,}|xapp-\d-[\w-]{10,}", _("a token of Slack")),
    (r"(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{8,}", _("a secret key of Stripe")),
    (r"whsec_[A-Za-z0-9+/=]{16,}", _("a signing secret")),
    (r"AIza[\w-]{30,}", _("an API key of Google")),
    (r"ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,}", _("a credential of Google")),
    (r"sk-(?:(?:proj|svcacct|admin|ant|or)-[\w-]{16,}|[A-Za-z0-9]{20,})", _("an API key")),
    (r"eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}", _("a signed token (JWT)")),
    (r"npm_[A-Za-z0-9]{30,}", _("a token of npm")),
    (r"pypi-[\w-]{16,}[A-Z][\w-]*", _("a token of PyPI")),
    (r"SG\.[\w-]{16,}\.[\w-]{16,}", _("an API key of SendGrid")),
    (r"SK[0-9a-f]{32}(?![0-9a-f])", _("an API key of Twilio")),
    (r"shp(?:at|ca|pa|ss|tka)_[0-9a-fA-F]{16,}", _("a token of Shopify")),
    (r"[0-9a-f]{32}-us\d{1,2}(?!\d)", _("an API key of Mailchimp")),
    (r"key-[0-9a-f]{32}(?![0-9a-f])", _("an API key of Mailgun")),
    (r"sq0(?:atp|csp|idp)-[\w-]{20,}", _("a token of Square")),
    (r"access_token\$production\$[\w$]{20,}", _("a token of PayPal")),
    (r"EAA[A-Za-z0-9]{60,}", _("a token of Meta")),
    (r"hf_[A-Za-z0-9]{30,}", _("a token of Hugging Face")),
    (r"dop_v1_[0-9a-f]{40,}", _("a token of DigitalOcean")),
    (r"dckr_pat_[\w-]{20,}", _("a token of Docker")),
    (r"secret_[A-Za-z0-9]{40,}|ntn_[A-Za-z0-9]{40,}", _("a token of Notion")),
    (r"pat[A-Za-z0-9]{14}\.[0-9a-f]{40,}", _("a token of Airtable")),
    (r"\d{8,10}:AA[\w-]{30,}", _("a token of a Telegram bot")),
    (r"sntr[ysu]_[\w=+/-]{30,}", _("a token of Sentry")),
    (r"rubygems_[0-9a-f]{40,}", _("a token of RubyGems")),
    (r"AGE-SECRET-KEY-1[0-9A-Z]{50,}", _("a private key")),
    (r"[xyz]prv[1-9A-HJ-NP-Za-km-z]{80,}", _("a private key of a wallet")),
)
_BLOCK = re.compile(
    r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"
    r"(?:(?:(?!-----BEGIN)[\s\S])*?-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"
    r"|[A-Za-z0-9+/=\s:,.-]*)"
)
_IN_URL = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@?#\"'<>]{0,200}:([^\s/@\"'<>]{1,200})@", re.I
)
_HOOK = re.compile(
    r"hooks\.slack\.com/(?:services|workflows)/(T\w+/\w+/\w{8,})"
    r"|discord(?:app)?\.com/api/webhooks/\d+/([\w-]{30,})",
    re.IGNORECASE,
)
_IN_QUERY = re.compile(
    r"://[^\s?]{1,500}\?(?:[^\s#]{0,500}?&)?"
    r"(?:access_token|api_?key|apikey|auth_?token|client_secret|secret|password|passwd|pwd)"
    r"=([^\s&#\"'<>]{4,500})",
    re.IGNORECASE,
)
_MEETING = re.compile(r"zoom\.|webex\.|teams\.|gotomeet|meet\.|bigbluebutton|/j/\d", re.I)
_CURL = re.compile(r"(?:-u|--user)[ =][\"']?[^\s:\"']{1,100}:([^\s\"']{4,100})")
_BASIC = re.compile(r"authorization: *basic +([A-Za-z0-9+/]{8,500}={0,2})", re.IGNORECASE)
_OTPAUTH = re.compile(r"otpauth:/\S{0,500}?[?&]secret=([A-Za-z2-7]{8,200})", re.IGNORECASE)


def find(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Tier, start, end and reason of each."""
    for one in _BLOCK.finditer(text):
        yield "block", one.start(), one.end(), _("a private key")
    for one in _tokens().finditer(text):
        if not _is_example(one[0]):
            assert one.lastgroup is not None
            yield "block", one.start(), one.end(), _TOKENS[int(one.lastgroup[1:])][1]
    if "://" in text:
        yield from _in_urls(text)
    for one in _CURL.finditer(text):
        if not is_placeholder(one[1]):
            yield "block", *one.span(1), _("a password")
    for one in _BASIC.finditer(text):
        yield "block", *one.span(1), _("a credential")
    for one in _OTPAUTH.finditer(text):
        yield "block", *one.span(1), _("a two-factor secret")


def _in_urls(text: str) -> Iterator[tuple[str, int, int, str]]:
    for one in _IN_URL.finditer(text):
        if not is_placeholder(one[1]):
            yield "block", *one.span(1), _("a password in a URL")
    for one in _HOOK.finditer(text):
        yield "block", *one.span(1 if one[1] else 2), _("a webhook URL, which anybody can use")
    for one in _IN_QUERY.finditer(text):
        # everybody who is invited has the passcode of a meeting in his link
        if not is_placeholder(one[1]) and not _MEETING.search(one[0]):
            yield "block", *one.span(1), _("a credential in a URL")


_compiled: list[re.Pattern[str]] = []


def _tokens() -> re.Pattern[str]:
    if not _compiled:
        shapes = "|".join(f"(?P<t{at}>{shape})" for at, (shape, _said) in enumerate(_TOKENS))
        _compiled.append(re.compile(rf"(?<![A-Za-z0-9])(?:{shapes})"))
    return _compiled[0]


def _is_example(token: str) -> bool:
    """A token whose longest part is one repeated character stands for one: "sk_live_xxxxxxxx"."""
    longest = max(re.split(r"[_.-]", token), key=len)
    return len(set(longest.lower())) <= 2
