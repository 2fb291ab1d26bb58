BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('11');
CREATE TABLE batches (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	who TEXT NOT NULL, 
	what JSON NOT NULL, 
	engine TEXT NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT, 
	report JSON
);
CREATE TABLE catalogues (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	text TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	who TEXT NOT NULL, 
	at TEXT NOT NULL, 
	why TEXT NOT NULL, 
	indicator TEXT NOT NULL, 
	restores INTEGER
);
INSERT INTO "catalogues" VALUES(1,'','','b@example.org','2026-11-22T18:30:00+00:00','','',NULL);
CREATE TABLE cells (
	place_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	indicator TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	place TEXT NOT NULL, 
	place_code TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	size FLOAT NOT NULL, 
	unit TEXT NOT NULL, 
	bound TEXT NOT NULL, 
	figures JSON NOT NULL, 
	others JSON NOT NULL, 
	disputed BOOLEAN NOT NULL, 
	mark TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_cells PRIMARY KEY (place_id, year, indicator, scope)
)
 WITHOUT ROWID;
INSERT INTO "cells" VALUES('442000',2011,'party_members','','中山市','442000',0,'17782',17782.0,'人','eq','["ca0a0a876c44-28"]','[]',0,'');
INSERT INTO "cells" VALUES('442000',2011,'new_party_members','','中山市','442000',1,'355',355.0,'人','eq','["ca0a0a876c44-49"]','[]',0,'');
INSERT INTO "cells" VALUES('442000',2011,'trees_planted','','中山市','442000',17,'2000',2000.0,'株','gt','["ca0a0a876c44-56"]','[]',0,'');
CREATE TABLE coverage (
	place_id TEXT NOT NULL, 
	place TEXT NOT NULL, 
	place_code TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	number BIGINT NOT NULL, 
	CONSTRAINT pk_coverage PRIMARY KEY (place_id, place, year)
);
INSERT INTO "coverage" VALUES('442000','中山市','442000',2011,3);
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
	"plan" BOOLEAN NOT NULL, 
	dup BOOLEAN NOT NULL, 
	narrow BOOLEAN NOT NULL, 
	whole TEXT NOT NULL, 
	confidence FLOAT NOT NULL, 
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
CREATE TABLE decisions (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
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
	"before" JSON, 
	"after" JSON, 
	machine JSON, 
	why TEXT NOT NULL, 
	reverts INTEGER, 
	bulk INTEGER, 
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
	imported_at TEXT NOT NULL, place_name TEXT, place_code TEXT DEFAULT '' NOT NULL, title_told JSON, publisher_told JSON, url_told JSON, likeness TEXT, 
	CONSTRAINT pk_documents PRIMARY KEY (id), 
	CONSTRAINT ck_documents_counts CHECK (characters >= 0 AND figures >= 0)
);
INSERT INTO "documents" VALUES('ca0a0a876c44','甲','ca0a0a876c4413b9ef720f0812e5007728b0d6e3763f019a0003daede4137a36','utf-8','中山市2011年党的工作','','','["中山市", "中山市", "442000", "prefecture", "440000", 1988, null]','["place.title", "中山市", 0, 3]','',NULL,2011,'["period.title", "中山市2011年党的工作", 0, 12]',78,4,4,3,0,0,'0.1.0+88834526','2026-11-22T17:37:13+00:00','中山市','442000',NULL,NULL,NULL,'edeb103741bdf4b764977922d37a2341');
INSERT INTO "documents" VALUES('0bdb6f604d2f','乙','0bdb6f604d2f31f3668a236e27ee9c37451d9ac7a3262d7c0309c494b9dc21c7','gb18030','会议纪要','','',NULL,NULL,'',NULL,NULL,NULL,24,2,2,0,2,2,'0.1.0+88834526','2026-11-22T17:37:13+00:00',NULL,'',NULL,NULL,NULL,'592469318c64fbe32bb0be2f00e06cd0');
CREATE TABLE doubts (
	figure TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	document TEXT NOT NULL, 
	weight FLOAT NOT NULL, 
	indicator TEXT NOT NULL, 
	place TEXT NOT NULL, 
	facts JSON NOT NULL, 
	open BOOLEAN NOT NULL, 
	first BOOLEAN NOT NULL, 
	CONSTRAINT pk_doubts PRIMARY KEY (figure, reason), 
	CONSTRAINT fk_doubts_document FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
INSERT INTO "doubts" VALUES('0bdb6f604d2f-11','low','0bdb6f604d2f',0.3917,'activities_held','','{"percent": 35}',1,1);
INSERT INTO "doubts" VALUES('0bdb6f604d2f-11','loose','0bdb6f604d2f',0.2,'activities_held','','{"lacks": "year"}',1,0);
INSERT INTO "doubts" VALUES('0bdb6f604d2f-17','low','0bdb6f604d2f',0.3917,'donated_money','','{"percent": 35}',1,1);
INSERT INTO "doubts" VALUES('0bdb6f604d2f-17','loose','0bdb6f604d2f',0.2,'donated_money','','{"lacks": "year"}',1,0);
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
	"plan" BOOLEAN NOT NULL, 
	dup BOOLEAN NOT NULL, 
	narrow BOOLEAN NOT NULL, 
	whole TEXT NOT NULL, 
	confidence FLOAT NOT NULL, 
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
INSERT INTO "figures" VALUES('ca0a0a876c44-28','ca0a0a876c44',28,34,'17782人','17782','人','eq','party_members',NULL,2011,'中山市','442000','','','12-31',0,0,0,0,'',0.92,'["number.digits", "party_members.members"]','','[15, 45]','[15, 77]','["中山市2011年党的工作"]','["party_members.members", "党员", 26, 28]','["period.year", "2011年底", 15, 21]','["place.title", "中山市", 0, 3]',NULL,1,NULL);
INSERT INTO "figures" VALUES('ca0a0a876c44-40','ca0a0a876c44',40,44,'300人','300','人','eq','party_members',NULL,2011,'中山市','442000','','','12-31',1,0,0,0,'ca0a0a876c44-28',0.92,'["number.digits", "party_members.members"]','','[15, 45]','[15, 77]','["中山市2011年党的工作"]','["party_members.members", "其中女党员", 35, 40]','["period.year", "2011年底", 15, 21]','["place.title", "中山市", 0, 3]',NULL,0,NULL);
INSERT INTO "figures" VALUES('ca0a0a876c44-49','ca0a0a876c44',49,53,'355名','355','名','eq','new_party_members',NULL,2011,'中山市','442000','','','',0,0,0,0,'',0.96,'["number.digits", "new_party_members.admit"]','','[45, 68]','[15, 77]','["中山市2011年党的工作"]','["new_party_members.admit", "发展党员", 45, 49]','["period.title", "中山市2011年党的工作", 0, 12]','["place.title", "中山市", 0, 3]',NULL,1,NULL);
INSERT INTO "figures" VALUES('ca0a0a876c44-56','ca0a0a876c44',56,62,'2000多株','2000','株','gt','trees_planted',NULL,2011,'中山市','442000','','','',0,0,0,0,'',0.96,'["number.digits", "trees_planted.planted"]','','[45, 68]','[15, 77]','["中山市2011年党的工作"]','["trees_planted.planted", "植树", 54, 56]','["period.title", "中山市2011年党的工作", 0, 12]','["place.title", "中山市", 0, 3]',NULL,1,NULL);
INSERT INTO "figures" VALUES('0bdb6f604d2f-11','0bdb6f604d2f',11,14,'12次','12','次','eq','activities_held',NULL,NULL,NULL,'','','','',0,0,0,0,'',0.35,'["number.digits", "activities_held.events"]','','[7, 23]','[7, 23]','["会议纪要"]','["activities_held.events", "开展活动", 7, 11]',NULL,NULL,NULL,0,NULL);
INSERT INTO "figures" VALUES('0bdb6f604d2f-17','0bdb6f604d2f',17,22,'3.5万元','35000.0','元','eq','donated_money',NULL,NULL,NULL,'','','','',0,0,0,0,'',0.35,'["number.digits", "donated_money.given"]','','[7, 23]','[7, 23]','["会议纪要"]','["donated_money.given", "捐款", 15, 17]',NULL,NULL,NULL,0,NULL);
CREATE TABLE frozen (
	name TEXT NOT NULL, 
	who TEXT NOT NULL, 
	at TEXT NOT NULL, 
	as_of TEXT NOT NULL, 
	note TEXT NOT NULL, 
	cells INTEGER NOT NULL, 
	CONSTRAINT pk_frozen PRIMARY KEY (name)
);
CREATE TABLE frozen_cells (
	name TEXT NOT NULL, 
	indicator TEXT NOT NULL, 
	cells BLOB NOT NULL, 
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
INSERT INTO "imports" VALUES(1,'ca0a0a876c44','0.1.0+88834526','added','2026-11-22T17:37:13+00:00',NULL);
INSERT INTO "imports" VALUES(2,'0bdb6f604d2f','0.1.0+88834526','added','2026-11-22T17:37:13+00:00',NULL);
CREATE TABLE members (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	who TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT ck_members_role CHECK (role IN ('', 'viewer', 'reviewer', 'curator', 'admin'))
);
INSERT INTO "members" VALUES(1,'a@example.org','curator','b@example.org','2026-11-22T18:00:00+00:00');
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema','',11);
INSERT INTO "meta" VALUES('data','46084940',2);
INSERT INTO "meta" VALUES('panel','4f2ea4d3ef2b',0);
CREATE TABLE past (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	document TEXT NOT NULL, 
	name TEXT NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT NOT NULL, 
	figures BLOB NOT NULL
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
INSERT INTO "rejections" VALUES('ca0a0a876c44',3,7,'2011','date');
INSERT INTO "rejections" VALUES('ca0a0a876c44',15,19,'2011','date');
INSERT INTO "rejections" VALUES('ca0a0a876c44',70,76,'528400','number');
CREATE TABLE segments (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	document TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	headings JSON NOT NULL, 
	level INTEGER NOT NULL, 
	CONSTRAINT ck_segments_kind CHECK (kind IN ('heading', 'paragraph', 'furniture', 'table')), 
	CONSTRAINT ck_segments_span CHECK ("start" >= 0 AND "end" >= "start"), 
	CONSTRAINT fk_segments_document FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
INSERT INTO "segments" VALUES(1,'0bdb6f604d2f',0,4,'heading','[]',2);
INSERT INTO "segments" VALUES(2,'0bdb6f604d2f',7,23,'paragraph','["会议纪要"]',0);
INSERT INTO "segments" VALUES(3,'ca0a0a876c44',0,12,'heading','[]',2);
INSERT INTO "segments" VALUES(4,'ca0a0a876c44',15,77,'paragraph','["中山市2011年党的工作"]',0);
CREATE TABLE sentences (
	figure TEXT NOT NULL, 
	document TEXT NOT NULL, 
	hash BIGINT NOT NULL, 
	year INTEGER NOT NULL, 
	CONSTRAINT pk_sentences PRIMARY KEY (figure), 
	CONSTRAINT fk_sentences_document FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
INSERT INTO "sentences" VALUES('ca0a0a876c44-28','ca0a0a876c44',-1632850656435357281,2011);
INSERT INTO "sentences" VALUES('ca0a0a876c44-49','ca0a0a876c44',-8737039960910191459,2011);
INSERT INTO "sentences" VALUES('ca0a0a876c44-56','ca0a0a876c44',-8737039960910191459,2011);
CREATE TABLE sources (
	document TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	data BLOB NOT NULL, 
	CONSTRAINT pk_sources PRIMARY KEY (document), 
	CONSTRAINT fk_sources_document FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE TABLE stale (
	indicator TEXT NOT NULL, 
	place TEXT NOT NULL, 
	CONSTRAINT pk_stale PRIMARY KEY (indicator, place)
);
INSERT INTO "stale" VALUES('new_party_members','442000');
INSERT INTO "stale" VALUES('party_members','442000');
INSERT INTO "stale" VALUES('trees_planted','442000');
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
INSERT INTO "tallies" VALUES('indicator','new_party_members',1);
INSERT INTO "tallies" VALUES('indicator','party_members',1);
INSERT INTO "tallies" VALUES('indicator','trees_planted',1);
INSERT INTO "tallies" VALUES('scope','',3);
INSERT INTO "tallies" VALUES('year','2011',3);
INSERT INTO "tallies" VALUES('place','442000|中山市',3);
INSERT INTO "tallies" VALUES('documents','documents',2);
INSERT INTO "tallies" VALUES('documents','characters',102);
INSERT INTO "tallies" VALUES('documents','figures',6);
INSERT INTO "tallies" VALUES('documents','attributed',6);
INSERT INTO "tallies" VALUES('documents','counted',3);
INSERT INTO "tallies" VALUES('documents','unplaced',2);
INSERT INTO "tallies" VALUES('documents','undated',2);
CREATE TABLE texts (
	document TEXT NOT NULL, 
	text TEXT NOT NULL, 
	tables JSON, 
	headings JSON, 
	pages JSON, 
	CONSTRAINT pk_texts PRIMARY KEY (document), 
	CONSTRAINT fk_texts_document FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
INSERT INTO "texts" VALUES('ca0a0a876c44','中山市2011年党的工作
　　2011年底，中山市有党员17782人，其中女党员300人。发展党员355名，植树2000多株，市場繁榮。邮编528400。
',NULL,NULL,NULL);
INSERT INTO "texts" VALUES('0bdb6f604d2f','会议纪要
　　开展活动12次，捐款3.5万元。
',NULL,NULL,NULL);
CREATE INDEX documents_by_name ON documents (name, id);
CREATE INDEX documents_by_engine ON documents (engine);
CREATE INDEX ix_imports_document ON imports (document);
CREATE INDEX ix_imports_batch ON imports (batch);
CREATE INDEX segments_of_document ON segments (document, start);
CREATE INDEX rejections_of_document ON rejections (document, start);
CREATE INDEX figures_of_place ON figures (place, year);
CREATE INDEX figures_of_document ON figures (document, start);
CREATE INDEX figures_of_spot ON figures (place_code, year, indicator);
CREATE INDEX documents_by_place ON documents (place_code, place_name, name, id);
CREATE INDEX documents_by_year ON documents (year, name, id);
CREATE INDEX documents_by_figures ON documents (figures, name, id);
CREATE INDEX documents_by_size ON documents (characters, name, id);
CREATE INDEX documents_by_import ON documents (imported_at, name, id);
CREATE INDEX documents_lacking ON documents (name, id, figures, attributed, undated, unplaced);
CREATE INDEX cells_of_indicator ON cells (indicator, year, place_id);
CREATE INDEX coverage_of_place ON coverage (place);
CREATE INDEX decisions_of_bulk ON decisions (bulk);
CREATE INDEX decisions_of_subject ON decisions (subject, number);
CREATE INDEX decisions_of_person ON decisions (who, number);
CREATE INDEX standings_of_name ON standings (name);
CREATE UNIQUE INDEX standings_of_figure ON standings (figure);
CREATE INDEX standings_by_status ON standings (status);
CREATE INDEX standings_of_document ON standings (document);
CREATE INDEX decided_of_indicator ON decided (indicator, year, place_code);
CREATE INDEX decided_of_document ON decided (document, start);
CREATE INDEX doubts_of_series ON doubts (indicator, place);
CREATE INDEX doubts_first ON doubts (open, first, weight, figure);
CREATE INDEX doubts_of_place ON doubts (place, open, first, weight, figure, reason);
CREATE INDEX doubts_of_document ON doubts (document);
CREATE INDEX doubts_of_indicator ON doubts (indicator, open, first, weight, figure, reason);
CREATE INDEX doubts_by_reason ON doubts (open, reason, weight, figure);
CREATE INDEX sentences_by_hash ON sentences (hash);
CREATE INDEX sentences_of_document ON sentences (document);
CREATE INDEX past_by_time ON past (since, until);
CREATE INDEX documents_by_likeness ON documents (likeness);
CREATE INDEX members_by_id ON members (id, number);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('segments',4);
INSERT INTO "sqlite_sequence" VALUES('members',1);
INSERT INTO "sqlite_sequence" VALUES('catalogues',1);
CREATE VIRTUAL TABLE words USING fts5(grams, content='', columnsize=0, detail=none, tokenize='ascii');
COMMIT;
