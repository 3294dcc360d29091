#include "ledger/archived_nights.hpp"

#include "ledger/sql.hpp"

namespace nightjar::ledger {

Outcomes outcomes_of_nights(postgres::Executor& database) {
  const auto found = database.query(sql::known_nights);
  Outcomes known;
  for (std::size_t i = 0; i < found.size(); ++i) {
    known[{found.text(i, 0), found.text(i, 1)}] = found.text(i, 2);
  }
  return known;
}

std::vector<Run> nights_with_dumps(postgres::Executor& database) {
  const auto found = database.query(sql::nights_with_dumps);
  std::vector<Run> nights;
  for (std::size_t i = 0; i < found.size(); ++i) {
    nights.push_back(
        {found.integer(i, 1), found.text(i, 2), instant_of(found.text(i, 3)), found.text(i, 0)});
  }
  return nights;
}

std::optional<std::int64_t> adopt_night(postgres::Executor& database, const ArchivedNight& night) {
  const auto entered = database.query(sql::adopt_night, {night.dataset, to_string(night.as_of),
                                                         to_string(night.kept_at), night.night_id});
  return entered.empty() ? std::nullopt : std::optional(entered.integer(0, 0));
}

void note_adopted(postgres::Executor& database, std::int64_t run_id, const std::string& note) {
  database.query(sql::note_adopted, {std::to_string(run_id), note});
}

void adopt_file(postgres::Executor& database, std::int64_t run_id, const File& file,
                const std::string& place) {
  database.query(sql::adopt_file,
                 {std::to_string(run_id), file.feed, file.name, std::to_string(file.bytes),
                  file.modified ? postgres::Parameter(to_string(*file.modified)) : std::nullopt,
                  file.sha256, place, std::to_string(file.part)});
}

}  // namespace nightjar::ledger
