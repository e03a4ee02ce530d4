CREATE TABLE "pairing_asks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"need_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"answer" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pairing_blocks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"blocked_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pairing_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"round_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"answer" text NOT NULL,
	"outcome" text NOT NULL,
	"why" text,
	CONSTRAINT "pairing_entries_member" UNIQUE("round_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "pairing_members" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pairing_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"turn" smallint NOT NULL,
	"state" text NOT NULL,
	"picks" text[] NOT NULL,
	"met" text,
	"missed" boolean NOT NULL,
	"announce" boolean NOT NULL,
	CONSTRAINT "pairing_members_once" UNIQUE("pairing_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "pairing_needs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"note" "bytea",
	"state" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"next_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pairing_reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"about_id" uuid NOT NULL,
	"words" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pairing_rounds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"schedule_id" uuid NOT NULL,
	"date" date NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"seed" bigint,
	CONSTRAINT "pairing_rounds_day" UNIQUE("schedule_id","date")
);
--> statement-breakpoint
CREATE TABLE "pairing_rubrics" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"about_partner" uuid NOT NULL,
	"words" "bytea" NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pairing_schedules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"set_by" uuid,
	"state" text NOT NULL,
	"channel_id" text NOT NULL,
	"weekdays" smallint[] NOT NULL,
	"time" text NOT NULL,
	"zone" text NOT NULL,
	"except" date[] NOT NULL,
	"ask_date" date,
	"ask_at" timestamp with time zone,
	"opens_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pairing_schedules_community" UNIQUE("community_id")
);
--> statement-breakpoint
CREATE TABLE "pairing_shares" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"place" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pairings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"round_id" uuid,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"times" text[] NOT NULL,
	"starts_at" timestamp with time zone,
	"confirm_by" timestamp with time zone NOT NULL,
	"next_at" timestamp with time zone,
	"why" text NOT NULL,
	"place" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "practice_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"words" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "pairing_asks" ADD CONSTRAINT "pairing_asks_need_id_pairing_needs_id_fk" FOREIGN KEY ("need_id") REFERENCES "public"."pairing_needs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_asks" ADD CONSTRAINT "pairing_asks_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_blocks" ADD CONSTRAINT "pairing_blocks_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_blocks" ADD CONSTRAINT "pairing_blocks_blocked_id_members_id_fk" FOREIGN KEY ("blocked_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_entries" ADD CONSTRAINT "pairing_entries_round_id_pairing_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."pairing_rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_entries" ADD CONSTRAINT "pairing_entries_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_members" ADD CONSTRAINT "pairing_members_pairing_id_pairings_id_fk" FOREIGN KEY ("pairing_id") REFERENCES "public"."pairings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_members" ADD CONSTRAINT "pairing_members_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_needs" ADD CONSTRAINT "pairing_needs_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_needs" ADD CONSTRAINT "pairing_needs_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_reports" ADD CONSTRAINT "pairing_reports_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_reports" ADD CONSTRAINT "pairing_reports_about_id_members_id_fk" FOREIGN KEY ("about_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_rounds" ADD CONSTRAINT "pairing_rounds_schedule_id_pairing_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."pairing_schedules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_rubrics" ADD CONSTRAINT "pairing_rubrics_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_rubrics" ADD CONSTRAINT "pairing_rubrics_about_partner_pairing_members_id_fk" FOREIGN KEY ("about_partner") REFERENCES "public"."pairing_members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_schedules" ADD CONSTRAINT "pairing_schedules_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_schedules" ADD CONSTRAINT "pairing_schedules_set_by_members_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_shares" ADD CONSTRAINT "pairing_shares_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_round_id_pairing_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."pairing_rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_notes" ADD CONSTRAINT "practice_notes_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pairing_asks_need" ON "pairing_asks" USING btree ("need_id");--> statement-breakpoint
CREATE INDEX "pairing_asks_of_member" ON "pairing_asks" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "pairing_blocks_of_member" ON "pairing_blocks" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "pairing_blocks_other" ON "pairing_blocks" USING btree ("blocked_id");--> statement-breakpoint
CREATE INDEX "pairing_entries_of_member" ON "pairing_entries" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "pairing_members_of_member" ON "pairing_members" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "pairing_needs_due" ON "pairing_needs" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "pairing_needs_of_member" ON "pairing_needs" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "pairing_reports_of_member" ON "pairing_reports" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "pairing_reports_about" ON "pairing_reports" USING btree ("about_id");--> statement-breakpoint
CREATE INDEX "pairing_rounds_due" ON "pairing_rounds" USING btree ("state","opens_at");--> statement-breakpoint
CREATE INDEX "pairing_rubrics_of_member" ON "pairing_rubrics" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "pairing_rubrics_about" ON "pairing_rubrics" USING btree ("about_partner");--> statement-breakpoint
CREATE INDEX "pairing_schedules_due" ON "pairing_schedules" USING btree ("ask_at");--> statement-breakpoint
CREATE INDEX "pairing_shares_of_member" ON "pairing_shares" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "pairings_due" ON "pairings" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "pairings_community" ON "pairings" USING btree ("community_id","created_at");--> statement-breakpoint
CREATE INDEX "practice_notes_member" ON "practice_notes" USING btree ("member_id","created_at");--> statement-breakpoint
ALTER TABLE "pairing_profiles" DROP COLUMN "state";--> statement-breakpoint
ALTER TABLE "pairing_profiles" DROP COLUMN "may_be_asked";--> statement-breakpoint
ALTER TABLE "pairing_profiles" DROP COLUMN "reminders";