-- Views are replaced in place now, and otherwise by the migrator's nightjar.set_aside().

DROP FUNCTION IF EXISTS nightjar.execute_replacing(text, text);
