#pragma once

#include <string>
#include <string_view>

#include "sample/dice.hpp"

namespace nightjar::sample {

/// Invented names and texts, combined from word lists.

std::string given_name(Dice& dice);
std::string family_name(Dice& dice);
/// Of an author or an actor, some with a title or a number: `Dr. Ines Marlow`, `Ola Quill IV`.
std::string full_name(Dice& dice);
/// Of a book or a film. Some have an apostrophe, a comma, a colon, an accent or an en dash.
std::string title(Dice& dice);
std::string publisher(Dice& dice);
std::string language(Dice& dice);
/// `Norwegians`; one in twelve is `Singaporeans`, whom one of the six questions is about.
std::string nationality(Dice& dice);
/// In no language; begins with a capital and ends with a full stop.
std::string sentence(Dice& dice, std::size_t words);

/// In capitals, the accented letters that title() uses included.
std::string upper_case(std::string_view text);
/// In lower case, with a hyphen for every character that is not a letter: `guianese-french`.
std::string slug(std::string_view text);

}  // namespace nightjar::sample
