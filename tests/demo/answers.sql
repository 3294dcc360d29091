SELECT format('  How many of the films that were streamed are based on books?%s      %s of %s, %s %%', E'\n',
              based_on_books, streamed_movies, percent)
FROM answers.streamed_movies_based_on_books;

SELECT format('  Whom did the outage on Christmas morning hit while "Unforgiven" was on?%s      %s users', E'\n', users)
FROM answers.users_hit_by_christmas_outage;

SELECT format('  How many of the films are based on books by Singaporeans?%s      %s', E'\n', movies)
FROM answers.streamed_movies_by_singaporean_authors;

SELECT format('  How long does a stream last on average?%s      %s minutes', E'\n', minutes)
FROM answers.average_stream_duration;

SELECT format('  What is the median size of a stream?%s      %s GB', E'\n', gigabytes)
FROM answers.median_stream_size;

SELECT format('  How many users watched at least half of a film in the last week of the year?%s      %s', E'\n', users)
FROM answers.users_who_watched_half_in_last_week;
