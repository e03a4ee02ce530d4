CREATE TABLE "reminders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"about" text NOT NULL,
	"subject" uuid NOT NULL,
	"date" date NOT NULL,
	"time" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "reminders_subject" UNIQUE("member_id","about","subject")
);
--> statement-breakpoint
ALTER TABLE "checkin_rounds" ADD COLUMN "questions" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "checkin_rounds" ADD COLUMN "asks_feeling" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "checkin_schedules" ADD COLUMN "questions" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "checkin_schedules" ADD COLUMN "asks_feeling" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "contact_wishes" ADD COLUMN "quiet_from" text DEFAULT '21:00';--> statement-breakpoint
ALTER TABLE "contact_wishes" ADD COLUMN "quiet_until" text DEFAULT '08:00';--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reminders_due" ON "reminders" USING btree ("state","due_at");