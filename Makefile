# Thin fronts of CMake and its presets. `make` and a shell are all that must stand before: each target first lets
# scripts/install.sh install what the machine lacks.

JOBS ?= $(shell nproc)

.PHONY: all setup setup-tests setup-deep configure run atlas serve test test-deep bench bench-rest format clean

all: configure
	@cmake --build build -j $(JOBS)

setup:
	@scripts/install.sh

setup-tests:
	@scripts/install.sh tests

setup-deep:
	@scripts/install.sh deep

# The test for build.ninja, since each configuring costs seconds and ninja configures again by itself where needed.
configure: setup
	@test -f build/build.ninja || cmake --preset basic-tests

run: configure
	@cmake --build build -j $(JOBS) --target atlas ginnel_cli
	@scripts/run.sh

atlas: configure
	@cmake --build build -j $(JOBS) --target atlas
	@build/bin/atlas

# make serve APP=examples/clinic
serve: configure
	@cmake --build build -j $(JOBS) --target ginnel_cli
	@build/bin/ginnel serve $(or $(APP),examples/clinic)

test: setup-tests all
	@ctest --preset basic-tests -j $(JOBS)

# Each stage has a build folder of its own below build/. One more of the long tests at once than there are cores: the soak waits
# more than it works.
test-deep: setup-deep all
	@cmake --preset clang && cmake --build --preset clang -j $(JOBS) && ctest --preset clang -j $(JOBS)
	@cmake --preset tsan && cmake --build --preset tsan -j $(JOBS) && ctest --preset tsan -j $(JOBS)
	@ctest --preset all-tests -L '^long$$' -j $$(($(JOBS) + 1))

bench: configure
	@cmake --build build -j $(JOBS) --target bench_ginnel floor_sqlite
	@bench/run.sh

bench-rest: configure
	@cmake --build build -j $(JOBS) --target ginnel_cli floor_rest
	@bench/rest/run.sh

# The programs of the README and of the guide stay as the pages show them.
format: setup
	@find src include tests tools bench examples \( -name '*.hpp' -o -name '*.cpp' \) -print0 2>/dev/null \
	    | grep -zvE '^examples/(blog|guide)/|^bench/floor/|/generated/' | xargs -0 -r clang-format-14 -i

clean:
	@rm -rf build
