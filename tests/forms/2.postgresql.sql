CREATE TABLE documents (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	text TEXT NOT NULL, 
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
	engine TEXT NOT NULL, 
	imported_at TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE imports (
	number SERIAL NOT NULL, 
	document TEXT NOT NULL, 
	engine TEXT NOT NULL, 
	action TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE meta (
	key TEXT NOT NULL, 
	value TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	PRIMARY KEY (key)
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
	counting BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE TABLE rejections (
	document TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE TABLE segments (
	document TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	headings JSON NOT NULL, 
	level INTEGER NOT NULL, 
	FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE INDEX ix_imports_document ON imports (document);
CREATE INDEX figures_counting ON figures (counting, place_code, place, year);
CREATE INDEX figures_of_document ON figures (document, start);
CREATE INDEX figures_of_indicator ON figures (indicator, year, place);
CREATE INDEX figures_of_place ON figures (place, year);
CREATE INDEX rejections_of_document ON rejections (document, start);
CREATE INDEX segments_of_document ON segments (document, start);
