CREATE TABLE "announcements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"words" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "checkin_answers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"round_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"is_shared" boolean NOT NULL,
	"words" "bytea",
	"message" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "checkin_answers_member" UNIQUE("round_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "checkin_cheers" (
	"round_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	CONSTRAINT "checkin_cheers_round_id_member_id_pk" PRIMARY KEY("round_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "checkin_nudges" (
	"id" uuid PRIMARY KEY NOT NULL,
	"round_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"date" date NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "checkin_nudges_day" UNIQUE("round_id","member_id","date")
);
--> statement-breakpoint
CREATE TABLE "checkin_rounds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"schedule_id" uuid NOT NULL,
	"origin" text NOT NULL,
	"date" date NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"place" text,
	"summary" text,
	CONSTRAINT "checkin_rounds_day" UNIQUE("schedule_id","origin","date")
);
--> statement-breakpoint
CREATE TABLE "checkin_schedules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"set_by" uuid,
	"state" text NOT NULL,
	"channel_id" text NOT NULL,
	"weekdays" smallint[] NOT NULL,
	"time" text NOT NULL,
	"zone" text NOT NULL,
	"open_hours" integer NOT NULL,
	"sharing" text NOT NULL,
	"except" date[] NOT NULL,
	"next_date" date,
	"next_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_wishes" (
	"member_id" uuid PRIMARY KEY NOT NULL,
	"nudges" text NOT NULL,
	"nudge_time" text NOT NULL,
	"after_rejection" text NOT NULL,
	"paused_until" date
);
--> statement-breakpoint
ALTER TABLE "announcements" ADD CONSTRAINT "announcements_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkin_answers" ADD CONSTRAINT "checkin_answers_round_id_checkin_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."checkin_rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkin_answers" ADD CONSTRAINT "checkin_answers_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkin_cheers" ADD CONSTRAINT "checkin_cheers_round_id_checkin_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."checkin_rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkin_cheers" ADD CONSTRAINT "checkin_cheers_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkin_nudges" ADD CONSTRAINT "checkin_nudges_round_id_checkin_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."checkin_rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkin_nudges" ADD CONSTRAINT "checkin_nudges_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkin_rounds" ADD CONSTRAINT "checkin_rounds_schedule_id_checkin_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."checkin_schedules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkin_schedules" ADD CONSTRAINT "checkin_schedules_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkin_schedules" ADD CONSTRAINT "checkin_schedules_set_by_members_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_wishes" ADD CONSTRAINT "contact_wishes_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "announcements_member" ON "announcements" USING btree ("member_id","created_at");--> statement-breakpoint
CREATE INDEX "checkin_answers_of_member" ON "checkin_answers" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "checkin_nudges_due" ON "checkin_nudges" USING btree ("state","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "checkin_rounds_number" ON "checkin_rounds" USING btree ("schedule_id","number");--> statement-breakpoint
CREATE INDEX "checkin_rounds_closing" ON "checkin_rounds" USING btree ("state","closes_at");--> statement-breakpoint
CREATE INDEX "checkin_schedules_due" ON "checkin_schedules" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "checkin_schedules_community" ON "checkin_schedules" USING btree ("community_id");