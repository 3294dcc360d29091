-- $1: the module; $2: its schemas.
INSERT INTO nightjar.modules AS known (module, schemas)
VALUES ($1, $2)
ON CONFLICT ON CONSTRAINT modules_pkey DO UPDATE SET schemas = EXCLUDED.schemas
WHERE known.schemas IS DISTINCT FROM EXCLUDED.schemas
