"""schema.py SCHEMA FILE: validates a JSON or YAML file; prints what is wrong, a line each, with its place.

SCHEMA is a JSON Schema's path, or `cyclonedx` (1.6) or `workflow` (GitHub Actions), whose schemas come with PyPI packages.
"""

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import jsonschema
import yaml
from referencing import Registry
from referencing.jsonschema import DRAFT7

KNOWN = {
    "cyclonedx": ("cyclonedx", "schema/_res/bom-1.6.SNAPSHOT.schema.json"),
    "workflow": ("check_jsonschema", "builtin_schemas/vendor/github-workflows.json"),
}


def find(name):
    """The schema, and those that it refers to: they lie beside it, and it refers to them by their files' names."""
    if name not in KNOWN:
        return json.loads(Path(name).read_text(encoding="utf-8")), Registry()
    package, path = KNOWN[name]
    schema = Path(find_spec(package).origin).parent / path
    files = [file for file in schema.parent.glob("*.json") if name == "cyclonedx"]
    contents = [(file.name, json.loads(file.read_text(encoding="utf-8"))) for file in files]
    beside = [(f"http://cyclonedx.org/schema/{file}", DRAFT7.create_resource(content)) for file, content in contents]
    return json.loads(schema.read_text(encoding="utf-8")), Registry().with_resources(beside)


def main():
    name, file = sys.argv[1:]
    schema, registry = find(name)
    text = Path(file).read_text(encoding="utf-8")
    if file.endswith((".yml", ".yaml")):
        # YAML 1.1 takes the key `on` for a truth.
        document = {"on" if key is True else key: value for key, value in yaml.safe_load(text).items()}
    else:
        document = json.loads(text)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema, registry=registry, format_checker=kind.FORMAT_CHECKER)
    errors = [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(document)]
    print("\n".join(errors))
    sys.exit(1 if errors else 0)


main()
