SELECT to_regclass('nightjar.modules') IS NOT NULL AS knows_modules
