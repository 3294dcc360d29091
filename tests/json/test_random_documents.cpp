#include <algorithm>
#include <map>
#include <random>
#include <vector>

#include "json/canonical.hpp"
#include "json/extractor.hpp"
#include "support/catch.hpp"

using namespace nightjar::json;

namespace {

using Random = std::mt19937_64;

/// A JSON value as a test knows it: made first, written in many ways, never parsed.
struct Model {
  enum class Kind { scalar, array, object } kind = Kind::scalar;
  std::string scalar;  ///< as the canonical text has it
  std::vector<Model> elements;
  std::map<std::string, Model> members;  ///< by name
};

/// A piece of text: how it may be written, and how it must be.
struct Piece {
  std::vector<std::string> written;
  std::string canonical;
};

const std::vector<Piece> characters{
    {{"a", "\\u0061"}, "a"},
    {{"b"}, "b"},
    {{"/", "\\/", "\\u002F"}, "/"},
    {{"\\\"", "\\u0022"}, "\\\""},
    {{"\\\\", "\\u005c"}, "\\\\"},
    {{"\\n", "\\u000A"}, "\\n"},
    {{"\\u0001"}, "\\u0001"},
    {{"é", "\\u00e9"}, "é"},
    {{"😀", "\\ud83d\\uDE00"}, "😀"},
    {{"{"}, "{"},
    {{"]"}, "]"},
    {{","}, ","},
    {{":"}, ":"},
    {{" "}, " "},
};
const std::vector<Piece> numbers{
    {{"0", "-0", "0.000", "0e7"}, "0"},
    {{"1", "1.0", "10e-1", "0.1E1", "1E+0"}, "1"},
    {{"-12.5", "-1250e-2", "-0.125e2", "-12.500"}, "-12.5"},
    {{"1e40", "10E39"}, "1e+40"},
    {{"9007199254740993", "9007199254740993.0"}, "9007199254740993"},
    {{"0.001", "1e-3", "1.00E-03"}, "0.001"},
};
const std::vector<Piece> words{{{"true"}, "true"}, {{"false"}, "false"}, {{"null"}, "null"}};

const Piece& any_of(Random& random, const std::vector<Piece>& pieces) {
  return pieces[random() % pieces.size()];
}

/// The canonical text between a string's quotes.
std::string random_string(Random& random) {
  std::string text;
  for (auto length = random() % 6; length != 0; --length)
    text += any_of(random, characters).canonical;
  return text;
}

Model random_model(Random& random, int depth) {
  Model model;
  const auto dice = random() % 8;
  if (depth > 0 && dice < 2) {
    model.kind = Model::Kind::array;
    for (auto count = random() % 5; count != 0; --count)
      model.elements.push_back(random_model(random, depth - 1));
  } else if (depth > 0 && dice < 5) {
    model.kind = Model::Kind::object;
    for (auto count = random() % 5; count != 0; --count) {
      model.members[random_string(random)] = random_model(random, depth - 1);
    }
  } else if (dice < 6) {
    model.scalar = "\"" + random_string(random) + "\"";
  } else {
    model.scalar = any_of(random, dice == 6 ? numbers : words).canonical;
  }
  return model;
}

std::string space(Random& random) {
  static const std::vector<std::string> spaces{
      "", "", "", " ", "\n", "\r\n\t", "                                        "};
  return spaces[random() % spaces.size()];
}

/// One of the ways to write what has this canonical text.
std::string in_other_words(Random& random, const std::string& canonical) {
  for (const auto* pieces : {&numbers, &words}) {
    for (const auto& piece : *pieces) {
      if (piece.canonical == canonical) return piece.written[random() % piece.written.size()];
    }
  }
  std::string written = "\"";
  for (std::size_t at = 1; at + 1 < canonical.size();) {
    const auto piece = std::find_if(characters.begin(), characters.end(), [&](const Piece& one) {
      return canonical.compare(at, one.canonical.size(), one.canonical) == 0;
    });
    const auto as_it_is = canonical.substr(at, 1);
    at += piece == characters.end() ? 1 : piece->canonical.size();
    written +=
        piece == characters.end() ? as_it_is : piece->written[random() % piece->written.size()];
  }
  return written + "\"";
}

enum class Overridden { none, some };  // names that stand twice

std::string written(Random& random, const Model& model, Overridden overridden) {
  std::string text = space(random);
  if (model.kind == Model::Kind::scalar) {
    text += in_other_words(random, model.scalar);
  } else if (model.kind == Model::Kind::array) {
    text += "[";
    for (const auto& element : model.elements)
      text += (text.back() == '[' ? "" : ",") + written(random, element, overridden);
    text += "]";
  } else {
    std::vector<std::string> members;
    for (const auto& [name, member] : model.members) {
      if (overridden == Overridden::some && random() % 8 == 0) {
        members.insert(members.begin(), in_other_words(random, "\"" + name + "\"") + ":0");
      }
      members.push_back(space(random) + in_other_words(random, "\"" + name + "\"") + space(random) +
                        ":" + written(random, member, overridden));
    }
    // The overridden stand in front of all true ones, which may come in any order.
    const auto first_true = members.end() - static_cast<std::ptrdiff_t>(model.members.size());
    std::shuffle(first_true, members.end(), random);
    std::string joined;
    for (const auto& member : members) joined += (joined.empty() ? "" : ",") + member;
    text += "{" + joined + "}";
  }
  return text + space(random);
}

/// The bytes that a canonical text between quotes stands for: the order of members goes by them.
std::string plain(const std::string& canonical) {
  std::string text;
  for (std::size_t at = 0; at < canonical.size(); ++at) {
    if (canonical[at] != '\\') {
      text += canonical[at];
    } else if (canonical[++at] == 'u') {
      text += '\x01';
      at += 4;
    } else {
      text += canonical[at] == 'n' ? '\n' : canonical[at];
    }
  }
  return text;
}

std::string canonical_of(const Model& model) {
  if (model.kind == Model::Kind::scalar) return model.scalar;
  std::string text;
  if (model.kind == Model::Kind::array) {
    for (const auto& element : model.elements)
      text += (text.empty() ? "" : ",") + canonical_of(element);
    return "[" + text + "]";
  }
  std::map<std::string, std::string> members;
  for (const auto& [name, member] : model.members)
    members[plain(name)] = "\"" + name + "\":" + canonical_of(member);
  for (const auto& [name, member] : members) text += (text.empty() ? "" : ",") + member;
  return "{" + text + "}";
}

std::string escaped(const std::string& name) {
  std::string text;
  for (const char c : name) text += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return text;
}

/// The paths to every value of the document, with the canonical text of each.
void list_values(const Model& model, const std::string& path,
                 std::map<std::string, std::string>& values) {
  values[path] = canonical_of(model);
  for (std::size_t i = 0; i < model.elements.size(); ++i) {
    list_values(model.elements[i], path + "/" + std::to_string(i), values);
  }
  for (const auto& [name, member] : model.members)
    list_values(member, path + "/" + escaped(plain(name)), values);
}

/// A value as the extractor tells it, as canonical text.
std::string canonical_of(const ExtractedValue& value) {
  std::string out;
  if (value.kind == Kind::string) {
    for (const char c : value.text) {
      const auto piece = std::find_if(characters.begin(), characters.end(), [&](const Piece& one) {
        return plain(one.canonical) == std::string(1, c);
      });
      out += piece == characters.end() ? std::string(1, c) : piece->canonical;
    }
    return "\"" + out + "\"";
  }
  CHECK_FALSE(canonicalise(value.text, out));
  return out;
}

}  // namespace

TEST_CASE("A random JSON value has one canonical text, however it is written") {
  const auto seed = Catch::rngSeed() + 5;
  CAPTURE(seed);
  Random random(seed);
  for (int round = 0; round < 2000; ++round) {
    const auto model = random_model(random, 5);
    const auto text = written(random, model, Overridden::some);
    CAPTURE(text);
    std::string out;
    const auto problem = canonicalise(text, out);
    REQUIRE_FALSE(problem);
    REQUIRE(out == canonical_of(model));
  }
}

TEST_CASE("An extractor finds every value of a random document") {
  const auto seed = Catch::rngSeed() + 6;
  CAPTURE(seed);
  Random random(seed);
  for (int round = 0; round < 1000; ++round) {
    Model model;
    model.kind = Model::Kind::object;
    for (int i = 0; i < 3; ++i) model.members["m" + std::to_string(i)] = random_model(random, 4);
    std::map<std::string, std::string> values;
    list_values(model, "", values);
    values.erase("");
    std::vector<std::string> paths;
    for (const auto& [path, value] : values) {
      if (random() % 3 != 0) paths.push_back(path);
    }
    auto text = written(random, model, Overridden::none);
    CAPTURE(text);
    text.reserve(text.size() + 64);
    std::map<std::string, std::string> found;
    const auto problem =
        Extractor(paths).extract(text, [&](std::size_t path, const ExtractedValue& value) {
          found[paths[path]] = canonical_of(value);
        });
    REQUIRE_FALSE(problem);
    for (const auto& path : paths) {
      CAPTURE(path);
      REQUIRE(found[path] == values[path]);
    }
  }
}

TEST_CASE(
    "A damaged random document is distinguished from JSON by extractor and canonical text alike") {
  const auto seed = Catch::rngSeed() + 7;
  CAPTURE(seed);
  Random random(seed);
  Extractor extractor({});
  for (int round = 0; round < 5000; ++round) {
    Model model;
    model.kind = Model::Kind::object;
    model.members["a"] = random_model(random, 4);
    auto text = written(random, model, Overridden::none);
    text[random() % text.size()] = "{}[]\":,0-.e\\u \x01\xff"[random() % 17];
    CAPTURE(text);
    text.reserve(text.size() + 64);
    std::string out;
    const auto no_json = canonicalise(text, out);
    // Only what jsonb cannot hold divides the two.
    if (no_json && (no_json->what.find("U+0000") != std::string::npos ||
                    no_json->what.find("out of range") != std::string::npos)) {
      continue;
    }
    const bool is_json = !no_json;
    const bool is_object = is_json && out.front() == '{';
    const auto problem = extractor.extract(text, [](std::size_t, const ExtractedValue&) {});
    CHECK(!problem == is_object);
  }
}
