#include "sample/words.hpp"

#include <array>

namespace nightjar::sample {
namespace {

using Word = std::string_view;

constexpr std::array given{
    Word("Ada"),    Word("Bram"),   Word("Cleo"),    Word("Dario"), Word("Edda"),  Word("Fenn"),
    Word("Greta"),  Word("Hollis"), Word("Ines"),    Word("Jory"),  Word("Kaya"),  Word("Lars"),
    Word("Mirela"), Word("Nadir"),  Word("Ola"),     Word("Petra"), Word("Quint"), Word("Rosa"),
    Word("Soren"),  Word("Tilda"),  Word("Umberto"), Word("Vera"),  Word("Wim"),   Word("Xenia"),
    Word("Yara"),   Word("Zeno"),   Word("Anouk"),   Word("Basil"), Word("Corin"), Word("Delia"),
    Word("Emre"),   Word("Farah")};
constexpr std::array family{
    Word("Alder"),    Word("Brook"),    Word("Calloway"),     Word("Dunmore"),  Word("Eastlake"),
    Word("Farrow"),   Word("Glen"),     Word("Hawthorn"),     Word("Ivers"),    Word("Juniper"),
    Word("Kestrel"),  Word("Larkspur"), Word("Marlow"),       Word("Northam"),  Word("O'Dell"),
    Word("Pemberly"), Word("Quill"),    Word("Rookwood"),     Word("Stillman"), Word("Thorne"),
    Word("Umber"),    Word("Vale"),     Word("Winterbourne"), Word("Yarrow"),   Word("Ashdown"),
    Word("Blythe"),   Word("Crane"),    Word("Drummond"),     Word("Elm"),      Word("Fennimore")};
constexpr std::array prefixes{Word("Dr. "), Word("Prof. "), Word("Ms. "), Word("Rev. ")};
constexpr std::array suffixes{Word(" Jr."), Word(" II"), Word(" IV"), Word(" PhD")};
constexpr std::array adjectives{Word("Silent"),  Word("Amber"),  Word("Borrowed"), Word("Crooked"),
                                Word("Distant"), Word("Empty"),  Word("Fading"),   Word("Gilded"),
                                Word("Hollow"),  Word("Idle"),   Word("Last"),     Word("Mended"),
                                Word("Narrow"),  Word("Pale"),   Word("Quiet"),    Word("Restless"),
                                Word("Salted"),  Word("Tender"), Word("Unlit"),    Word("Wayward"),
                                Word("Paper"),   Word("Copper"), Word("Northern"), Word("Second")};
constexpr std::array nouns{
    Word("Harbour"), Word("Lantern"), Word("Orchard"), Word("Ferryman"), Word("Clockmaker"),
    Word("Winter"),  Word("Bridge"),  Word("Archive"), Word("Tide"),     Word("Signal"),
    Word("Garden"),  Word("Mirror"),  Word("Railway"), Word("Cellar"),   Word("Compass"),
    Word("Meadow"),  Word("Witness"), Word("Kingdom"), Word("Café"),     Word("Ledger"),
    Word("Sparrow"), Word("Engine"),  Word("Island"),  Word("Letter"),   Word("Attic"),
    Word("Voyage"),  Word("Fever"),   Word("Summit"),  Word("Guest"),    Word("Marée")};
constexpr std::array houses{Word("Lantern Press"), Word("Harbour & Sons"),
                            Word("Quarto North"),  Word("Tern Books"),
                            Word("Blue Gate"),     Word("Orchard House"),
                            Word("Fjord Media"),   Word("Old Mill Editions"),
                            Word("Copper Leaf"),   Word("St. Brannoc Press")};
constexpr std::array languages{Word("English"), Word("French"), Word("Korean"), Word("Swahili"),
                               Word("Finnish"), Word("Basque"), Word("Hindi"),  Word("Malay"),
                               Word("Welsh"),   Word("Spanish")};
constexpr std::array nations{
    Word("Norwegians"), Word("Peruvians"),    Word("Ghanaians"),  Word("Samoans"),
    Word("Icelanders"), Word("Malaysians"),   Word("Uruguayans"), Word("Congolese (Republic)"),
    Word("Welsh"),      Word("Singaporeans"), Word("Estonians"),  Word("Bretons")};
constexpr std::array syllables{Word("lu"),  Word("men"), Word("ta"),  Word("ris"),
                               Word("vo"),  Word("cal"), Word("ne"),  Word("dor"),
                               Word("si"),  Word("mar"), Word("que"), Word("bel"),
                               Word("tho"), Word("ran"), Word("pi"),  Word("sol")};

struct Accent {
  Word small;
  Word capital;
};
constexpr std::array accents{Accent{"é", "É"}};

std::string joined(Word first, Word second) { return std::string(first) + std::string(second); }

}  // namespace

std::string given_name(Dice& dice) { return std::string(dice.pick(given)); }
std::string family_name(Dice& dice) { return std::string(dice.pick(family)); }

std::string full_name(Dice& dice) {
  std::string name = given_name(dice) + " " + family_name(dice);
  switch (dice.below(8)) {
    case 0:
      return joined(dice.pick(prefixes), name);
    case 1:
      return joined(name, dice.pick(suffixes));
    default:
      return name;
  }
}

std::string title(Dice& dice) {
  const std::string first = joined(dice.pick(adjectives), joined(" ", dice.pick(nouns)));
  const std::string noun(dice.pick(nouns));
  switch (dice.below(9)) {
    case 0:
      return first;
    case 1:
      return "The " + first;
    case 2:
      return "The " + noun + "'s " + first;
    case 3:
      return noun + ", " + first;
    case 4:
      return first + ": The " + noun;
    case 5:
      return "The " + noun + " of the " + first;
    case 6:
      return first + " – " + noun;
    case 7:
      return (std::string_view("AEIOU").find(first[0]) == std::string_view::npos ? "A " : "An ") +
             first + " for " + given_name(dice);
    default:
      return "The " + first + " and the " + noun;
  }
}

std::string publisher(Dice& dice) { return std::string(dice.pick(houses)); }
std::string language(Dice& dice) { return std::string(dice.pick(languages)); }
std::string nationality(Dice& dice) { return std::string(dice.pick(nations)); }

std::string sentence(Dice& dice, std::size_t words) {
  std::string text;
  for (std::size_t word = 0; word < words; ++word) {
    if (word > 0) text += ' ';
    for (auto count = dice.between(2, 4); count > 0; --count) text += dice.pick(syllables);
  }
  text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text + ".";
}

std::string upper_case(std::string_view text) {
  std::string upper;
  while (!text.empty()) {
    std::size_t taken = 1;
    char letter = text.front();
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    upper += letter;
    for (const auto& accent : accents) {
      if (!text.starts_with(accent.small)) continue;
      upper.back() = accent.capital[0];
      upper += accent.capital.substr(1);
      taken = accent.small.size();
    }
    text.remove_prefix(taken);
  }
  return upper;
}

std::string slug(std::string_view text) {
  std::string made;
  for (const char letter : text) {
    const char small =
        letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    if (small >= 'a' && small <= 'z')
      made += small;
    else if (!made.empty() && made.back() != '-')
      made += '-';
  }
  while (made.ends_with('-')) made.pop_back();
  return made;
}

}  // namespace nightjar::sample
