SELECT to_regclass('nightjar.migrations') IS NOT NULL AS ledger_exists
