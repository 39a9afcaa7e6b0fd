-- The first schema of a partnership file; never changed once a release has gone out.
CREATE TABLE account (
  id INTEGER NOT NULL, name VARCHAR NOT NULL, role_id VARCHAR NOT NULL, created_at DATETIME NOT NULL,
  CONSTRAINT pk_account PRIMARY KEY (id)
);
CREATE TABLE action (
  id INTEGER NOT NULL, reference VARCHAR NOT NULL, case_id INTEGER, meeting_id INTEGER, forum_id VARCHAR,
  agency_id VARCHAR NOT NULL, owner VARCHAR, task VARCHAR NOT NULL, urgent BOOLEAN NOT NULL,
  set_on DATE NOT NULL, due_on DATE, status VARCHAR(40) NOT NULL, closed_on DATE, outcome_note VARCHAR,
  recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR,
  review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL, CONSTRAINT pk_action PRIMARY KEY (id),
  CONSTRAINT ck_action_open_is_not_closed CHECK (status <> 'open' OR closed_on IS NULL),
  CONSTRAINT uq_action_reference UNIQUE (reference),
  CONSTRAINT fk_action_case_id_case FOREIGN KEY(case_id) REFERENCES "case" (id) ON DELETE RESTRICT,
  CONSTRAINT fk_action_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
  CONSTRAINT fk_action_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_action_case_id ON action (case_id);
CREATE INDEX ix_action_closed_on ON action (closed_on);
CREATE INDEX ix_action_due_on ON action (due_on);
CREATE INDEX ix_action_meeting_id ON action (meeting_id);
CREATE INDEX ix_action_status_due ON action (status, due_on);
CREATE TABLE agency_name (
  id INTEGER NOT NULL, name VARCHAR NOT NULL, name_key VARCHAR NOT NULL, agency_id VARCHAR NOT NULL,
  recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR,
  review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL,
  CONSTRAINT pk_agency_name PRIMARY KEY (id), CONSTRAINT uq_agency_name_name_key UNIQUE (name_key),
  CONSTRAINT fk_agency_name_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE TABLE assessment (
  id INTEGER NOT NULL, case_id INTEGER NOT NULL, person_id INTEGER, tool_id VARCHAR NOT NULL,
  tool_version VARCHAR NOT NULL, assessed_on DATE NOT NULL, agency_id VARCHAR, answers VARCHAR NOT NULL,
  notes VARCHAR NOT NULL, score INTEGER, score_band VARCHAR, band VARCHAR, judgement_reason VARCHAR,
  recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR,
  review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL,
  CONSTRAINT pk_assessment PRIMARY KEY (id),
  CONSTRAINT fk_assessment_case_id_case FOREIGN KEY(case_id) REFERENCES "case" (id) ON DELETE RESTRICT,
  CONSTRAINT fk_assessment_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
  CONSTRAINT fk_assessment_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_assessment_assessed_on ON assessment (assessed_on);
CREATE INDEX ix_assessment_case_id ON assessment (case_id);
CREATE INDEX ix_assessment_no_band ON assessment (case_id) WHERE band IS NULL;
CREATE TABLE attachment (
  id INTEGER NOT NULL, case_id INTEGER, draft_form VARCHAR, mail_id INTEGER, content_id INTEGER NOT NULL,
  name VARCHAR NOT NULL, title VARCHAR NOT NULL, kind_id VARCHAR NOT NULL, size INTEGER NOT NULL,
  sha256 VARCHAR NOT NULL, note VARCHAR NOT NULL, recorded_at DATETIME NOT NULL,
  recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR, review_on DATE,
  on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL, CONSTRAINT pk_attachment PRIMARY KEY (id),
  CONSTRAINT ck_attachment_one_owner CHECK ((case_id IS NULL) <> (draft_form IS NULL)),
  CONSTRAINT fk_attachment_case_id_case FOREIGN KEY(case_id) REFERENCES "case" (id) ON DELETE RESTRICT,
  CONSTRAINT fk_attachment_mail_id_attachment FOREIGN KEY(mail_id) REFERENCES attachment (id) ON DELETE RESTRICT,
  CONSTRAINT uq_attachment_content_id UNIQUE (content_id),
  CONSTRAINT fk_attachment_content_id_stored_bytes FOREIGN KEY(content_id) REFERENCES stored_bytes (id) ON DELETE RESTRICT,
  CONSTRAINT fk_attachment_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_attachment_case_id ON attachment (case_id);
CREATE INDEX ix_attachment_draft_form ON attachment (draft_form);
CREATE INDEX ix_attachment_mail_id ON attachment (mail_id);
CREATE TABLE attendance (
  id INTEGER NOT NULL, meeting_id INTEGER NOT NULL, agency_id VARCHAR NOT NULL,
  practitioner_name VARCHAR NOT NULL, status VARCHAR NOT NULL, accepted_at DATETIME,
  recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR,
  review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL,
  CONSTRAINT pk_attendance PRIMARY KEY (id),
  CONSTRAINT fk_attendance_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
  CONSTRAINT fk_attendance_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_attendance_meeting_id ON attendance (meeting_id);
CREATE UNIQUE INDEX ix_attendance_once ON attendance (meeting_id, agency_id, practitioner_name) WHERE error_at IS NULL;
CREATE TABLE audit (
  seq INTEGER NOT NULL, at DATETIME NOT NULL, actor VARCHAR NOT NULL, action VARCHAR NOT NULL,
  record VARCHAR NOT NULL, detail VARCHAR NOT NULL, previous VARCHAR NOT NULL, mac VARCHAR NOT NULL,
  CONSTRAINT pk_audit PRIMARY KEY (seq)
);
CREATE TABLE audit_head (
  id INTEGER NOT NULL, seq INTEGER NOT NULL, mac VARCHAR NOT NULL, CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
CREATE TABLE breach (
  id INTEGER NOT NULL, intervention_id INTEGER NOT NULL, breached_on DATE NOT NULL, note VARCHAR,
  recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR,
  review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL, CONSTRAINT pk_breach PRIMARY KEY (id),
  CONSTRAINT fk_breach_intervention_id_intervention FOREIGN KEY(intervention_id) REFERENCES intervention (id) ON DELETE RESTRICT,
  CONSTRAINT fk_breach_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_breach_breached_on ON breach (breached_on);
CREATE INDEX ix_breach_intervention_id ON breach (intervention_id);
CREATE TABLE "case" (
  id INTEGER NOT NULL, reference VARCHAR NOT NULL, forum_id VARCHAR NOT NULL, status VARCHAR NOT NULL,
  opened_on DATE NOT NULL, closed_on DATE, close_reason VARCHAR, subject_name VARCHAR NOT NULL,
  place_id INTEGER, lead_agency_id VARCHAR, children_in_household INTEGER, is_repeat BOOLEAN NOT NULL,
  unfinished BOOLEAN NOT NULL, risk_band VARCHAR, risk_tool_id VARCHAR, risk_score INTEGER,
  last_heard_on DATE, next_hearing_on DATE, recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL,
  error_at DATETIME, error_reason VARCHAR, review_on DATE, on_hold BOOLEAN NOT NULL,
  version INTEGER NOT NULL, CONSTRAINT pk_case PRIMARY KEY (id),
  CONSTRAINT uq_case_reference UNIQUE (reference),
  CONSTRAINT fk_case_place_id_place FOREIGN KEY(place_id) REFERENCES place (id) ON DELETE RESTRICT,
  CONSTRAINT fk_case_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_case_forum_opened ON "case" (forum_id, opened_on, id, error_at, status);
CREATE INDEX ix_case_lead_agency_id ON "case" (lead_agency_id);
CREATE INDEX ix_case_name ON "case" (subject_name, id, error_at, status);
CREATE INDEX ix_case_not_heard ON "case" (status, error_at, next_hearing_on) WHERE last_heard_on IS NULL;
CREATE INDEX ix_case_opened ON "case" (opened_on, id, error_at, status);
CREATE INDEX ix_case_place_id ON "case" (place_id);
CREATE INDEX ix_case_reference ON "case" (reference, id, error_at, status);
CREATE INDEX ix_case_repeat ON "case" (is_repeat, opened_on, id, error_at, status);
CREATE INDEX ix_case_risk ON "case" (status, risk_band, opened_on, id, error_at);
CREATE INDEX ix_case_status_opened ON "case" (status, opened_on, id, error_at);
CREATE INDEX ix_case_unfinished ON "case" (opened_on, error_at) WHERE unfinished = 1;
CREATE TABLE case_person (
  id INTEGER NOT NULL, case_id INTEGER NOT NULL, person_id INTEGER NOT NULL, role VARCHAR NOT NULL,
  forum_role_id VARCHAR, relationship_kind VARCHAR, note VARCHAR, ended_on DATE,
  recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR,
  review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL,
  CONSTRAINT pk_case_person PRIMARY KEY (id),
  CONSTRAINT uq_case_person_case_id_person_id_role UNIQUE (case_id, person_id, role),
  CONSTRAINT fk_case_person_case_id_case FOREIGN KEY(case_id) REFERENCES "case" (id) ON DELETE RESTRICT,
  CONSTRAINT fk_case_person_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
  CONSTRAINT fk_case_person_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_case_person_case_id ON case_person (case_id);
CREATE INDEX ix_case_person_person_id ON case_person (person_id);
CREATE TABLE chase (
  id INTEGER NOT NULL, action_id INTEGER NOT NULL, agency_id VARCHAR NOT NULL, owner VARCHAR,
  recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR,
  review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL, CONSTRAINT pk_chase PRIMARY KEY (id),
  CONSTRAINT fk_chase_action_id_action FOREIGN KEY(action_id) REFERENCES action (id) ON DELETE RESTRICT,
  CONSTRAINT fk_chase_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_chase_action_id ON chase (action_id);
CREATE TABLE checklist_tick (
  id INTEGER NOT NULL, intervention_id INTEGER NOT NULL, checklist_id VARCHAR NOT NULL,
  point_id VARCHAR NOT NULL, recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME,
  error_reason VARCHAR, review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL,
  CONSTRAINT pk_checklist_tick PRIMARY KEY (id),
  CONSTRAINT fk_checklist_tick_intervention_id_intervention FOREIGN KEY(intervention_id) REFERENCES intervention (id) ON DELETE RESTRICT,
  CONSTRAINT fk_checklist_tick_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_checklist_tick_intervention_id ON checklist_tick (intervention_id);
CREATE TABLE contact_note (
  id INTEGER NOT NULL, case_id INTEGER, person_id INTEGER, kind VARCHAR NOT NULL, at DATETIME NOT NULL,
  number_used VARCHAR, was_safe VARCHAR, said_by VARCHAR, note VARCHAR NOT NULL, next_contact_on DATE,
  recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR,
  review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL,
  CONSTRAINT pk_contact_note PRIMARY KEY (id),
  CONSTRAINT fk_contact_note_case_id_case FOREIGN KEY(case_id) REFERENCES "case" (id) ON DELETE RESTRICT,
  CONSTRAINT fk_contact_note_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
  CONSTRAINT fk_contact_note_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_contact_note_at ON contact_note (at);
CREATE INDEX ix_contact_note_case_id ON contact_note (case_id);
CREATE INDEX ix_contact_note_next_contact_on ON contact_note (next_contact_on);
CREATE INDEX ix_contact_note_person_id ON contact_note (person_id);
CREATE TABLE correction (
  id INTEGER NOT NULL, table_name VARCHAR NOT NULL, record_id INTEGER NOT NULL, field VARCHAR NOT NULL,
  old_value VARCHAR, reason VARCHAR NOT NULL, at DATETIME NOT NULL, account_id INTEGER NOT NULL,
  CONSTRAINT pk_correction PRIMARY KEY (id),
  CONSTRAINT fk_correction_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_correction_record ON correction (table_name, record_id);
CREATE TABLE deadline (
  id INTEGER NOT NULL, intervention_id INTEGER NOT NULL, rule_id VARCHAR NOT NULL, due_at DATETIME,
  latest_at DATETIME, is_day BOOLEAN NOT NULL, settled_on DATE, settled_note VARCHAR,
  CONSTRAINT pk_deadline PRIMARY KEY (id),
  CONSTRAINT uq_deadline_intervention_id_rule_id UNIQUE (intervention_id, rule_id),
  CONSTRAINT fk_deadline_intervention_id_intervention FOREIGN KEY(intervention_id) REFERENCES intervention (id) ON DELETE RESTRICT
);
CREATE INDEX ix_deadline_due_at ON deadline (due_at);
CREATE INDEX ix_deadline_intervention_id ON deadline (intervention_id);
CREATE TABLE discussion (
  id INTEGER NOT NULL, meeting_id INTEGER NOT NULL, case_id INTEGER NOT NULL, referral_id INTEGER,
  position INTEGER NOT NULL, status VARCHAR NOT NULL, deferred_reason VARCHAR, is_repeat BOOLEAN NOT NULL,
  minutes VARCHAR NOT NULL, outcome VARCHAR, recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL,
  error_at DATETIME, error_reason VARCHAR, review_on DATE, on_hold BOOLEAN NOT NULL,
  version INTEGER NOT NULL, CONSTRAINT pk_discussion PRIMARY KEY (id),
  CONSTRAINT fk_discussion_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
  CONSTRAINT fk_discussion_case_id_case FOREIGN KEY(case_id) REFERENCES "case" (id) ON DELETE RESTRICT,
  CONSTRAINT fk_discussion_referral_id_referral FOREIGN KEY(referral_id) REFERENCES referral (id) ON DELETE RESTRICT,
  CONSTRAINT fk_discussion_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_discussion_case_id ON discussion (case_id);
CREATE INDEX ix_discussion_meeting_id ON discussion (meeting_id);
CREATE INDEX ix_discussion_no_outcome ON discussion (case_id) WHERE status = 'heard' AND outcome IS NULL;
CREATE UNIQUE INDEX ix_discussion_once ON discussion (meeting_id, case_id) WHERE error_at IS NULL;
CREATE INDEX ix_discussion_referral_id ON discussion (referral_id);
CREATE TABLE draft (
  id INTEGER NOT NULL, form VARCHAR NOT NULL, content VARCHAR NOT NULL, saved_at DATETIME NOT NULL,
  CONSTRAINT pk_draft PRIMARY KEY (id), CONSTRAINT uq_draft_form UNIQUE (form)
);
CREATE TABLE forum_setting (
  id INTEGER NOT NULL, forum_id VARCHAR NOT NULL, in_use BOOLEAN NOT NULL, repeat_months INTEGER,
  repeat_anchor VARCHAR, repeat_parties VARCHAR, recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL,
  error_at DATETIME, error_reason VARCHAR, review_on DATE, on_hold BOOLEAN NOT NULL,
  version INTEGER NOT NULL, CONSTRAINT pk_forum_setting PRIMARY KEY (id),
  CONSTRAINT uq_forum_setting_forum_id UNIQUE (forum_id),
  CONSTRAINT fk_forum_setting_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE TABLE import_run (
  id INTEGER NOT NULL, at DATETIME NOT NULL, account_id INTEGER NOT NULL, file_name VARCHAR NOT NULL,
  taken INTEGER NOT NULL, refused INTEGER NOT NULL, CONSTRAINT pk_import_run PRIMARY KEY (id),
  CONSTRAINT fk_import_run_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE TABLE imported_row (
  id INTEGER NOT NULL, run_id INTEGER NOT NULL, sheet VARCHAR NOT NULL, row_key VARCHAR NOT NULL,
  content_hash VARCHAR NOT NULL, record_id INTEGER, CONSTRAINT pk_imported_row PRIMARY KEY (id),
  CONSTRAINT uq_imported_row_sheet_row_key UNIQUE (sheet, row_key),
  CONSTRAINT fk_imported_row_run_id_import_run FOREIGN KEY(run_id) REFERENCES import_run (id) ON DELETE RESTRICT
);
CREATE INDEX ix_imported_row_run_id ON imported_row (run_id);
CREATE TABLE intervention (
  id INTEGER NOT NULL, reference VARCHAR NOT NULL, power_id VARCHAR NOT NULL, case_id INTEGER,
  person_id INTEGER, place_id INTEGER, follows_id INTEGER, applicant VARCHAR, status VARCHAR NOT NULL,
  status_reason VARCHAR, ended_on DATE, issued_on DATE, issued_at DATETIME, served_at DATETIME,
  granted_on DATE, ends_on DATE, length_id VARCHAR, terms VARCHAR, consultation_held_on DATE,
  safeguarding_checklist_on DATE, exit_meeting_on DATE, past_limit_reason VARCHAR, note VARCHAR,
  recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR,
  review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL,
  CONSTRAINT pk_intervention PRIMARY KEY (id), CONSTRAINT uq_intervention_reference UNIQUE (reference),
  CONSTRAINT fk_intervention_case_id_case FOREIGN KEY(case_id) REFERENCES "case" (id) ON DELETE RESTRICT,
  CONSTRAINT fk_intervention_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
  CONSTRAINT fk_intervention_place_id_place FOREIGN KEY(place_id) REFERENCES place (id) ON DELETE RESTRICT,
  CONSTRAINT fk_intervention_follows_id_intervention FOREIGN KEY(follows_id) REFERENCES intervention (id) ON DELETE RESTRICT,
  CONSTRAINT fk_intervention_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_intervention_case_id ON intervention (case_id);
CREATE INDEX ix_intervention_person_id ON intervention (person_id);
CREATE INDEX ix_intervention_place_id ON intervention (place_id);
CREATE INDEX ix_intervention_power_granted ON intervention (power_id, granted_on);
CREATE INDEX ix_intervention_power_issued ON intervention (power_id, issued_on);
CREATE TABLE intervention_step (
  id INTEGER NOT NULL, intervention_id INTEGER NOT NULL, step_id VARCHAR NOT NULL, on_day DATE NOT NULL,
  at DATETIME, note VARCHAR, filled VARCHAR, recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL,
  error_at DATETIME, error_reason VARCHAR, review_on DATE, on_hold BOOLEAN NOT NULL,
  version INTEGER NOT NULL, CONSTRAINT pk_intervention_step PRIMARY KEY (id),
  CONSTRAINT fk_intervention_step_intervention_id_intervention FOREIGN KEY(intervention_id) REFERENCES intervention (id) ON DELETE RESTRICT,
  CONSTRAINT fk_intervention_step_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_intervention_step_intervention_id ON intervention_step (intervention_id);
CREATE TABLE letterhead (
  id INTEGER NOT NULL, address VARCHAR NOT NULL, logo BLOB, CONSTRAINT pk_letterhead PRIMARY KEY (id)
);
CREATE TABLE meeting (
  id INTEGER NOT NULL, forum_id VARCHAR NOT NULL, number INTEGER, held_on DATE NOT NULL, starts_at DATETIME,
  place VARCHAR, status VARCHAR NOT NULL, cancelled_reason VARCHAR, minutes_approved_on DATE,
  minutes_sent_on DATE, note VARCHAR, statement VARCHAR, recorded_at DATETIME NOT NULL,
  recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR, review_on DATE,
  on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL, CONSTRAINT pk_meeting PRIMARY KEY (id),
  CONSTRAINT fk_meeting_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_meeting_forum_held ON meeting (forum_id, held_on);
CREATE INDEX ix_meeting_held_on ON meeting (held_on);
CREATE TABLE must_not_receive (
  id INTEGER NOT NULL, case_id INTEGER NOT NULL, agency_id VARCHAR, person_id INTEGER, part VARCHAR NOT NULL,
  reason VARCHAR NOT NULL, ended_on DATE, recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL,
  error_at DATETIME, error_reason VARCHAR, review_on DATE, on_hold BOOLEAN NOT NULL,
  version INTEGER NOT NULL, CONSTRAINT pk_must_not_receive PRIMARY KEY (id),
  CONSTRAINT fk_must_not_receive_case_id_case FOREIGN KEY(case_id) REFERENCES "case" (id) ON DELETE RESTRICT,
  CONSTRAINT fk_must_not_receive_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
  CONSTRAINT fk_must_not_receive_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_must_not_receive_case_id ON must_not_receive (case_id);
CREATE INDEX ix_must_not_receive_person_id ON must_not_receive (person_id);
CREATE TABLE outside_figure (
  id INTEGER NOT NULL, series_id VARCHAR NOT NULL, area VARCHAR, from_on DATE NOT NULL, to_on DATE NOT NULL,
  value DOUBLE NOT NULL, source VARCHAR, recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL,
  error_at DATETIME, error_reason VARCHAR, review_on DATE, on_hold BOOLEAN NOT NULL,
  version INTEGER NOT NULL, CONSTRAINT pk_outside_figure PRIMARY KEY (id),
  CONSTRAINT fk_outside_figure_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_outside_figure_series ON outside_figure (series_id, from_on);
CREATE TABLE own_letter (
  id INTEGER NOT NULL, letter_id VARCHAR NOT NULL, content VARCHAR NOT NULL,
  CONSTRAINT pk_own_letter PRIMARY KEY (id), CONSTRAINT uq_own_letter_letter_id UNIQUE (letter_id)
);
CREATE TABLE partnership (
  id INTEGER NOT NULL, file_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, organisation VARCHAR NOT NULL,
  created_at DATETIME NOT NULL, CONSTRAINT pk_partnership PRIMARY KEY (id)
);
CREATE TABLE person (
  id INTEGER NOT NULL, surname VARCHAR NOT NULL, forenames VARCHAR NOT NULL, known_as VARCHAR,
  surname_key VARCHAR NOT NULL, forenames_key VARCHAR NOT NULL, sound_key VARCHAR NOT NULL, born_on DATE,
  born_certainty VARCHAR, gender VARCHAR, ethnicity_group VARCHAR, ethnicity_detail VARCHAR,
  disabled VARCHAR, lgbt VARCHAR, language VARCHAR, interpreter VARCHAR, safe_contact_how VARCHAR,
  safe_contact_when VARCHAR, safe_contact_number VARCHAR, safe_contact_not VARCHAR, joined_into_id INTEGER,
  recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR,
  review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL, CONSTRAINT pk_person PRIMARY KEY (id),
  CONSTRAINT fk_person_joined_into_id_person FOREIGN KEY(joined_into_id) REFERENCES person (id) ON DELETE RESTRICT,
  CONSTRAINT fk_person_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_person_born_on ON person (born_on);
CREATE INDEX ix_person_joined_into_id ON person (joined_into_id);
CREATE INDEX ix_person_same ON person (surname_key, forenames_key, born_on);
CREATE INDEX ix_person_sound ON person (sound_key);
CREATE TABLE person_address (
  id INTEGER NOT NULL, person_id INTEGER NOT NULL, place_id INTEGER NOT NULL, protected BOOLEAN NOT NULL,
  from_on DATE, to_on DATE, recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME,
  error_reason VARCHAR, review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL,
  CONSTRAINT pk_person_address PRIMARY KEY (id),
  CONSTRAINT fk_person_address_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
  CONSTRAINT fk_person_address_place_id_place FOREIGN KEY(place_id) REFERENCES place (id) ON DELETE RESTRICT,
  CONSTRAINT fk_person_address_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_person_address_person_id ON person_address (person_id);
CREATE INDEX ix_person_address_place_id ON person_address (place_id);
CREATE TABLE person_join (
  id INTEGER NOT NULL, kept_id INTEGER NOT NULL, joined_id INTEGER NOT NULL, at DATETIME NOT NULL,
  account_id INTEGER NOT NULL, moved VARCHAR NOT NULL, undone_at DATETIME,
  CONSTRAINT pk_person_join PRIMARY KEY (id),
  CONSTRAINT fk_person_join_kept_id_person FOREIGN KEY(kept_id) REFERENCES person (id) ON DELETE RESTRICT,
  CONSTRAINT fk_person_join_joined_id_person FOREIGN KEY(joined_id) REFERENCES person (id) ON DELETE RESTRICT,
  CONSTRAINT fk_person_join_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_person_join_joined_id ON person_join (joined_id);
CREATE INDEX ix_person_join_kept_id ON person_join (kept_id);
CREATE TABLE person_name (
  id INTEGER NOT NULL, person_id INTEGER NOT NULL, name VARCHAR NOT NULL, kind VARCHAR NOT NULL,
  recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR,
  review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL,
  CONSTRAINT pk_person_name PRIMARY KEY (id),
  CONSTRAINT fk_person_name_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
  CONSTRAINT fk_person_name_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_person_name_person_id ON person_name (person_id);
CREATE TABLE place (
  id INTEGER NOT NULL, address VARCHAR NOT NULL, postcode VARCHAR, place_key VARCHAR NOT NULL, area VARCHAR,
  note VARCHAR, recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME,
  error_reason VARCHAR, review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL,
  CONSTRAINT pk_place PRIMARY KEY (id),
  CONSTRAINT fk_place_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_place_place_key ON place (place_key);
CREATE TABLE possible_match (
  id INTEGER NOT NULL, first_id INTEGER NOT NULL, second_id INTEGER NOT NULL, reasons VARCHAR NOT NULL,
  score INTEGER NOT NULL, found_at DATETIME NOT NULL, decision VARCHAR, decided_at DATETIME,
  decided_by INTEGER, CONSTRAINT pk_possible_match PRIMARY KEY (id),
  CONSTRAINT uq_possible_match_first_id_second_id UNIQUE (first_id, second_id),
  CONSTRAINT ck_possible_match_ordered CHECK (first_id < second_id),
  CONSTRAINT fk_possible_match_first_id_person FOREIGN KEY(first_id) REFERENCES person (id) ON DELETE RESTRICT,
  CONSTRAINT fk_possible_match_second_id_person FOREIGN KEY(second_id) REFERENCES person (id) ON DELETE RESTRICT,
  CONSTRAINT fk_possible_match_decided_by_account FOREIGN KEY(decided_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_possible_match_decision ON possible_match (decision);
CREATE INDEX ix_possible_match_second_id ON possible_match (second_id);
CREATE TABLE practitioner (
  id INTEGER NOT NULL, name VARCHAR NOT NULL, agency_id VARCHAR NOT NULL, job_title VARCHAR,
  telephone VARCHAR, email VARCHAR, left_on DATE, recorded_at DATETIME NOT NULL,
  recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR, review_on DATE,
  on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL, CONSTRAINT pk_practitioner PRIMARY KEY (id),
  CONSTRAINT fk_practitioner_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_practitioner_agency_id ON practitioner (agency_id);
CREATE TABLE referral (
  id INTEGER NOT NULL, reference VARCHAR NOT NULL, forum_id VARCHAR NOT NULL, case_id INTEGER NOT NULL,
  received_on DATE NOT NULL, status VARCHAR NOT NULL, status_reason VARCHAR, referrer_name VARCHAR,
  referrer_telephone VARCHAR, practitioner_id INTEGER, reason VARCHAR NOT NULL, happened_on DATE,
  place_id INTEGER, children_in_household INTEGER, risk_tool_id VARCHAR, risk_score INTEGER,
  professional_judgement VARCHAR, told_and_wants VARCHAR, told_note VARCHAR, safe_to_tell VARCHAR,
  safe_note VARCHAR, lawful_basis_id VARCHAR, outcome VARCHAR, gaps VARCHAR, is_repeat BOOLEAN NOT NULL,
  repeat_of_id INTEGER, repeat_rule VARCHAR, repeat_denied_reason VARCHAR, repeat_frozen_at DATETIME,
  recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR,
  review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL,
  CONSTRAINT pk_referral PRIMARY KEY (id), CONSTRAINT uq_referral_reference UNIQUE (reference),
  CONSTRAINT fk_referral_case_id_case FOREIGN KEY(case_id) REFERENCES "case" (id) ON DELETE RESTRICT,
  CONSTRAINT fk_referral_practitioner_id_practitioner FOREIGN KEY(practitioner_id) REFERENCES practitioner (id) ON DELETE RESTRICT,
  CONSTRAINT fk_referral_place_id_place FOREIGN KEY(place_id) REFERENCES place (id) ON DELETE RESTRICT,
  CONSTRAINT fk_referral_repeat_of_id_referral FOREIGN KEY(repeat_of_id) REFERENCES referral (id) ON DELETE RESTRICT,
  CONSTRAINT fk_referral_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_referral_case_id ON referral (case_id);
CREATE INDEX ix_referral_forum_received ON referral (forum_id, received_on);
CREATE INDEX ix_referral_gaps ON referral (gaps) WHERE gaps IS NOT NULL;
CREATE INDEX ix_referral_is_repeat ON referral (is_repeat);
CREATE INDEX ix_referral_place_id ON referral (place_id);
CREATE INDEX ix_referral_received_on ON referral (received_on);
CREATE TABLE referral_agency (
  id INTEGER NOT NULL, referral_id INTEGER NOT NULL, agency_id VARCHAR NOT NULL, weight DOUBLE NOT NULL,
  is_lead BOOLEAN NOT NULL, CONSTRAINT pk_referral_agency PRIMARY KEY (id),
  CONSTRAINT uq_referral_agency_referral_id_agency_id UNIQUE (referral_id, agency_id),
  CONSTRAINT fk_referral_agency_referral_id_referral FOREIGN KEY(referral_id) REFERENCES referral (id) ON DELETE RESTRICT
);
CREATE INDEX ix_referral_agency_agency_id ON referral_agency (agency_id);
CREATE INDEX ix_referral_agency_referral_id ON referral_agency (referral_id);
CREATE TABLE referral_criterion (
  id INTEGER NOT NULL, referral_id INTEGER NOT NULL, criterion_id VARCHAR NOT NULL,
  evidence VARCHAR NOT NULL, CONSTRAINT pk_referral_criterion PRIMARY KEY (id),
  CONSTRAINT uq_referral_criterion_referral_id_criterion_id UNIQUE (referral_id, criterion_id),
  CONSTRAINT fk_referral_criterion_referral_id_referral FOREIGN KEY(referral_id) REFERENCES referral (id) ON DELETE RESTRICT
);
CREATE INDEX ix_referral_criterion_referral_id ON referral_criterion (referral_id);
CREATE TABLE register_entry (
  id INTEGER NOT NULL, register_id VARCHAR NOT NULL, on_day DATE NOT NULL, place VARCHAR, subject VARCHAR,
  quantity DOUBLE NOT NULL, reason VARCHAR, ended_on DATE, outcome VARCHAR, note VARCHAR,
  recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR,
  review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL,
  CONSTRAINT pk_register_entry PRIMARY KEY (id),
  CONSTRAINT fk_register_entry_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_register_entry_register_day ON register_entry (register_id, on_day);
CREATE TABLE relation (
  id INTEGER NOT NULL, person_id INTEGER NOT NULL, other_id INTEGER NOT NULL, kind VARCHAR NOT NULL,
  ended_on DATE, recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME,
  error_reason VARCHAR, review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL,
  CONSTRAINT pk_relation PRIMARY KEY (id),
  CONSTRAINT fk_relation_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
  CONSTRAINT fk_relation_other_id_person FOREIGN KEY(other_id) REFERENCES person (id) ON DELETE RESTRICT,
  CONSTRAINT fk_relation_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_relation_other_id ON relation (other_id);
CREATE INDEX ix_relation_person_id ON relation (person_id);
CREATE TABLE release (
  id INTEGER NOT NULL, at DATETIME NOT NULL, account_id INTEGER NOT NULL, return_id VARCHAR NOT NULL,
  recipient VARCHAR NOT NULL, from_on DATE NOT NULL, to_on DATE NOT NULL, spec VARCHAR NOT NULL,
  cells VARCHAR NOT NULL, counts VARCHAR NOT NULL, folder_name VARCHAR NOT NULL,
  CONSTRAINT pk_release PRIMARY KEY (id),
  CONSTRAINT fk_release_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE TABLE report (
  id INTEGER NOT NULL, case_id INTEGER, told_by VARCHAR NOT NULL, told_to VARCHAR NOT NULL,
  agency_id VARCHAR, how VARCHAR NOT NULL, told_at DATETIME NOT NULL, happened_at DATETIME,
  happened_when VARCHAR, place_id INTEGER, what VARCHAR NOT NULL, recorded_at DATETIME NOT NULL,
  recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR, review_on DATE,
  on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL, CONSTRAINT pk_report PRIMARY KEY (id),
  CONSTRAINT fk_report_case_id_case FOREIGN KEY(case_id) REFERENCES "case" (id) ON DELETE RESTRICT,
  CONSTRAINT fk_report_place_id_place FOREIGN KEY(place_id) REFERENCES place (id) ON DELETE RESTRICT,
  CONSTRAINT fk_report_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE INDEX ix_report_case_id ON report (case_id);
CREATE INDEX ix_report_place_id ON report (place_id);
CREATE INDEX ix_report_told_at ON report (told_at);
CREATE TABLE review_time (
  id INTEGER NOT NULL, applies_to VARCHAR NOT NULL, period INTEGER, reason VARCHAR,
  recorded_at DATETIME NOT NULL, recorded_by INTEGER NOT NULL, error_at DATETIME, error_reason VARCHAR,
  review_on DATE, on_hold BOOLEAN NOT NULL, version INTEGER NOT NULL,
  CONSTRAINT pk_review_time PRIMARY KEY (id), CONSTRAINT uq_review_time_applies_to UNIQUE (applies_to),
  CONSTRAINT fk_review_time_recorded_by_account FOREIGN KEY(recorded_by) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE TABLE saved_view (
  id INTEGER NOT NULL, account_id INTEGER NOT NULL, list_id VARCHAR NOT NULL, name VARCHAR NOT NULL,
  chosen VARCHAR NOT NULL, sort_key VARCHAR NOT NULL, descending BOOLEAN NOT NULL, place INTEGER NOT NULL,
  CONSTRAINT pk_saved_view PRIMARY KEY (id),
  CONSTRAINT uq_saved_view_account_id_list_id_name UNIQUE (account_id, list_id, name),
  CONSTRAINT fk_saved_view_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE RESTRICT
);
CREATE TABLE setting (
  name VARCHAR NOT NULL, value VARCHAR NOT NULL, CONSTRAINT pk_setting PRIMARY KEY (name)
);
CREATE TABLE stored_bytes (
  id INTEGER NOT NULL, kept BOOLEAN NOT NULL, CONSTRAINT pk_stored_bytes PRIMARY KEY (id)
);
CREATE INDEX ix_stored_bytes_kept ON stored_bytes (kept);
CREATE TABLE stored_piece (
  id INTEGER NOT NULL, content_id INTEGER NOT NULL, place INTEGER NOT NULL, content BLOB NOT NULL,
  CONSTRAINT pk_stored_piece PRIMARY KEY (id),
  CONSTRAINT uq_stored_piece_content_id_place UNIQUE (content_id, place),
  CONSTRAINT fk_stored_piece_content_id_stored_bytes FOREIGN KEY(content_id) REFERENCES stored_bytes (id) ON DELETE RESTRICT
);
CREATE VIRTUAL TABLE person_index USING fts5( words, tokenize="unicode61 remove_diacritics 2", prefix='2 3');
CREATE VIRTUAL TABLE case_index USING fts5( words, tokenize="unicode61 remove_diacritics 2", prefix='2 3');
CREATE VIRTUAL TABLE place_index USING fts5( words, tokenize="unicode61 remove_diacritics 2", prefix='2 3');
INSERT INTO audit_head (id, seq, mac) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
