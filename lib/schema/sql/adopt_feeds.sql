-- $1: schemas; $2: whether also those that the database knows; $3: whether only the tables are adopted beside which
-- nothing stands yet.
SELECT nightjar.adopt_feeds(
  $1::text[] || CASE WHEN $2::boolean THEN ARRAY(SELECT d.schema_name FROM nightjar.data_schemas() AS d) ELSE '{}' END,
  $3::boolean)
