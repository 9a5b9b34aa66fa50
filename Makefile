# Thin targets; the work is in scripts/, demo/ and benchmarks/. Settings, as in `make demo RASTER=x.tif`:
RASTER ?=#          demo: your own raster instead of the shipped scenes
FIND ?=#            demo: what to find in it
QGIS_PYTHON ?= /usr/bin/python3#  QGIS's own Python
BACKEND_PYTHON ?=#  Python 3.11 or newer for the backend; found by itself when empty
TORCH_INDEX ?=#     index of another build of torch, such as a CUDA one; the CPU's when empty
PROFILE ?=#         link: QGIS's user profile folder; QGIS's default one when empty
QGIS ?=#            test-matrix: one release only, 3.40 or 3.44
TESTS ?=#           test-matrix: test folders or files; the plugin's and the integration tests when empty
ROUNDS ?=#          soak: how often the desktop is started; 20 when empty

BACKEND := .venv-backend/bin/python
ENVIRONMENTS := python3 scripts/environments.py --qgis-python "$(QGIS_PYTHON)" \
	--backend-python "$(BACKEND_PYTHON)" --torch-index "$(TORCH_INDEX)"

.PHONY: help environments evaluation demo test test-matrix soak bench lint zip link locks translations manual

help:
	@echo "make demo | test | test-matrix | soak | bench | lint | zip | link; settings stand at the top of the Makefile"

environments:
	@$(ENVIRONMENTS)

evaluation:
	@$(ENVIRONMENTS) --evaluation

demo: environments
	@$(BACKEND) -m demo.run_demo $(if $(RASTER),--raster "$(RASTER)") $(if $(FIND),--find "$(FIND)")

test:
	@$(ENVIRONMENTS) --qt6
	@$(BACKEND) scripts/run_tests.py

test-matrix: environments
	@$(BACKEND) -m scripts.test_matrix $(if $(QGIS),--qgis $(QGIS)) $(TESTS)

soak: environments
	@$(BACKEND) -m soak.run_soak $(if $(ROUNDS),--rounds $(ROUNDS))

bench: environments
	@$(BACKEND) -m benchmarks.run_benchmarks

lint: environments
	@$(BACKEND) scripts/lint.py

zip:
	@python3 -m scripts.package_plugin zip

link:
	@python3 -m scripts.package_plugin link $(if $(PROFILE),--profile "$(PROFILE)")

translations:
	@python3 -m scripts.translations collect

manual: environments
	@$(BACKEND) -m scripts.manual

locks:
	@scripts/lock.sh
