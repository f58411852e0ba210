"""`cockpit import mail`: mailboxes become requests and their events."""

from __future__ import annotations

import os

from cockpit.cli.arguments import Parser
from cockpit.cli.context import Context
from cockpit.domain.wording.plain_text import one_line
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.interchange.report import Report, Skipped


def import_mail(context: Context, words: list[str]) -> tuple[str, Report]:
    """Take in the mailboxes of a command line; their names and the report of all together.

    Threads run through all of them, so an inbox and the sent mail belong into one command.
    """
    from cockpit.actions.conversations import take_in
    from cockpit.interchange.decode import read_bytes
    from cockpit.interchange.mail.reading import Mail
    from cockpit.interchange.mail.sources import open_source

    options = _parser().parse_args(words)
    if options.paths.count("-") > 1:
        raise WrongUse(_("Standard input can be read only once; say - once."))
    for address in options.me:
        if "@" not in address.strip("@ "):
            raise WrongUse(
                _("--me {address!r} is no mail address; write it like me@example.com.").format(
                    address=address
                )
            )
    # every mailbox is opened before anything is written: one that is none stops them all
    sources = [
        open_source(path, read_bytes(path) if path == "-" else None) for path in options.paths
    ]
    mail = Mail(sources, options.me, context.workspace.now())
    shown = ", ".join(os.path.basename(os.path.normpath(one.name)) for one in sources)
    outcome = take_in(context.workspace, mail.conversations(), one_line(shown))
    if mail.doubtful:
        context.tell(
            _(
                "{count} mails have no date that can be used; they count from their arrival, "
                "or from now."
            ).format(count=mail.doubtful)
        )
    if mail.read > 1 and not options.me and not mail.knows_me:
        context.tell(
            _("No mail of yours was recognised; say --me ADDRESS so that replies count as yours.")
        )
    skipped = [*mail.skipped, *(Skipped(*one) for one in outcome.skipped)]
    unchanged = outcome.unchanged + mail.twice
    report = Report(
        mail.read,
        outcome.added,
        outcome.updated,
        unchanged,
        skipped,
        left_out=outcome.left_out,
    )
    return ", ".join(one_line(source.name) for source in sources), report


def _parser() -> Parser:
    parser = Parser(
        prog="cockpit import mail", description=_("Make requests of mail that customers wrote.")
    )
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help=_("an .eml file, an mbox file or a Maildir folder; - for one mail on stdin"),
    )
    parser.add_argument(
        "--me",
        metavar="ADDRESS",
        action="append",
        default=[],
        help=_("an address of yours: what it sends is your reply; can be said more than once"),
    )
    return parser
