#pragma once

// Declares the parts of each engine. Their names have C linkage, so that the build can name them
// when it hides all other symbols of an engine.

#include "json/engine.hpp"

#define NIGHTJAR_JOIN_(a, b) a##_##b
#define NIGHTJAR_JOIN(a, b) NIGHTJAR_JOIN_(a, b)

extern "C" {
void nightjar_json_make_walker_plain(const std::vector<std::string>& paths,
                                     std::unique_ptr<nightjar::json::Walker>& walker);
void nightjar_json_make_walker_avx2(const std::vector<std::string>& paths,
                                    std::unique_ptr<nightjar::json::Walker>& walker);
void nightjar_json_make_canonicaliser_plain(
    std::unique_ptr<nightjar::json::Canonicaliser>& canonicaliser);
void nightjar_json_make_canonicaliser_avx2(
    std::unique_ptr<nightjar::json::Canonicaliser>& canonicaliser);
}
