CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE batches (
	number SERIAL NOT NULL, 
	who TEXT NOT NULL, 
	what JSON NOT NULL, 
	engine TEXT NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT, 
	report JSON, 
	CONSTRAINT pk_batches PRIMARY KEY (number)
);
CREATE TABLE catalogues (
	number SERIAL NOT NULL, 
	text TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	who TEXT NOT NULL, 
	at TEXT NOT NULL, 
	why TEXT NOT NULL, 
	indicator TEXT NOT NULL, 
	restores INTEGER, 
	CONSTRAINT pk_catalogues PRIMARY KEY (number)
);
CREATE TABLE cells (
	place_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	indicator TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	place TEXT NOT NULL, 
	place_code TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	size FLOAT(53) NOT NULL, 
	unit TEXT NOT NULL, 
	bound TEXT NOT NULL, 
	figures JSON NOT NULL, 
	others JSON NOT NULL, 
	disputed BOOLEAN NOT NULL, 
	mark TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_cells PRIMARY KEY (place_id, year, indicator, scope)
);
CREATE TABLE coverage (
	place_id TEXT NOT NULL, 
	place TEXT NOT NULL, 
	place_code TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	number BIGINT NOT NULL, 
	CONSTRAINT pk_coverage PRIMARY KEY (place_id, place, year)
);
CREATE TABLE decisions (
	number SERIAL NOT NULL, 
	at TEXT NOT NULL, 
	who TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	figure TEXT NOT NULL, 
	document TEXT NOT NULL, 
	name TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	prefix TEXT NOT NULL, 
	suffix TEXT NOT NULL, 
	before JSON, 
	after JSON, 
	machine JSON, 
	why TEXT NOT NULL, 
	reverts INTEGER, 
	bulk INTEGER, 
	CONSTRAINT pk_decisions PRIMARY KEY (number), 
	CONSTRAINT ck_decisions_kind CHECK (kind IN ('accept', 'correct', 'reject', 'add', 'revert')), 
	CONSTRAINT ck_decisions_span CHECK ("start" >= 0 AND "end" > "start")
);
CREATE TABLE documents (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	encoding TEXT NOT NULL, 
	title TEXT NOT NULL, 
	publisher TEXT NOT NULL, 
	url TEXT NOT NULL, 
	place JSON, 
	place_told JSON, 
	scope TEXT NOT NULL, 
	scope_told JSON, 
	year INTEGER, 
	year_told JSON, 
	characters INTEGER NOT NULL, 
	figures INTEGER NOT NULL, 
	attributed INTEGER NOT NULL, 
	counted INTEGER NOT NULL, 
	unplaced INTEGER NOT NULL, 
	undated INTEGER NOT NULL, 
	engine TEXT NOT NULL, 
	imported_at TEXT NOT NULL, 
	place_name TEXT, 
	place_code TEXT DEFAULT '' NOT NULL, 
	title_told JSON, 
	publisher_told JSON, 
	url_told JSON, 
	likeness TEXT, 
	CONSTRAINT pk_documents PRIMARY KEY (id), 
	CONSTRAINT ck_documents_counts CHECK (characters >= 0 AND figures >= 0)
);
CREATE TABLE frozen (
	name TEXT NOT NULL, 
	who TEXT NOT NULL, 
	at TEXT NOT NULL, 
	as_of TEXT NOT NULL, 
	note TEXT NOT NULL, 
	cells INTEGER NOT NULL, 
	CONSTRAINT pk_frozen PRIMARY KEY (name)
);
CREATE TABLE members (
	number SERIAL NOT NULL, 
	id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	who TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_members PRIMARY KEY (number), 
	CONSTRAINT ck_members_role CHECK (role IN ('', 'viewer', 'reviewer', 'curator', 'admin'))
);
CREATE TABLE meta (
	key TEXT NOT NULL, 
	value TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY (key)
);
CREATE TABLE past (
	number SERIAL NOT NULL, 
	document TEXT NOT NULL, 
	name TEXT NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT NOT NULL, 
	figures BYTEA NOT NULL, 
	CONSTRAINT pk_past PRIMARY KEY (number)
);
CREATE TABLE stale (
	indicator TEXT NOT NULL, 
	place TEXT NOT NULL, 
	CONSTRAINT pk_stale PRIMARY KEY (indicator, place)
);
CREATE TABLE standings (
	subject TEXT NOT NULL, 
	figure TEXT, 
	document TEXT NOT NULL, 
	name TEXT NOT NULL, 
	status TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_standings PRIMARY KEY (subject)
);
CREATE TABLE tallies (
	what TEXT NOT NULL, 
	value TEXT NOT NULL, 
	number BIGINT NOT NULL, 
	CONSTRAINT pk_tallies PRIMARY KEY (what, value)
);
CREATE TABLE decided (
	id TEXT NOT NULL, 
	document TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	value TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	bound TEXT NOT NULL, 
	indicator TEXT NOT NULL, 
	value_max TEXT, 
	year INTEGER, 
	place TEXT, 
	place_code TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT NOT NULL, 
	part BOOLEAN NOT NULL, 
	plan BOOLEAN NOT NULL, 
	dup BOOLEAN NOT NULL, 
	narrow BOOLEAN NOT NULL, 
	whole TEXT NOT NULL, 
	confidence FLOAT(53) NOT NULL, 
	rules JSON NOT NULL, 
	concept TEXT NOT NULL, 
	sentence JSON NOT NULL, 
	paragraph JSON NOT NULL, 
	headings JSON NOT NULL, 
	indicator_told JSON, 
	year_told JSON, 
	place_told JSON, 
	scope_told JSON, 
	counting BOOLEAN NOT NULL, 
	page INTEGER, 
	mark TEXT NOT NULL, 
	CONSTRAINT pk_decided PRIMARY KEY (id), 
	CONSTRAINT fk_decided_document FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE TABLE doubts (
	figure TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	document TEXT NOT NULL, 
	weight FLOAT(53) NOT NULL, 
	indicator TEXT NOT NULL, 
	place TEXT NOT NULL, 
	facts JSON NOT NULL, 
	open BOOLEAN NOT NULL, 
	first BOOLEAN NOT NULL, 
	CONSTRAINT pk_doubts PRIMARY KEY (figure, reason), 
	CONSTRAINT fk_doubts_document FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE TABLE figures (
	id TEXT NOT NULL, 
	document TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	value TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	bound TEXT NOT NULL, 
	indicator TEXT NOT NULL, 
	value_max TEXT, 
	year INTEGER, 
	place TEXT, 
	place_code TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT NOT NULL, 
	part BOOLEAN NOT NULL, 
	plan BOOLEAN NOT NULL, 
	dup BOOLEAN NOT NULL, 
	narrow BOOLEAN NOT NULL, 
	whole TEXT NOT NULL, 
	confidence FLOAT(53) NOT NULL, 
	rules JSON NOT NULL, 
	concept TEXT NOT NULL, 
	sentence JSON NOT NULL, 
	paragraph JSON NOT NULL, 
	headings JSON NOT NULL, 
	indicator_told JSON, 
	year_told JSON, 
	place_told JSON, 
	scope_told JSON, 
	counting BOOLEAN NOT NULL, 
	page INTEGER, 
	CONSTRAINT pk_figures PRIMARY KEY (id), 
	CONSTRAINT ck_figures_span CHECK ("start" >= 0 AND "end" > "start"), 
	CONSTRAINT ck_figures_bound CHECK (bound IN ('eq', 'gt', 'lt', 'approx')), 
	CONSTRAINT ck_figures_confidence CHECK (confidence >= 0 AND confidence <= 1), 
	CONSTRAINT fk_figures_document FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE TABLE frozen_cells (
	name TEXT NOT NULL, 
	indicator TEXT NOT NULL, 
	cells BYTEA NOT NULL, 
	CONSTRAINT pk_frozen_cells PRIMARY KEY (name, indicator), 
	CONSTRAINT fk_frozen_cells_name FOREIGN KEY(name) REFERENCES frozen (name) ON DELETE CASCADE
);
CREATE TABLE imports (
	number INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	engine TEXT NOT NULL, 
	action TEXT NOT NULL, 
	at TEXT NOT NULL, 
	batch INTEGER, 
	CONSTRAINT pk_imports PRIMARY KEY (number), 
	CONSTRAINT ck_imports_action CHECK (action IN ('added', 'replaced', 'removed')), 
	CONSTRAINT fk_imports_batch FOREIGN KEY(batch) REFERENCES batches (number) ON DELETE SET NULL
);
CREATE TABLE rejections (
	document TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT ck_rejections_span CHECK ("start" >= 0 AND "end" > "start"), 
	CONSTRAINT fk_rejections_document FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE TABLE segments (
	id SERIAL NOT NULL, 
	document TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	headings JSON NOT NULL, 
	level INTEGER NOT NULL, 
	CONSTRAINT pk_segments PRIMARY KEY (id), 
	CONSTRAINT ck_segments_kind CHECK (kind IN ('heading', 'paragraph', 'furniture', 'table')), 
	CONSTRAINT ck_segments_span CHECK ("start" >= 0 AND "end" >= "start"), 
	CONSTRAINT fk_segments_document FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE TABLE sentences (
	figure TEXT NOT NULL, 
	document TEXT NOT NULL, 
	hash BIGINT NOT NULL, 
	year INTEGER NOT NULL, 
	CONSTRAINT pk_sentences PRIMARY KEY (figure), 
	CONSTRAINT fk_sentences_document FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE TABLE sources (
	document TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	data BYTEA NOT NULL, 
	CONSTRAINT pk_sources PRIMARY KEY (document), 
	CONSTRAINT fk_sources_document FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE TABLE texts (
	document TEXT NOT NULL, 
	text TEXT NOT NULL, 
	tables JSON, 
	headings JSON, 
	pages JSON, 
	CONSTRAINT pk_texts PRIMARY KEY (document), 
	CONSTRAINT fk_texts_document FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE INDEX cells_of_indicator ON cells (indicator, year, place_id);
CREATE INDEX coverage_of_place ON coverage (place);
CREATE INDEX decisions_of_bulk ON decisions (bulk);
CREATE INDEX decisions_of_person ON decisions (who, number);
CREATE INDEX decisions_of_subject ON decisions (subject, number);
CREATE INDEX documents_by_engine ON documents (engine);
CREATE INDEX documents_by_figures ON documents (figures, name, id);
CREATE INDEX documents_by_import ON documents (imported_at, name, id);
CREATE INDEX documents_by_likeness ON documents (likeness);
CREATE INDEX documents_by_name ON documents (name, id);
CREATE INDEX documents_by_place ON documents (place_code, place_name, name, id);
CREATE INDEX documents_by_size ON documents (characters, name, id);
CREATE INDEX documents_by_year ON documents (year, name, id);
CREATE INDEX documents_lacking ON documents (name, id, figures, attributed, undated, unplaced);
CREATE INDEX members_by_id ON members (id, number);
CREATE INDEX past_by_time ON past (since, until);
CREATE INDEX standings_by_status ON standings (status);
CREATE INDEX standings_of_document ON standings (document);
CREATE UNIQUE INDEX standings_of_figure ON standings (figure);
CREATE INDEX standings_of_name ON standings (name);
CREATE INDEX decided_of_document ON decided (document, start);
CREATE INDEX decided_of_indicator ON decided (indicator, year, place_code);
CREATE INDEX doubts_by_reason ON doubts (open, reason, weight, figure);
CREATE INDEX doubts_first ON doubts (open, first, weight, figure);
CREATE INDEX doubts_of_document ON doubts (document);
CREATE INDEX doubts_of_indicator ON doubts (indicator, open, first, weight, figure, reason);
CREATE INDEX doubts_of_place ON doubts (place, open, first, weight, figure, reason);
CREATE INDEX doubts_of_series ON doubts (indicator, place);
CREATE INDEX figures_of_document ON figures (document, start);
CREATE INDEX figures_of_place ON figures (place, year);
CREATE INDEX figures_of_spot ON figures (place_code, year, indicator);
CREATE INDEX ix_imports_batch ON imports (batch);
CREATE INDEX ix_imports_document ON imports (document);
CREATE INDEX rejections_of_document ON rejections (document, start);
CREATE INDEX segments_of_document ON segments (document, start);
CREATE INDEX sentences_by_hash ON sentences (hash);
CREATE INDEX sentences_of_document ON sentences (document);
CREATE TABLE words (segment INTEGER CONSTRAINT pk_words PRIMARY KEY CONSTRAINT fk_words_segment REFERENCES segments (id) ON DELETE CASCADE, grams INTEGER[] NOT NULL);
CREATE INDEX words_by_gram ON words USING gin (grams);
