/// credits.csv and keywords.csv: Python literals, nested, with whatever quotes the content asks
/// for.

#include <array>
#include <string_view>

#include "base/format.hpp"
#include "sample/python.hpp"
#include "sample/tmdb.hpp"
#include "sample/words.hpp"

namespace nightjar::sample {
namespace {

struct Job {
  std::string_view department;
  std::string_view name;
};
constexpr std::array jobs{Job{"Directing", "Director"}, Job{"Writing", "Screenplay"},
                          Job{"Sound", "Sound Recordist"}, Job{"Production", "Producer"},
                          Job{"Crew", "Director's Assistant"}};

/// One of 60,000 people, who keeps number, name and picture.
struct Person {
  explicit Person(Dice& dice) : id(100 + dice.below(60'000)), own(scatter(id, 'p')) {}

  std::size_t id;
  Dice own;
};

std::string cast_of(Dice& dice) {
  std::string text = "[";
  const std::size_t count = dice.below(9);
  for (std::size_t order = 0; order < count; ++order) {
    Person person(dice);
    if (order > 0) text += ", ";
    text += fmt::format("{{'cast_id': {}, 'character': ", order + 1);
    append_python(text, credited_name(dice) + (dice.one_in(4) ? " (voice)" : ""));
    text += fmt::format(", 'credit_id': '{:024x}', 'gender': {}, 'id': {}, 'name': ", dice.next(),
                        person.own.below(3), person.id);
    append_python(text, credited_name(person.own));
    text += fmt::format(", 'order': {}, 'profile_path': ", order);
    append_python_or_none(text, person.own.one_in(3) ? "" : picture(person.own));
    text += '}';
  }
  return text + "]";
}

std::string crew_of(Dice& dice) {
  std::string text = "[";
  const std::size_t count = dice.below(6);
  for (std::size_t at = 0; at < count; ++at) {
    Person person(dice);
    const Job& job = dice.pick(jobs);
    if (at > 0) text += ", ";
    text +=
        fmt::format("{{'credit_id': '{:024x}', 'department': '{}', 'gender': {}, 'id': {}, 'job': ",
                    dice.next(), job.department, person.own.below(3), person.id);
    append_python(text, job.name);
    text += ", 'name': ";
    append_python(text, credited_name(person.own));
    text += ", 'profile_path': ";
    append_python_or_none(text, person.own.one_in(3) ? "" : picture(person.own));
    text += '}';
  }
  return text + "]";
}

std::string keywords_of(Dice& dice) {
  std::string text = "[";
  const std::size_t count = dice.below(8);
  for (std::size_t at = 0; at < count; ++at) {
    const std::size_t number = 500 + dice.below(4000);
    Dice keyword(scatter(number, 'k'));
    if (at > 0) text += ", ";
    text += fmt::format("{{'id': {}, 'name': ", number);
    append_python(text, slug(title(keyword)) + (keyword.one_in(9) ? " (children's book)" : ""));
    text += '}';
  }
  return text + "]";
}

}  // namespace

void write_tmdb_credits(const TmdbOptions& options, const TmdbCatalog& catalog) {
  Output out(options.folder / "credits.csv");
  out.text += "cast,crew,id\n";
  const Churn& churn = catalog.churn();
  for (std::uint64_t number = 0; number < churn.records(options.movies); ++number) {
    if (churn.gone(number)) continue;
    Dice dice(scatter(options.seed, number, 'a'));
    append_csv(out.text, cast_of(dice));
    out.text += ',';
    append_csv(out.text, crew_of(dice));
    out.text += fmt::format(",{}\n", TmdbCatalog::id(number));
    out.flow();
  }
  out.finish();
}

void write_tmdb_keywords(const TmdbOptions& options, const TmdbCatalog& catalog) {
  Output out(options.folder / "keywords.csv");
  out.text += "id,keywords\n";
  const Churn& churn = catalog.churn();
  for (std::uint64_t number = 0; number < churn.records(options.movies); ++number) {
    if (churn.gone(number)) continue;
    Dice dice(scatter(options.seed, number, 'k'));
    out.text += fmt::format("{},", TmdbCatalog::id(number));
    append_csv(out.text, keywords_of(dice));
    out.text += '\n';
    out.flow();
  }
  out.finish();
}

}  // namespace nightjar::sample
