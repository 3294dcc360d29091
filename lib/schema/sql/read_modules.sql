SELECT module, array_to_string(schemas, E'\n') AS schemas, needs_renewal
FROM nightjar.modules
ORDER BY module
