"""validate.py SCHEMA FILE...: fails where a YAML file does not match the JSON Schema.

Exit code 77 says that a Python package for it is missing.
"""

import json
import sys

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(f"{error}: install python3-jsonschema and python3-yaml")
    sys.exit(77)

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
validator = jsonschema.Draft7Validator(schema)
validator.check_schema(schema)
faults = 0
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        document = yaml.safe_load(file)
    for fault in validator.iter_errors(document):
        place = "/".join(str(part) for part in fault.absolute_path)
        print(f"{path}: {place}: {fault.message}")
        faults += 1
sys.exit(1 if faults else 0)
