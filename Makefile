# Each target first installs what is missing on this machine (Debian 12 or 13), see .ci/packages/.

BUILD ?= build
SOURCES = find lib daemon tests -name '*.cpp' -o -name '*.hpp'

.DEFAULT_GOAL := help
.PHONY: help deps build test deb test-debian test-docker demo bench docs reference campaign coverage tsan tidy format check-format clean

help: ## says what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

deps: ## installs the Debian packages that are missing (by sudo, unless you are root)
	@.ci/packages/install build

build: $(BUILD)/build.ninja ## puts nightjar and nightjard in build/bin
	@cmake --build $(BUILD) --target programs

test: $(BUILD)/build.ninja ## builds and runs every test, on a private PostgreSQL
	@.ci/packages/install unpacked
	@cmake --build $(BUILD)
	@ctest --test-dir $(BUILD) --output-on-failure --parallel $$(nproc)

deb: deps ## packs the programs as a Debian package, in build/package
	@.ci/packages/install package
	@cmake --preset dev -B $(BUILD) -DLOWDOWN=$$(command -v lowdown) >/dev/null
	@cmake --build $(BUILD) --target programs manual
	@config/debian/build $(BUILD)

# RELEASE   bookworm (Debian 12) or trixie (Debian 13)
# TESTS     fast, or all for those with a server, the demo, and clang too
RELEASE ?= bookworm
TESTS ?= fast
test-debian: ## builds, tests, installs and uses the package on a fresh Debian: RELEASE=trixie; as root
	@TESTS=$(TESTS) .ci/debian/test $(RELEASE)

test-docker: ## runs docker-compose.yml and its Dockerfile without a Docker engine, in roots of Debian 13; as root
	@.ci/debian/docker

demo: ## runs three nights of sample data on a private PostgreSQL and shows what came of it
	@echo "1 of 3: the packages of Debian that Nightjar is built with"
	@$(MAKE) --silent $(BUILD)/build.ninja
	@echo "2 of 3: three programs, built in some minutes the first time"
	@cmake --build $(BUILD) --target programs
	@echo "3 of 3: three nights"
	@tests/demo/demo.sh $(BUILD)

docs: $(BUILD)/build.ninja ## draws the data model from the catalog of a private PostgreSQL
	@.ci/packages/install docs
	@cmake --build $(BUILD) --target write_data_model
	@$(BUILD)/bin/write_data_model
	@for diagram in docs/data-model/*.dot; do dot -Tsvg "$$diagram" -o "$${diagram%.dot}.svg"; done

reference: $(BUILD)/build.ninja ## writes docs/settings.md and config/schema from the tables of keys
	@cmake --build $(BUILD) --target write_reference
	@$(BUILD)/bin/write_reference

# SIZE      of the dump of reviews
# DEPTH     how many nights to run one after the other; 0 for none
# PARTS     what to measure, of: reviews streams sizes depth; streams need reviews
# SETTINGS  more of PostgreSQL's, such as "wal_level=minimal max_wal_senders=0"
# DOCS=1    also puts the figures and plots into docs/performance.md
SIZE ?= 2G
DEPTH ?= 30
PARTS ?= reviews streams sizes depth
SETTINGS ?=
bench: $(BUILD)/build.ninja ## measures nights against COPY and SQL, in about ten minutes; SIZE=200M for a quick try
	@cmake --build $(BUILD) --target programs nightjar-read-limit
	@SIZE=$(SIZE) DEPTH=$(DEPTH) PARTS="$(PARTS)" SETTINGS="$(SETTINGS)" DOCS=$(DOCS) exec python3 -B tests/bench/bench.py $(BUILD)

# SEEDS     how many random histories of nights, each held against a model
# SECONDS   how long each fuzzer runs
SEEDS ?= 1000
SECONDS ?= 600
campaign: $(BUILD)/build.ninja ## looks for what the tests miss: random histories and the fuzzers, for an hour
	@.ci/packages/install check
	@cmake --build $(BUILD) --target server_tests
	@NIGHTJAR_SEEDS=$(SEEDS) NIGHTJAR_SEED=$$(date +%s) $(BUILD)/tests/server_tests '[#servertest_property]' --filenames-as-tags
	@tests/fuzz/run build-fuzz $(SECONDS)

coverage: ## tells which share of the lines the tests run, by folder; fails below a floor
	@.ci/packages/install build check
	@cmake --preset coverage >/dev/null
	@cmake --build --preset coverage
	@tests/coverage/run build-coverage

tsan: ## runs the fast tests, and nights with a server, under the thread sanitizer
	@.ci/packages/install build check
	@cmake --preset tsan >/dev/null
	@cmake --build --preset tsan
	@ctest --preset tsan --parallel $$(nproc)

# CHANGED=1  looks at the files that differ from main only
tidy: ## looks for mistakes and for habits of the past in lib and daemon, with clang-tidy
	@.ci/packages/install build check
	@cmake --preset clang >/dev/null
	@.ci/tidy build-clang $(if $(CHANGED),--changed)

format: ## formats the C++ source
	@.ci/packages/install check
	@$(SOURCES) | xargs clang-format -i

check-format: ## fails where the C++ source is not formatted
	@.ci/packages/install check
	@$(SOURCES) | xargs clang-format --dry-run --Werror

clean: ## removes what was built
	rm -rf $(BUILD) build-*

$(BUILD)/build.ninja: CMakeLists.txt CMakePresets.json | deps
	@cmake --preset dev -B $(BUILD) >/dev/null
