"""`cockpit hours holidays`: closed days taken over from a country, or from a calendar file."""

from __future__ import annotations

import argparse
from datetime import date

from cockpit.actions.holidays import country_of, holidays_of, read_years, subdivision_of, take_over
from cockpit.actions.owner import today
from cockpit.cli.context import Context
from cockpit.cli.output import say_json, say_table
from cockpit.domain.identity import ref
from cockpit.errors import WrongUse
from cockpit.i18n import _


def run(context: Context, options: argparse.Namespace) -> int:
    """Take holidays over, or out again; prints the dates that were new."""
    if bool(options.country) == bool(options.file):
        raise WrongUse(_("Name a country, as in DE, or a calendar with --from FILE: one of them."))
    if options.file and options.subdivision:
        raise WrongUse(_("--subdivision belongs to a country; leave it out with --from."))
    workspace = context.workspace
    reference = ref("hours", workspace.body(options.id, "hours")[1])
    years = read_years(options.years, today(workspace).year)
    days, source = _days(context, options, years)
    if not days:
        raise WrongUse(_("{source} has no holidays.").format(source=source))
    taken = take_over(workspace, reference, days, source, remove=options.remove)
    if context.json:
        dates = [{"date": day.isoformat(), "name": days[day]} for day in taken.dates]
        say_json(context, {"id": reference, "removed": options.remove, "dates": dates})
        return 0
    if taken.dates:
        say_table(context, [[day.isoformat(), f"{day:%a}", days[day]] for day in taken.dates])
    told = _("{id}: of the holidays of {source} {count} removed, {known} were not there.")
    if not options.remove:
        told = _("{id}: of the holidays of {source} {count} new, {known} were there already.")
    context.tell(
        told.format(id=reference, count=len(taken.dates), source=source, known=taken.known)
    )
    return 0


def _days(
    context: Context, options: argparse.Namespace, years: range
) -> tuple[dict[date, str], str]:
    span = f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}"
    if options.country:
        country = country_of(options.country)
        name = country.name
        if options.subdivision:
            name += f" ({subdivision_of(country, options.subdivision)})"
        return holidays_of(country.code, options.subdivision, years), f"{name} {span}"
    import os

    from cockpit.interchange.decode import read_bytes
    from cockpit.interchange.holiday_dates import holidays_in

    found = holidays_in(read_bytes(options.file), years)
    if found.timed:
        context.tell(
            _("{count} events with a time of day were left out: they close no day.").format(
                count=found.timed
            )
        )
    name = _("stdin") if options.file == "-" else os.path.basename(options.file)
    return found.days, f"{name} {span}"
