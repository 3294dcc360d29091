-- Notes that a file of the engine's folder is a module's now. $1: the module; $2: the file's name.
UPDATE nightjar.migrations
SET module = $1
WHERE module = 'nightjar' AND kind = 'versioned' AND name = $2
