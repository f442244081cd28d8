"""Imports: an export is uploaded, and read in the background."""

from apiflask import APIBlueprint
from flask import abort, request
from pydantic import BaseModel, ConfigDict, Field

from pikkit.extension_api.api.opportunities import own_bettor
from pikkit.extension_api.auth import current_caller
from pikkit.extension_api.errors import NotFoundError
from pikkit.extension_api.extensions import imports, settings
from pikkit.extension_api.imports import Job
from pikkit.extension_api.imports.form_file import chunks_of, form_file
from pikkit.extension_api.openapi import error_responses
from pikkit.extension_api.reading import bettor_asked

blueprint = APIBlueprint("imports", __name__, url_prefix="/v1/imports", tag="Imports")


class ImportQuery(BaseModel):
    """Whose imports."""

    model_config = ConfigDict(extra="forbid")

    bettor: str | None = Field(default=None, max_length=200, description="Whose, for operators")


class Imports(BaseModel):
    """Uploads, newest first."""

    imports: list[Job]


@blueprint.before_request
def allow_uploads() -> None:
    """Let a body be as large as an export may be."""
    request.max_content_length = settings().upload_max_mb * 1024 * 1024


@blueprint.post("")
@blueprint.output(Job, status_code=202, description="Uploaded: it is on the disk, and read in the background")
@blueprint.doc(responses=error_responses(400, 401, 403, 409, 413, 415, 429, 503))
def upload() -> tuple[Job, int]:
    """Upload an export of Pikkit's, as the field ``file`` of a multipart form. All its bets are the caller's."""
    bettor = own_bettor(current_caller())
    if request.mimetype != "multipart/form-data":
        abort(415)
    file = form_file("Send the export as the field «file» of a multipart form: curl -F file=@export.csv …")
    return imports().put(bettor, file.filename or "", chunks_of(file)), 202


@blueprint.get("")
@blueprint.input(ImportQuery, location="query", arg_name="query")
@blueprint.output(Imports)
@blueprint.doc(responses=error_responses(400, 401, 403, 429))
def list_(query: ImportQuery) -> Imports:  # noqa: ARG001 (the caller's bettor is read from it by the guard)
    """List the latest uploads."""
    return Imports(imports=imports().jobs(bettor_asked()))


@blueprint.get("/<identity>")
@blueprint.output(Job)
@blueprint.doc(responses=error_responses(401, 403, 404, 429))
def progress(identity: str) -> Job:
    """Say how far an upload is, and what could not become a bet."""
    job = imports().get(identity, bettor_asked())
    if job is None:
        raise NotFoundError("You have no upload of that id; GET /v1/imports lists those there are.")
    return job
