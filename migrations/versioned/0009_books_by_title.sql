-- A night asks of each staged review's book whose nationality's it is: by title.

ALTER TABLE summaries.nationality_books
  DROP CONSTRAINT nationality_books_pkey,
  ADD CONSTRAINT nationality_books_pkey PRIMARY KEY (title_key, nationality);
