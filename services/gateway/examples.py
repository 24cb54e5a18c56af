"""What the OpenAPI page shows: problem answers with examples, and the ways to send a picture."""

from typing import Any

from mesh.problems import MEDIA_TYPE, FieldError, Problem
from services.gateway.negotiation import JSON_TYPE, MIXED_TYPE, ZIP_TYPE, picture_type
from services.gateway.options import Format, Options
from services.gateway.shapes.pictures import Pictures
from services.gateway.upload.form import PICTURE_FIELD, STYLE_FIELD
from services.gateway.upload.photo import URL_FIELD

_EXAMPLE_ID = "4bf92f3577b34da6a3ce929d0e0e4736"
_PROBLEMS: dict[int, tuple[str, str, str]] = {
    400: (
        "INVALID_ARGUMENT",
        "Something is wrong with the request: `quality`: Input should be a valid integer.",
        "quality",
    ),
    401: ("TOKEN_EXPIRED", "The access token has expired. Get a new one with your refresh token or API key.", ""),
    403: ("SCOPE_MISSING", "This needs the scope `cutouts`, which the credential does not have.", ""),
    404: ("KEY_NOT_FOUND", "There is no such key in your account.", ""),
    406: ("NOT_ACCEPTABLE", "Nothing that the Accept header names can be made.", ""),
    408: ("UPLOAD_TOO_SLOW", "The request did not arrive within 60 s.", ""),
    409: ("EMAIL_TAKEN", "There is an account with this e-mail address already.", ""),
    412: ("TUS_VERSION", "The header Tus-Resumable is not 1.0.0, the version that is spoken here.", ""),
    413: ("IMAGE_TOO_LARGE", "The picture is larger than 30 MB, which is the limit.", "photo"),
    415: ("UNSUPPORTED_MEDIA_TYPE", "The body is none of multipart/form-data, application/json and image/*.", ""),
    416: ("RANGE_NOT_SATISFIABLE", "The range begins behind the end; there are 1024 bytes.", ""),
    422: ("NO_PRODUCT", "Nothing in the photo stands out as a product.", ""),
    429: ("RATE_LIMITED", "More than 120 requests in 60 s. Try again in 7 s.", ""),
    500: ("INTERNAL", "Something went wrong on our side.", ""),
    503: ("SERVICE_UNAVAILABLE", "The studio service does not answer. Try again in a moment.", ""),
    504: ("DEADLINE_EXCEEDED", "The work was not done in the time it was given.", ""),
}
_DOCUMENT_PROBLEMS: dict[int, tuple[str, str, str]] = {
    400: ("INVALID_ARGUMENT", "Something is wrong with the request: `password` is missing.", "password"),
    413: ("BODY_TOO_LARGE", "The body is larger than 64 KiB, which is the limit here. Send less.", ""),
    415: ("UNSUPPORTED_MEDIA_TYPE", "The body is not taken as JSON. Send `Content-Type: application/json`.", ""),
}
"""Where it differs on routes without a picture."""
_RETRIED = {429: 7.0, 503: 1.0}
EVERYWHERE = (400, 429, 500, 503, 504)
PICTURES = (401, 403, 406, 408, 413, 415, 422)
METRICS = """# HELP packshot_http_requests_total Requests answered.
# TYPE packshot_http_requests_total counter
packshot_http_requests_total{method="POST",route="/v1/cutouts",status="200"} 1024.0
"""
_PHOTO_IN_JSON: dict[str, Any] = {
    "type": "object",
    "description": "The photo, at most 30 MB: one of `base64` and `url`.",
    "properties": {"base64": {"type": "string"}, "url": {"type": "string", "format": "uri"}},
}
_PROBLEM_REF = "#/components/schemas/Problem"
_PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457 problem document. `reason` is stable and the same as over gRPC.",
    "required": ["type", "title", "status", "detail", "instance", "reason", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri"},
        "reason": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
        "retry_after_s": {"type": "number"},
        "facts": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}


def problems(
    *statuses: int, picture: bool = False, reasons: dict[int, tuple[str, str]] | None = None
) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route, with a ``picture`` or without: what it may fail with besides what every one may.

    ``reasons`` says, by status, the reason and sentence of the example where the route has one of its own.
    """
    table = _PROBLEMS if picture else _PROBLEMS | _DOCUMENT_PROBLEMS
    if reasons:
        table = table | {status: (*told, "") for status, told in reasons.items()}
    return {status: _problem(status, *table[status]) for status in sorted({*statuses, *(reasons or ()), *EVERYWHERE})}


def _problem(status: int, reason: str, detail: str, path: str) -> dict[str, Any]:
    errors = (FieldError(path, detail),) if path else ()
    example = Problem(status, reason, detail, _EXAMPLE_ID, _RETRIED.get(status), errors).document()
    return {"description": reason, "content": {MEDIA_TYPE: {"schema": {"$ref": _PROBLEM_REF}, "example": example}}}


def readiness(status: str, auth: str) -> dict[str, Any]:
    """The content of an answer about the parts, with auth as ``auth`` says and all others serving."""
    states = {"auth": auth, "studio": "serving", "segmenter": "serving", "generator": "serving", "counters": "serving"}
    example = {
        "status": status,
        "services": {name: {"state": state, "needed": name != "counters"} for name, state in states.items()},
        "models": [
            {
                "name": "u2net",
                "version": "1",
                "provider": "openvino",
                "precision": "bf16",
                "weights_sha256": "8d10d2f3bb75ae3b6d527c77944fc5e7dcd94b29809d47a739a7a728a912b491",
            }
        ],
        "engines": [
            {"name": "sets", "version": "1", "description": "Studio sets, dressed from the prompt.", "device": "cpu"}
        ],
    }
    return {"content": {JSON_TYPE: {"example": example}}}


def picture_body(options: type[Options], example: dict[str, Any]) -> dict[str, Any]:
    """The request body of a picture route: the same options beside the picture in a form and in JSON."""
    told = options.model_json_schema()
    needed = told.get("required", [])
    first = sorted(told["properties"].items(), key=lambda item: item[0] not in needed)
    plain = {name: _inlined(schema, told.get("$defs", {})) for name, schema in first}
    in_json = dict(plain)
    if STYLE_FIELD in plain:
        base64 = {"type": "object", "required": ["base64"], "properties": {"base64": {"type": "string"}}}
        in_json[STYLE_FIELD] = {**base64, "description": plain[STYLE_FIELD]["description"]}
    return {
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {"schema": _form(plain, needed)},
                JSON_TYPE: {
                    "schema": {
                        "type": "object",
                        "required": [PICTURE_FIELD, *needed],
                        "properties": {PICTURE_FIELD: _PHOTO_IN_JSON, **in_json},
                    },
                    "example": {PICTURE_FIELD: {"url": "https://shop.example/mug.jpg"}, **example},
                },
                "image/*": {
                    "schema": {
                        "type": "string",
                        "format": "binary",
                        "description": "The bare photo, with its `Content-Type`. The options go into the query, under the "
                        "same names as in a form.",
                    }
                },
            },
        }
    }


def _form(plain: dict[str, Any], needed: list[str]) -> dict[str, Any]:
    """The schema of a form: the photo as a file or by its URL, one of the two."""
    fields = dict(plain)
    for name in ("outputs", "tags"):
        if name in fields:
            fields[name] = {
                **fields[name],
                "description": f"{fields[name].get('description', '')} Several: a comma between.".strip(),
            }
    for name in ("box", "roi"):
        if name in fields:
            told = f"{fields[name]['description']} As `x,y,width,height`, such as `100,80,600,700`."
            fields[name] = {"type": "string", "description": told}
    photo = {"type": "string", "format": "binary", "description": "The photo as a file, at most 30 MB."}
    url = {"type": "string", "format": "uri", "description": "Instead of `photo`: where to fetch it from."}
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {PICTURE_FIELD: photo, URL_FIELD: url, **fields},
        "anyOf": [{"required": [PICTURE_FIELD]}, {"required": [URL_FIELD]}],
    }
    return {**schema, "required": needed} if needed else schema


def _inlined(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """A field's schema without references, which would need their definitions beside it, and without the way to say null."""
    kinds = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    kind = kinds[0]
    if "$ref" in kind:
        kind = definitions[kind["$ref"].rsplit("/", 1)[-1]]
    made = {name: kind[name] for name in ("type", "format", "enum", "required", "maxItems") if name in kind}
    if "items" in kind:
        made["items"] = _inlined(kind["items"], definitions)
        made["items"].pop("description", None)
    if "properties" in kind:
        made["properties"] = {name: _inlined(one, definitions) for name, one in kind["properties"].items()}
    if description := schema.get("description") or kind.get("description"):
        made["description"] = description
    if schema.get("default") not in (None, "", []):
        made["default"] = schema["default"]
    return made


def picture_responses() -> dict[int | str, dict[str, Any]]:
    """The answers of a picture route."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    report = {"description": "What is known about the cutout, as JSON.", "schema": {"type": "string"}}
    manifest = {
        "description": "How to make the scene again, and the words that nothing was made of, as JSON.",
        "schema": {"type": "string"},
    }
    link = {
        "description": "Where the whole manifest of a scene can be read, `rel=describedby`.",
        "schema": {"type": "string"},
    }
    timing = {"description": "Milliseconds of each step.", "schema": {"type": "string"}}
    return {
        200: {
            "description": "The picture itself; with `Accept: application/json` a document with report and all pictures.",
            "model": Pictures,
            "headers": {
                "Packshot-Report": report,
                "Packshot-Manifest": manifest,
                "Server-Timing": timing,
                "Link": link,
            },
            "content": {**{picture_type(one): binary for one in Format}, MIXED_TYPE: binary, ZIP_TYPE: binary},
        },
        **problems(*PICTURES, picture=True),
    }


def document(page: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI page with the problem's schema, and without the framework's own validation answers: ours differ."""
    schemas = page["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = _PROBLEM_SCHEMA
    for path in page["paths"].values():
        for operation in path.values():
            responses = operation["responses"]
            if "application/json" in responses.get("422", {}).get("content", {}):
                del responses["422"]
    return page


def missing(what: str) -> dict[int, tuple[str, str]]:
    """The example of a 404 about ``what``: ``asset``, ``job``."""
    return {404: (f"{what.upper()}_NOT_FOUND", f"There is no such {what} in your account.")}


def job_body(about: type[Options], example: dict[str, Any], *, file: str = PICTURE_FIELD) -> dict[str, Any]:
    """The request body of a route that takes any recipe: its options are those of the recipe's own route, and ``about``."""
    told = about.model_json_schema()
    own = {name: _inlined(schema, told.get("$defs", {})) for name, schema in told["properties"].items()}
    recipe = {
        "type": "string",
        "enum": ["cutout", "scene"],
        "description": "What to do; with the options of its route.",
    }
    fields = {"recipe": recipe, **own}
    binary = {"type": "string", "format": "binary", "description": "The file, as the last field of the form."}
    form = {
        "type": "object",
        "required": ["recipe"],
        "properties": {**fields, file: binary},
        "additionalProperties": True,
    }
    in_json = {PICTURE_FIELD: _PHOTO_IN_JSON} if file == PICTURE_FIELD else {}
    document = {
        "type": "object",
        "required": ["recipe"],
        "properties": {**fields, **in_json},
        "additionalProperties": True,
    }
    source = {PICTURE_FIELD: {"url": "https://shop.example/mug.jpg"}} if in_json else {"asset_id": "ast_..."}
    bare = "image/*" if file == PICTURE_FIELD else ZIP_TYPE
    return {
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {"schema": form},
                JSON_TYPE: {"schema": document, "example": {**source, **example}},
                bare: {"schema": {**binary, "description": "The bare file; everything else goes into the query."}},
            },
        }
    }
