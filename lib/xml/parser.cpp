#include "xml/parser.hpp"

#include <algorithm>
#include <exception>
#include <new>
#include <utility>
#include <vector>

#include <expat.h>

#include "base/format.hpp"
#include "xml/encoding.hpp"

namespace nightjar::xml {
namespace {

// expat 2.9 has counters of 64 bits on every platform, and deprecates the others.
#if XML_MAJOR_VERSION > 2 || (XML_MAJOR_VERSION == 2 && XML_MINOR_VERSION >= 9)
auto byte_index(XML_Parser parser) { return XML_GetCurrentByteIndex64(parser); }
auto byte_count(XML_Parser parser) { return XML_GetCurrentByteCount64(parser); }
#else
auto byte_index(XML_Parser parser) { return XML_GetCurrentByteIndex(parser); }
auto byte_count(XML_Parser parser) { return XML_GetCurrentByteCount(parser); }
#endif

/// expat counts the bytes of a piece in an int.
constexpr std::size_t most_at_once = std::size_t{1} << 20;

constexpr auto leave_out_declarations =
    "have the vendor leave out the declarations in the DOCTYPE: no entities are expanded";
constexpr auto write_character =
    "have the vendor write the character itself, or its number (&#160;)";

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

}  // namespace

/// What the functions that expat calls share.
struct Parser::State {
  State(Handler& target, std::string of_bytes)
      : handler(target),
        encoding(std::move(of_bytes)),
        expat(XML_ParserCreate(encoding.empty() ? nullptr : encoding.c_str())) {
    if (!expat) throw std::bad_alloc();
    XML_SetUnknownEncodingHandler(expat.get(), describe_encoding, nullptr);
    set_handlers();
  }

  void set_handlers() {
    XML_SetUserData(expat.get(), this);
    XML_SetElementHandler(expat.get(), start_element, end_element);
    XML_SetCharacterDataHandler(expat.get(), text);
    XML_SetXmlDeclHandler(expat.get(), xml_declaration);
    XML_SetStartDoctypeDeclHandler(expat.get(), doctype);
    XML_SetSkippedEntityHandler(expat.get(), skipped_entity);
    XML_SetDefaultHandlerExpand(expat.get(), other);
  }

  [[nodiscard]] std::uint64_t begin() const {
    return static_cast<std::uint64_t>(byte_index(expat.get()));
  }

  /// An exception must not pass through expat, which is C.
  template <typename Function>
  static void call(void* self, Function function) {
    State& state = *static_cast<State*>(self);
    state.event_end = state.begin() + static_cast<std::uint64_t>(byte_count(state.expat.get()));
    if (state.fault || state.exception) return;
    try {
      function(state);
    } catch (...) {
      state.exception = std::current_exception();
      XML_StopParser(state.expat.get(), XML_FALSE);
    }
  }

  static void start_element(void* self, const XML_Char* name, const XML_Char** attributes) {
    call(self, [&](State& state) {
      state.attributes.clear();
      for (; *attributes != nullptr; attributes += 2) {
        state.attributes.push_back({attributes[0], attributes[1]});
      }
      state.handler.start_element(name, state.attributes);
    });
  }
  static void end_element(void* self, const XML_Char* /*name*/) {
    call(self, [](State& state) { state.handler.end_element(); });
  }
  static void text(void* self, const XML_Char* text, int length) {
    call(self, [&](State& state) { state.handler.text({text, static_cast<std::size_t>(length)}); });
  }
  static void xml_declaration(void* self, const XML_Char* /*version*/, const XML_Char* encoding,
                              int /*standalone*/) {
    call(self, [&](State& state) { state.declared = encoding == nullptr ? "" : encoding; });
  }
  static void doctype(void* self, const XML_Char* /*name*/, const XML_Char* /*system*/,
                      const XML_Char* /*publisher*/, int has_declarations) {
    if (has_declarations == 0) return;
    call(self, [](State& state) {
      state.refuse("its DOCTYPE has declarations of its own, such as <!ENTITY>",
                   leave_out_declarations);
    });
  }
  /// One that a DTD outside the document may declare.
  static void skipped_entity(void* self, const XML_Char* name, int /*is_parameter*/) {
    call(self, [&](State& state) {
      state.refuse(fmt::format("the entity &{}; is not declared in it", name), write_character);
    });
  }
  /// Comments and the like: only their ends are noted.
  static void other(void* self, const XML_Char* /*text*/, int /*length*/) {
    call(self, [](State&) {});
  }

  void refuse(std::string what, std::string remedy) {
    fault = Fault{begin(), false, std::move(what), std::move(remedy)};
    XML_StopParser(expat.get(), XML_FALSE);
  }

  [[nodiscard]] Fault fault_of_expat() const {
    const XML_Error code = XML_GetErrorCode(expat.get());
    const bool is_at_end = code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
                           code == XML_ERROR_PARTIAL_CHAR ||
                           code == XML_ERROR_UNCLOSED_CDATA_SECTION;
    const bool is_entity = code == XML_ERROR_UNDEFINED_ENTITY;
    return {begin(), is_at_end, fmt::format("it is not XML: {}", XML_ErrorString(code)),
            is_entity ? write_character : ""};
  }

  Handler& handler;
  std::string encoding;
  std::unique_ptr<XML_ParserStruct, FreeParser> expat;
  std::vector<Attribute> attributes;
  std::uint64_t event_end = 0;
  std::string declared;
  std::optional<Fault> fault;
  std::exception_ptr exception;
};

Parser::Parser(Handler& handler, const std::string& encoding)
    : state_(std::make_unique<State>(handler, encoding)) {}

Parser::~Parser() = default;

std::optional<Fault> Parser::parse(std::string_view piece, bool is_last) {
  do {
    const std::string_view part = piece.substr(0, most_at_once);
    piece.remove_prefix(part.size());
    const bool ends_here = is_last && piece.empty();
    const XML_Status status = XML_Parse(state_->expat.get(), part.data(),
                                        static_cast<int>(part.size()), ends_here ? 1 : 0);
    if (state_->exception) std::rethrow_exception(std::exchange(state_->exception, nullptr));
    if (state_->fault) return state_->fault;
    if (status != XML_STATUS_OK) return state_->fault_of_expat();
  } while (!piece.empty());
  return std::nullopt;
}

void Parser::reset() {
  const std::string& encoding = state_->encoding;
  XML_ParserReset(state_->expat.get(), encoding.empty() ? nullptr : encoding.c_str());
  state_->set_handlers();
  state_->event_end = 0;
  state_->declared.clear();
  state_->fault.reset();
}

std::uint64_t Parser::event_begin() const { return state_->begin(); }
std::uint64_t Parser::event_end() const { return state_->event_end; }
const std::string& Parser::declared_encoding() const { return state_->declared; }

std::string_view utf16_of(std::string_view front) {
  using namespace std::string_view_literals;
  if (front.starts_with("\xff\xfe"sv) || front.starts_with("<\0"sv)) return "UTF-16LE";
  if (front.starts_with("\xfe\xff"sv) || front.starts_with("\0<"sv)) return "UTF-16BE";
  return {};
}

}  // namespace nightjar::xml
