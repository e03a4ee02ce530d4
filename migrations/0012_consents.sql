CREATE TABLE "consents" (
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	CONSTRAINT "consents_member_id_kind_pk" PRIMARY KEY("member_id","kind")
);
--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- What members asked for before consents had rows of their own stays as they asked.
INSERT INTO "consents" ("member_id", "kind", "given_at")
SELECT "member_id", 'checkin-reminders', now() FROM "contact_wishes" WHERE "nudges" <> 'off';--> statement-breakpoint
UPDATE "contact_wishes" SET "nudges" = 'light' WHERE "nudges" = 'off';--> statement-breakpoint
INSERT INTO "consents" ("member_id", "kind", "given_at")
SELECT DISTINCT "set_by", 'checkin-trouble', now() FROM "checkin_schedules" WHERE "set_by" IS NOT NULL;
