SELECT half.migration
FROM nightjar.half_applied() AS half (migration)
ORDER BY half.migration
