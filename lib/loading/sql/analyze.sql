-- Updates the planner's statistics.
ANALYZE :table (:analyzed_columns)
