PRAGMA application_id = 1129009236;
PRAGMA user_version = 1;
CREATE TABLE document (
        tbl TEXT NOT NULL,
        id INTEGER NOT NULL,
        rank TEXT,
        uid TEXT GENERATED ALWAYS AS (json_extract(body, '$.uid')) STORED,
        closed_at TEXT GENERATED ALWAYS AS (json_extract(body, '$.closed_at')) STORED,
        body TEXT NOT NULL,
        PRIMARY KEY (tbl, id)
    );
CREATE INDEX document_live ON document (tbl, rank, id) WHERE closed_at IS NULL;
CREATE INDEX document_closed ON document (tbl, closed_at) WHERE closed_at IS NOT NULL;
CREATE UNIQUE INDEX document_uid ON document (tbl, uid) WHERE uid IS NOT NULL;
CREATE TABLE sequence (
        tbl TEXT PRIMARY KEY,
        last INTEGER NOT NULL,
        listed INTEGER NOT NULL DEFAULT 1
    );
CREATE TABLE change (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        label TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
        target INTEGER,
        undone INTEGER NOT NULL DEFAULT 0
    );
CREATE TABLE history (
        change_id INTEGER NOT NULL REFERENCES change (id),
        tbl TEXT NOT NULL,
        doc_id INTEGER NOT NULL,
        before TEXT,
        after TEXT,
        PRIMARY KEY (change_id, tbl, doc_id)
    ) WITHOUT ROWID;
CREATE INDEX history_document ON history (tbl, doc_id, change_id);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE delivery (
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        stage TEXT NOT NULL,
        instant TEXT NOT NULL,
        claimed_at TEXT,
        dismissed_at TEXT,
        snoozed_until TEXT,
        UNIQUE (kind, subject, stage, instant)
    );
INSERT INTO document (tbl, id, rank, body) VALUES ('hours', 1, NULL, '{"uid":"5a0eb48e800b9eb0373e7b2069083e0b","created_at":"2026-11-23T09:20:00Z","name":"mine","zone":"Europe/Berlin","week":{"mon":[["09:00","17:00"]],"tue":[["09:00","17:00"]],"wed":[["09:00","17:00"]],"thu":[["09:00","17:00"]],"fri":[["09:00","17:00"]]}}');
INSERT INTO document (tbl, id, rank, body) VALUES ('function', 1, '00500000001.000000', '{"uid":"556cd6da7647f8e842d9536bc6e11c59","created_at":"2026-11-23T09:20:00Z","name":"Writing"}');
INSERT INTO document (tbl, id, rank, body) VALUES ('contractor', 1, 'cora', '{"uid":"d5b5833f8da44f5275eee89d07c6eade","created_at":"2026-11-23T09:20:00Z","name":"Cora"}');
INSERT INTO document (tbl, id, rank, body) VALUES ('task', 1, '3|4|00500000001.000000', '{"uid":"44d1963621e363947216b3c9ad75c169","created_at":"2026-11-23T09:20:00Z","function":"F1","estimate_minutes":45,"due":"2026-11-27T22:59:59Z","due_is_date":true,"title":"Proof"}');
INSERT INTO document (tbl, id, rank, body) VALUES ('task', 2, '3|4|00500000002.000000', '{"uid":"c8ec40cdbf388294d1ce1740a06ef8dc","created_at":"2026-11-23T09:20:00Z","closed_at":"2026-11-23T09:20:00Z","title":"Letters","recurrence":{"rule":"FREQ=WEEKLY","anchor":"2026-11-23"},"state":"done"}');
INSERT INTO document (tbl, id, rank, body) VALUES ('task', 3, '3|4|00500000003.000000', '{"uid":"72b98b2cd85475d921efbc1e0fb23c33","created_at":"2026-11-23T09:20:00Z","closed_at":"2026-11-23T09:20:00Z","title":"Old","state":"archived"}');
INSERT INTO document (tbl, id, rank, body) VALUES ('request', 1, '3', '{"uid":"390f081bfd2826312956116b44aca979","created_at":"2026-11-23T09:20:00Z","customer":"anna","subject":"wants the logo","received":"2026-11-23T09:20:00Z","events":[{"at":"2026-11-23T09:20:00Z","type":"received"}]}');
INSERT INTO document (tbl, id, rank, body) VALUES ('interruption', 1, '2026-11-22T13:05:00Z', '{"uid":"de95c235d13c52458faa20939efa66b1","created_at":"2026-11-23T09:20:00Z","at":"2026-11-22T13:05:00Z","call_back":"2026-11-23T15:00:00Z","answered":false,"who":"Karl"}');
INSERT INTO document (tbl, id, rank, body) VALUES ('task', 4, '12026-11-30|4|00500000004.000000', '{"uid":"c8ec40cdbf388294d1ce1740a06ef8dc@2026-11-30","created_at":"2026-11-23T09:20:00Z","recurrence":{"rule":"FREQ=WEEKLY","anchor":"2026-11-23"},"title":"Letters","series":"c8ec40cdbf388294d1ce1740a06ef8dc","occurrence":2,"place":"day","day":"2026-11-30"}');
INSERT INTO sequence (tbl, last, listed) VALUES ('hours', 1, 1);
INSERT INTO sequence (tbl, last, listed) VALUES ('function', 1, 1);
INSERT INTO sequence (tbl, last, listed) VALUES ('contractor', 1, 1);
INSERT INTO sequence (tbl, last, listed) VALUES ('task', 4, 1);
INSERT INTO sequence (tbl, last, listed) VALUES ('request', 1, 1);
INSERT INTO sequence (tbl, last, listed) VALUES ('interruption', 1, 1);
INSERT INTO change (id, at, actor, label, kind, target, undone) VALUES (1, '2026-11-23T09:20:00Z', 'cli', 'Add hours: mine', 'do', NULL, 0);
INSERT INTO change (id, at, actor, label, kind, target, undone) VALUES (2, '2026-11-23T09:20:00Z', 'cli', 'Add function: Writing', 'do', NULL, 0);
INSERT INTO change (id, at, actor, label, kind, target, undone) VALUES (3, '2026-11-23T09:20:00Z', 'cli', 'Add contractor: Cora', 'do', NULL, 0);
INSERT INTO change (id, at, actor, label, kind, target, undone) VALUES (4, '2026-11-23T09:20:00Z', 'cli', 'Add task: Proof', 'do', NULL, 0);
INSERT INTO change (id, at, actor, label, kind, target, undone) VALUES (5, '2026-11-23T09:20:00Z', 'cli', 'Add task: Letters', 'do', NULL, 0);
INSERT INTO change (id, at, actor, label, kind, target, undone) VALUES (6, '2026-11-23T09:20:00Z', 'cli', 'Add task: Old', 'do', NULL, 0);
INSERT INTO change (id, at, actor, label, kind, target, undone) VALUES (7, '2026-11-23T09:20:00Z', 'cli', 'Add request: wants the logo', 'do', NULL, 0);
INSERT INTO change (id, at, actor, label, kind, target, undone) VALUES (8, '2026-11-23T09:20:00Z', 'cli', 'Add interruption: Karl', 'do', NULL, 0);
INSERT INTO change (id, at, actor, label, kind, target, undone) VALUES (9, '2026-11-23T09:20:00Z', 'cli', 'done: T2', 'do', NULL, 0);
INSERT INTO change (id, at, actor, label, kind, target, undone) VALUES (10, '2026-11-23T09:20:00Z', 'cli', 'Archive T3', 'do', NULL, 0);
INSERT INTO change (id, at, actor, label, kind, target, undone) VALUES (11, '2026-11-23T09:20:00Z', 'cli', 'Edit T1: Proof', 'do', NULL, 1);
INSERT INTO change (id, at, actor, label, kind, target, undone) VALUES (12, '2026-11-23T09:20:00Z', 'cli', 'Edit T1: Proof', 'undo', 11, 0);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence (name, seq) VALUES ('change', 12);
INSERT INTO history (change_id, tbl, doc_id, before, after) VALUES (1, 'hours', 1, NULL, '{"uid":"5a0eb48e800b9eb0373e7b2069083e0b","created_at":"2026-11-23T09:20:00Z","name":"mine","zone":"Europe/Berlin","week":{"mon":[["09:00","17:00"]],"tue":[["09:00","17:00"]],"wed":[["09:00","17:00"]],"thu":[["09:00","17:00"]],"fri":[["09:00","17:00"]]}}');
INSERT INTO history (change_id, tbl, doc_id, before, after) VALUES (2, 'function', 1, NULL, '{"uid":"556cd6da7647f8e842d9536bc6e11c59","created_at":"2026-11-23T09:20:00Z","name":"Writing"}');
INSERT INTO history (change_id, tbl, doc_id, before, after) VALUES (3, 'contractor', 1, NULL, '{"uid":"d5b5833f8da44f5275eee89d07c6eade","created_at":"2026-11-23T09:20:00Z","name":"Cora"}');
INSERT INTO history (change_id, tbl, doc_id, before, after) VALUES (4, 'task', 1, NULL, '{"uid":"44d1963621e363947216b3c9ad75c169","created_at":"2026-11-23T09:20:00Z","function":"F1","estimate_minutes":45,"due":"2026-11-27T22:59:59Z","due_is_date":true,"title":"Proof"}');
INSERT INTO history (change_id, tbl, doc_id, before, after) VALUES (5, 'task', 2, NULL, '{"uid":"c8ec40cdbf388294d1ce1740a06ef8dc","created_at":"2026-11-23T09:20:00Z","recurrence":{"rule":"FREQ=WEEKLY","anchor":"2026-11-23"},"title":"Letters"}');
INSERT INTO history (change_id, tbl, doc_id, before, after) VALUES (6, 'task', 3, NULL, '{"uid":"72b98b2cd85475d921efbc1e0fb23c33","created_at":"2026-11-23T09:20:00Z","title":"Old"}');
INSERT INTO history (change_id, tbl, doc_id, before, after) VALUES (7, 'request', 1, NULL, '{"uid":"390f081bfd2826312956116b44aca979","created_at":"2026-11-23T09:20:00Z","customer":"anna","subject":"wants the logo","received":"2026-11-23T09:20:00Z","events":[{"at":"2026-11-23T09:20:00Z","type":"received"}]}');
INSERT INTO history (change_id, tbl, doc_id, before, after) VALUES (8, 'interruption', 1, NULL, '{"uid":"de95c235d13c52458faa20939efa66b1","created_at":"2026-11-23T09:20:00Z","at":"2026-11-22T13:05:00Z","call_back":"2026-11-23T15:00:00Z","answered":false,"who":"Karl"}');
INSERT INTO history (change_id, tbl, doc_id, before, after) VALUES (9, 'task', 2, '{"uid":"c8ec40cdbf388294d1ce1740a06ef8dc","created_at":"2026-11-23T09:20:00Z","recurrence":{"rule":"FREQ=WEEKLY","anchor":"2026-11-23"},"title":"Letters"}', '{"uid":"c8ec40cdbf388294d1ce1740a06ef8dc","created_at":"2026-11-23T09:20:00Z","closed_at":"2026-11-23T09:20:00Z","title":"Letters","recurrence":{"rule":"FREQ=WEEKLY","anchor":"2026-11-23"},"state":"done"}');
INSERT INTO history (change_id, tbl, doc_id, before, after) VALUES (9, 'task', 4, NULL, '{"uid":"c8ec40cdbf388294d1ce1740a06ef8dc@2026-11-30","created_at":"2026-11-23T09:20:00Z","recurrence":{"rule":"FREQ=WEEKLY","anchor":"2026-11-23"},"title":"Letters","series":"c8ec40cdbf388294d1ce1740a06ef8dc","occurrence":2,"place":"day","day":"2026-11-30"}');
INSERT INTO history (change_id, tbl, doc_id, before, after) VALUES (10, 'task', 3, '{"uid":"72b98b2cd85475d921efbc1e0fb23c33","created_at":"2026-11-23T09:20:00Z","title":"Old"}', '{"uid":"72b98b2cd85475d921efbc1e0fb23c33","created_at":"2026-11-23T09:20:00Z","closed_at":"2026-11-23T09:20:00Z","title":"Old","state":"archived"}');
INSERT INTO history (change_id, tbl, doc_id, before, after) VALUES (11, 'task', 1, '{"uid":"44d1963621e363947216b3c9ad75c169","created_at":"2026-11-23T09:20:00Z","function":"F1","estimate_minutes":45,"due":"2026-11-27T22:59:59Z","due_is_date":true,"title":"Proof"}', '{"uid":"44d1963621e363947216b3c9ad75c169","created_at":"2026-11-23T09:20:00Z","title":"Proofs","function":"F1","estimate_minutes":45,"due":"2026-11-27T22:59:59Z","due_is_date":true}');
INSERT INTO history (change_id, tbl, doc_id, before, after) VALUES (12, 'task', 1, '{"uid":"44d1963621e363947216b3c9ad75c169","created_at":"2026-11-23T09:20:00Z","title":"Proofs","function":"F1","estimate_minutes":45,"due":"2026-11-27T22:59:59Z","due_is_date":true}', '{"uid":"44d1963621e363947216b3c9ad75c169","created_at":"2026-11-23T09:20:00Z","function":"F1","estimate_minutes":45,"due":"2026-11-27T22:59:59Z","due_is_date":true,"title":"Proof"}');
INSERT INTO meta (key, value) VALUES ('request_rank_basis', '[1, [[1, {"created_at": "2026-11-23T09:20:00Z", "name": "mine", "uid": "5a0eb48e800b9eb0373e7b2069083e0b", "week": {"fri": [["09:00", "17:00"]], "mon": [["09:00", "17:00"]], "thu": [["09:00", "17:00"]], "tue": [["09:00", "17:00"]], "wed": [["09:00", "17:00"]]}, "zone": "Europe/Berlin"}]], []]');
