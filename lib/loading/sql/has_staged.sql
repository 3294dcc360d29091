-- Whether the last night has left something in staging.
SELECT EXISTS (SELECT FROM :staging) AS has_staged
