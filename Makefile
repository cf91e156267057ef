# Two commands: `make start` trades on paper, `make test` checks everything.
.PHONY: start test install build bench clean
.DEFAULT_GOAL := start

node_modules/.installed: package.json package-lock.json .npmrc
	@command -v npm >/dev/null || { echo "npm is missing: install Node.js 20 or newer with npm, then run make again"; exit 1; }
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

install: node_modules/.installed

build: install
	npm run --silent build

start: install
	npm start --silent

test: install
	npm test

bench: install
	npm run --silent bench

clean:
	rm -rf node_modules dist coverage
