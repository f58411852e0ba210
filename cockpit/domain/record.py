"""What all records share: frozen fields, an identity, the moments of making and closing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    ValidationError,
)

from cockpit.domain.identity import format_instant
from cockpit.domain.wording.lengths import written_minutes
from cockpit.errors import WrongUse
from cockpit.i18n import _


def _to_utc_seconds(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(_("an instant needs a time zone or offset"))
    return value.astimezone(UTC).replace(microsecond=0)


Instant = Annotated[
    datetime,
    AfterValidator(_to_utc_seconds),
    PlainSerializer(format_instant, return_type=str, when_used="json"),
]
"""A moment in UTC, whole seconds."""

WallTime = Annotated[str, StringConstraints(pattern=r"^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$")]
"""A local wall time "HH:MM"; "24:00" is allowed as an end."""

IsoWeek = Annotated[str, StringConstraints(pattern=r"^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$")]
"""An ISO 8601 week, "2026-W48"."""

Ref = Annotated[str, StringConstraints(pattern=r"^[A-Z][1-9]\d*$")]
"""The short id of another record, "F3"."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
"""One line of the owner's words; never empty."""

Minutes = Annotated[int, Field(ge=0, le=600_000)]
"""A length in whole minutes."""


class Part(BaseModel):
    """A frozen piece of a record without an identity of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Record(Part):
    """A frozen record; `id` is its short id ("T12"), empty until it is stored."""

    TABLE: ClassVar[str]

    id: str = ""
    uid: Annotated[str, StringConstraints(min_length=1)]
    created_at: Instant
    closed_at: Instant | None = None

    @classmethod
    def of(cls, record_id: str, body: dict[str, Any]) -> Self:
        """The record of a JSON-shaped body; a `WrongUse` sentence names the field that is wrong."""
        try:
            return cls.model_validate({**body, "id": record_id})
        except ValidationError as error:
            raise WrongUse(first_problem(cls.TABLE, error)) from error

    def body(self) -> dict[str, Any]:
        """The stored body: JSON values, without the id and without what is at its default."""
        return self.model_dump(mode="json", exclude={"id"}, exclude_defaults=True)


def first_problem(table: str, error: ValidationError) -> str:
    """One sentence for the first thing that a validation found."""
    problem = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in problem["loc"])
    said = str(problem["msg"]).removeprefix("Value error, ")
    if problem["type"] == "missing":
        return _("{table}: {field} is missing; give it.").format(table=table, field=field)
    if not field:
        return _("{table}: {reason}.").format(table=table, reason=said)
    if problem["type"] in _LIMITS and isinstance(problem["input"], int):
        return _beyond(table, field, problem["input"], problem["type"], problem.get("ctx", {}))
    value = problem.get("input")
    shown = "" if isinstance(value, dict) else f" {str(value)[:60]!r}"
    return _("{table}: {field}{value} is not valid: {reason}.").format(
        table=table, field=field, value=shown, reason=said
    )


_LIMITS = {"greater_than_equal": "ge", "less_than_equal": "le"}
"""The kind of problem with a number, and where pydantic keeps the limit."""


def _beyond(table: str, field: str, value: int, kind: str, context: dict[str, Any]) -> str:
    """A number beyond its limit; one of minutes as people write lengths."""
    limit = context[_LIMITS[kind]]
    said, most = str(value), str(limit)
    if field.endswith("minutes") and min(value, limit) >= 0:
        said, most = written_minutes(value), written_minutes(limit)
        field = field.removesuffix("_minutes")
    text = _("{table}: {field} {value} is too little; the least is {limit}.")
    if kind == "less_than_equal":
        text = _("{table}: {field} {value} is too much; the most is {limit}.")
    return text.format(table=table, field=field, value=said, limit=most)
