# zonebrief - see README.md for the two commands that matter.
#
#   make            build out/bin/zonebrief
#   make briefs     build every brief into out/
#   make gallery    a brief with every kind of block: out/gallery.en.pdf and so on
#   make test       all tests          (SAN=1: under ASan and UBSan)
#   make check-data check the data; warnings count as errors
#   make schema     write data/schema/ anew from the tables in the source
#   make setup      install what is missing (Debian 12, Ubuntu)
#   make setup-tools  the same for fuzz, lint and coverage
#   make faults     one brief with each call that can fail failing in turn
#   make hostile    every key of a project's files gone, misspelt, and of every other type
#   make signals    runs that a signal ends, at moments all over a run
#   make lint       format, layer rules, length of functions, clang, static checks
#   make coverage   which lines and branches the tests go through, by folder
#   make bless      refresh the golden files; read the change before you commit it
#   make preflight  briefs before PDFBox Preflight, a second opinion on PDF/A (needs Java)
#   make fuzz       looks for inputs that break the program, SECONDS=60 for each target
#   make test-cluster  parts of a batch on a Slurm cluster of two nodes (needs root)
#   make setup-cluster installs Slurm for it
#   make bench      figures of speed, memory and size

CC      ?= cc
PYTHON  ?= python3
SAN     ?=
comma   := ,
VERSION := 0.1.0

# Name of the package behind each thing that is probed for below.
PACKAGES := gcc make pkg-config libhpdf-dev libcjson-dev libharfbuzz-dev libicu-dev \
            libdeflate-dev libxxhash-dev libpng-dev libjpeg-dev libexpat1-dev libqrencode-dev libcmocka-dev \
            libhyphen-dev poppler-utils qpdf imagemagick clang clang-format python3 \
            python3-jsonschema unicode-data strace locales
TOOLS    := clang-tidy cppcheck gcovr libclang-rt-14-dev qemu-user
CLUSTER  := slurmctld slurmd slurm-client munge

OUT    := out
BUILD  := $(OUT)/obj$(if $(SAN),/san,/plain)
BIN    := $(if $(SAN),$(BUILD)/zonebrief,$(OUT)/bin/zonebrief)

WARN   := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
          -Wmissing-prototypes -Wwrite-strings -Wpointer-arith -Wundef -Wvla \
          -Wno-missing-field-initializers -Werror
LIBS   := harfbuzz harfbuzz-subset libcjson icu-i18n icu-uc libdeflate libxxhash libpng libjpeg expat \
          libqrencode
CFLAGS ?= -g $(if $(SAN),-O2,-O3 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
OURS   := -std=c11 -D_POSIX_C_SOURCE=200809L $(WARN) -Isrc -I$(BUILD)/gen \
          -fstack-protector-strong -DZONEBRIEF_VERSION='"$(VERSION)"' \
          $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=all \
          -fno-omit-frame-pointer -DUNCONFINED) -MMD -MP

SOURCES := $(wildcard src/*.c src/*/*.c)
STARTS  := $(sort $(notdir $(basename $(wildcard src/new/*.json))))
KINDS   := $(filter-out kind,$(sort $(notdir $(basename $(wildcard src/kind/*.c)))))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/gen/kinds.o $(BUILD)/gen/starts.o $(BUILD)/gen/revision.o
LIBRARY := $(filter-out $(BUILD)/src/main.o,$(OBJECTS))
FUZZED  := $(filter-out planted,$(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c)))
FUZZERS := $(addprefix $(BUILD)/fuzz/,$(FUZZED) planted)
UNITS   := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/*.c))

# pkg-config is asked once, and only when something is built.
LIBCFLAGS = $(eval LIBCFLAGS := $(shell pkg-config --cflags $(LIBS)))$(LIBCFLAGS)
LDLIBS    = $(eval LDLIBS := $(shell pkg-config --libs $(LIBS)) -lhpdf)$(LDLIBS)

.PHONY: all faults hostile signals setup setup-tools setup-cluster test-cluster briefs gallery test check-data schema unit \
        fuzz fuzzers lint checked coverage bless preflight \
        bench clean format
.DELETE_ON_ERROR:

all: $(BIN)

# -- building -------------------------------------------------------------------

$(BIN): $(OBJECTS)
	@mkdir -p $(@D)
	@echo '  LD   $@'
	@$(CC) $(CFLAGS) $(OURS) -pie -Wl,-z,relro,-z,now -o $@ $(OBJECTS) $(LDLIBS)

$(BUILD)/%.o: %.c | $(BUILD)/probed
	@mkdir -p $(@D)
	@echo '  CC   $<'
	@$(CC) $(CFLAGS) $(OURS) $(LIBCFLAGS) -fPIE -c -o $@ $<

$(BUILD)/gen/%.o: $(BUILD)/gen/%.c
	@$(CC) $(CFLAGS) $(OURS) $(LIBCFLAGS) -fPIE -c -o $@ $<

# The table of block kinds: every file in src/kind/ defines kind_NAME.
$(BUILD)/gen/kinds.c: src/kind Makefile | $(BUILD)/probed
	@mkdir -p $(@D)
	@{ echo '#include "kind/kind.h"'; \
	   for k in $(KINDS); do echo "extern const Kind kind_$$k;"; done; \
	   echo 'const Kind *const KINDS[] = {'; \
	   for k in $(KINDS); do echo "    &kind_$$k,"; done; \
	   echo '    NULL};'; } > $@

# What `zonebrief new` writes: the lines of every file in src/new/.
$(BUILD)/gen/starts.c: $(wildcard src/new/*.json) Makefile | $(BUILD)/probed
	@mkdir -p $(@D)
	@{ echo '#include "new.h"'; \
	   for f in $(STARTS); do \
	       echo "static const char *const LINES_$$f[] = {"; \
	       sed 's/[\\"]/\\&/g; s/.*/"&",/' src/new/$$f.json; \
	       echo 'NULL};'; \
	   done; \
	   echo 'const Start STARTS[] = {'; \
	   for f in $(STARTS); do echo "    {\"$$f\", LINES_$$f},"; done; \
	   echo '    {NULL, NULL}};'; } > $@

# By what the program is told apart from one of other sources (manifest.json).
$(BUILD)/gen/revision.c: $(SOURCES) $(wildcard src/*.h src/*/*.h src/*/*.json src/*/*.icc) Makefile
	@mkdir -p $(@D)
	@{ echo '#include "revision.h"'; \
	   echo "const char *const REVISION = \"$$(cat $(sort $^) | sha256sum | cut -c1-16)\";"; } > $@

# The profile of the output intent, as an array.
$(BUILD)/gen/pdf/srgb.h: src/pdf/srgb.icc | $(BUILD)/probed
	@mkdir -p $(@D)
	@{ echo 'static const unsigned char SRGB[] = {'; \
	   od -An -v -tx1 $< | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g'; \
	   echo '};'; echo '#define SRGB_LENGTH sizeof SRGB'; } > $@

$(BUILD)/src/pdf/archive.o: $(BUILD)/gen/pdf/srgb.h

# What is missing is named with its package, before the compiler stumbles.
$(BUILD)/probed: Makefile src/probe.sh | $(filter setup,$(MAKECMDGOALS))
	@mkdir -p $(@D)
	@sh src/probe.sh build
	@touch $@

setup:
	@sh src/probe.sh setup $(PACKAGES)

setup-cluster:
	@sh src/probe.sh setup $(CLUSTER)

setup-tools:
	@sh src/probe.sh setup $(TOOLS)

briefs: $(BIN)
	$(BIN) build

gallery: $(BIN)
	$(BIN) build --project=tests/gallery/project.json --root=. --werror

# -- tests ----------------------------------------------------------------------

$(BUILD)/tests/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  LD   $@'
	@$(CC) $(CFLAGS) $(OURS) $(LIBCFLAGS) -Itests -o $@ $< $(LIBRARY) $(LDLIBS) -lcmocka -lhyphen

unit: $(UNITS)

# What stands in for libFuzzer where there is none; `make fuzz` has it.
FUZZ_DRIVER ?= $(BUILD)/tests/fuzz/shared/replay.o
FUZZ_SHARED := $(BUILD)/tests/fuzz/shared/case.o $(BUILD)/tests/fuzz/shared/mutate.o
FUZZ_PARTS  := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/fuzz/*.c tests/fuzz/shared/*.c))

.SECONDARY: $(FUZZ_PARTS)

$(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%.o $(FUZZ_SHARED) $(filter %.o,$(FUZZ_DRIVER)) $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  LD   $@'
	@$(CC) $(CFLAGS) $(OURS) -o $@ $< $(FUZZ_SHARED) $(FUZZ_DRIVER) $(LIBRARY) $(LDLIBS)

fuzzers: $(FUZZERS)

# Every target for SECONDS under libFuzzer, AddressSanitizer and UndefinedBehaviorSanitizer, one
# after the other, or those of FUZZED="json layout". What is found lands in out/fuzz/found/.
SECONDS  ?= 60
FUZZ_WITH = CC=clang OUT=out/fuzz FUZZ_DRIVER=-fsanitize=fuzzer CFLAGS="-O1 -g \
            -fno-omit-frame-pointer -fsanitize=fuzzer-no-link$(comma)address$(comma)undefined \
            -fno-sanitize-recover=all"

fuzz:
	@sh src/probe.sh fuzz
	@$(MAKE) --no-print-directory $(FUZZ_WITH) $(addprefix out/fuzz/obj/plain/fuzz/,$(FUZZED))
	@$(PYTHON) tests/fuzz.py --seconds=$(SECONDS) $(FUZZED)

test: $(BIN) $(UNITS) $(FUZZERS)
	@sh src/probe.sh test
	@ZONEBRIEF=$(BIN) UNITS="$(UNITS)" FUZZERS="$(FUZZERS)" $(PYTHON) tests/run.py

check-data: $(BIN)
	$(BIN) check --werror

SCHEMAS := project zone sources terms layout theme patch units map

schema: $(BIN)
	@mkdir -p data/schema
	@for s in $(SCHEMAS); do $(BIN) schema $$s > data/schema/$$s.schema.json; done

bless: $(BIN)
	@ZONEBRIEF=$(BIN) $(PYTHON) tests/run.py --bless

# Every n-th call of every function that can fail, for one brief: some minutes.
faults: $(BIN)
	@ZONEBRIEF=$(BIN) $(PYTHON) tests/faults.py

# Thousands of files, of which `make test` takes a sample: some minutes.
hostile: $(BIN)
	@HOSTILE=all ZONEBRIEF=$(BIN) $(PYTHON) tests/run.py hostile

# Runs ended by each signal at forty moments: some minutes.
signals: $(BIN)
	@ZONEBRIEF=$(BIN) $(PYTHON) tests/signals.py

lint:
	@sh src/probe.sh lint
	@$(PYTHON) tests/lint.py

# For lint.py: what clang-tidy and gcc's analyser say of each file, once for each state of it.
$(BUILD)/%.checked: $(BUILD)/%.o .clang-tidy
	@clang-tidy --quiet $*.c -- $(filter-out -Werror -MMD -MP,$(OURS)) $(LIBCFLAGS)
	@gcc -O1 -fanalyzer $(UNASKED) $(filter-out -MMD -MP,$(OURS)) $(LIBCFLAGS) -c -o /dev/null $*.c
	@touch $@

# What malloc itself hands out is no leak.
$(BUILD)/src/base/mem.checked: UNASKED := -Wno-analyzer-malloc-leak

checked: $(SOURCES:%.c=$(BUILD)/%.checked)

# Lines and branches by folder; out/coverage/index.html has every line.
COVERAGE_WITH = OUT=out/coverage CFLAGS="-O0 -g --coverage -include tests/covered.h"

coverage:
	@sh src/probe.sh coverage
	-@$(MAKE) --no-print-directory $(COVERAGE_WITH) test
	@$(PYTHON) tests/covered.py

format:
	clang-format -i $(wildcard src/*.c src/*/*.[ch] tests/unit/*.[ch] tests/fuzz/*.c \
	    tests/fuzz/shared/*.[ch])

preflight: $(BIN)
	@ZONEBRIEF=$(BIN) $(PYTHON) tests/preflight.py

test-cluster: $(BIN)
	@sh src/probe.sh cluster
	@ZONEBRIEF=$(BIN) $(PYTHON) tests/cluster/run.py

bench: $(BIN)
	@ZONEBRIEF=$(BIN) $(PYTHON) tests/bench.py

clean:
	rm -rf $(OUT)/obj $(OUT)/bin

-include $(OBJECTS:.o=.d) $(UNITS:=.d) $(FUZZ_PARTS:.o=.d)
