-- People, cast and crew in third normal form.

CREATE OR REPLACE VIEW tmdb.people AS
SELECT DISTINCT ON (members.person_id) members.person_id, members.name, members.gender, members.profile_path
FROM (
  SELECT credits.id AS movie_id, 1 AS list, entries.place, entries.id AS person_id, entries.name,
    entries.entry ->> 'gender' AS gender, entries.entry ->> 'profile_path' AS profile_path
  FROM tmdb.credits
  CROSS JOIN LATERAL tmdb.entries(credits."cast") AS entries
  WHERE credits.deleted_at IS NULL
  UNION ALL
  SELECT credits.id, 2, entries.place, entries.id, entries.name,
    entries.entry ->> 'gender', entries.entry ->> 'profile_path'
  FROM tmdb.credits
  CROSS JOIN LATERAL tmdb.entries(credits.crew) AS entries
  WHERE credits.deleted_at IS NULL
) AS members
WHERE members.person_id IS NOT NULL
ORDER BY members.person_id, members.movie_id, members.list, members.place;
COMMENT ON VIEW tmdb.people IS 'People who play in or worked on films, each according to the live credits of the film with the lowest number.';
COMMENT ON COLUMN tmdb.people.person_id IS 'TMDB''s number of the person.';
COMMENT ON COLUMN tmdb.people.name IS 'Full name.';
COMMENT ON COLUMN tmdb.people.gender IS '1 female, 2 male, 0 not known, as TMDB has it.';
COMMENT ON COLUMN tmdb.people.profile_path IS 'Path of a picture at TMDB.';

CREATE OR REPLACE VIEW tmdb.cast_members AS
SELECT
  credits.id AS movie_id,
  entries.entry ->> 'credit_id' AS credit_id,
  entries.id AS person_id,
  entries.entry ->> 'character' AS character_name,
  entries.place
FROM tmdb.credits
CROSS JOIN LATERAL tmdb.entries(credits."cast") AS entries
WHERE credits.deleted_at IS NULL AND entries.id IS NOT NULL;
COMMENT ON VIEW tmdb.cast_members IS 'Who plays whom in a film, by its live credits.';
COMMENT ON COLUMN tmdb.cast_members.movie_id IS 'The film, as tmdb.movies.id.';
COMMENT ON COLUMN tmdb.cast_members.credit_id IS 'TMDB''s identifier of this entry.';
COMMENT ON COLUMN tmdb.cast_members.person_id IS 'The person, as in tmdb.people.';
COMMENT ON COLUMN tmdb.cast_members.character_name IS 'The character played.';
COMMENT ON COLUMN tmdb.cast_members.place IS 'Place in the credits, counted from 1.';

CREATE OR REPLACE VIEW tmdb.crew_members AS
SELECT
  credits.id AS movie_id,
  entries.entry ->> 'credit_id' AS credit_id,
  entries.id AS person_id,
  entries.entry ->> 'department' AS department,
  entries.entry ->> 'job' AS job,
  entries.place
FROM tmdb.credits
CROSS JOIN LATERAL tmdb.entries(credits.crew) AS entries
WHERE credits.deleted_at IS NULL AND entries.id IS NOT NULL;
COMMENT ON VIEW tmdb.crew_members IS 'Who did what for a film, by its live credits.';
COMMENT ON COLUMN tmdb.crew_members.movie_id IS 'The film, as tmdb.movies.id.';
COMMENT ON COLUMN tmdb.crew_members.credit_id IS 'TMDB''s identifier of this entry.';
COMMENT ON COLUMN tmdb.crew_members.person_id IS 'The person, as in tmdb.people.';
COMMENT ON COLUMN tmdb.crew_members.department IS 'Department, such as Directing.';
COMMENT ON COLUMN tmdb.crew_members.job IS 'Job, such as Director.';
COMMENT ON COLUMN tmdb.crew_members.place IS 'Place in the credits, counted from 1.';
